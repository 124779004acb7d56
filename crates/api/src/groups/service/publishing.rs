//! Publishing a proposal: its groups become real, and everyone in them is told.

use super::adjusting::must_be_draft;
use super::picture::{self, NO_PROGRAMME, Picture};
use super::{proposal, tell};
use crate::ctx::Ctx;
use crate::groups::entity::mentor_group;
use crate::groups::labels::{self, Labels};
use crate::groups::store::{live, proposals};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::ProposalSummary;
use cairn_domain::groups::formation::{FormedGroup, Violation};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{MentorGroupId, ProposalId, SchemeId};
use cairn_domain::operations::Topic;
use chrono::{DateTime, Utc};
use sea_orm::Set;
use uuid::Uuid;

/// Broken rules that one answer lists.
const LISTED: usize = 20;

/// Publishes a proposal, all of it or, whatever happens, nothing. Of two people at once, one is told that the other was first.
/// `seen` is the version that the caller saw; a command takes it as it is.
///
/// # Errors
/// 404 when it isn't in reach, 412 when it changed meanwhile, 409 when it isn't a draft or would break a rule today.
pub async fn publish(ctx: &Ctx, scope: &Scope, id: ProposalId, seen: Option<i32>) -> Result<ProposalSummary> {
    let mut work = ctx.begin(scope).await?;
    let scheme = proposals::head(work.tx(), scope, id).await?.scheme();
    if !scope.covers(scheme) {
        return Err(Problem::not_found("proposal"));
    }
    // The scheme is held from here on: what is read now stays true until this is kept.
    let picture = picture::load(work.tx(), scope, scheme, work.now, true).await?;
    let head = proposals::head(work.tx(), scope, id).await?;
    must_be_draft(&head)?;
    if seen.is_some_and(|seen| seen != head.version) {
        return Err(Problem::stale());
    }
    let content = proposals::content(work.tx(), scope, &head).await?;
    let broken = proposal::violations(&picture, &head.asked()?, &content.groups);
    refuse_placed(&picture, &content.groups)?;
    refuse_broken(&picture, &broken)?;
    proposals::publish(work.tx(), scope, &head, work.now).await?;
    let groups: Vec<FormedGroup> = content
        .groups
        .into_iter()
        .filter(|g| !g.mentees.is_empty())
        .collect();
    let mut labels = Labels::after(&live::labels(work.tx(), scope, scheme).await?);
    let (mut rows, mut members) = (Vec::new(), Vec::new());
    for group in &groups {
        let label = labels.next(&labels::prefix(&picture, group.programme));
        let row = Uuid::now_v7();
        rows.push(new_group(row, scheme, id, group, label, work.now));
        let at = MentorGroupId(row);
        members.extend(group.mentors.iter().map(|m| {
            live::new_member(
                scheme,
                at,
                m.mentor,
                ParticipantRole::Mentor,
                &m.reasons,
                work.now,
            )
        }));
        members.extend(
            group
                .mentees
                .iter()
                .map(|m| live::new_member(scheme, at, *m, ParticipantRole::Mentee, &[], work.now)),
        );
    }
    let (count, people) = (rows.len(), members.len());
    live::add_groups(work.tx(), scope, rows).await?;
    live::add_members(work.tx(), scope, members).await?;
    let everyone = groups.iter().flat_map(|g| {
        let mentors = g.mentors.iter().map(|m| m.mentor);
        mentors.chain(g.mentees.iter().copied())
    });
    tell::groups_are_ready(&mut work, &picture, everyone).await?;
    let sentence = format!("Published {}: {count} groups, {people} places.", head.name);
    work.audit(Some(scheme), "proposal.published", Some(id.0), sentence)
        .await?;
    work.announce(Topic::Proposal, id.0, Some(scheme));
    work.announce(Topic::Groups, scheme.0, Some(scheme));
    work.commit().await?;
    proposal::summary(scope, proposals::head(ctx.db(), scope, id).await?, 0)
}

fn new_group(
    id: Uuid,
    scheme: SchemeId,
    proposal: ProposalId,
    group: &FormedGroup,
    label: String,
    now: DateTime<Utc>,
) -> mentor_group::ActiveModel {
    mentor_group::ActiveModel {
        id: Set(id),
        scheme_id: Set(scheme.0),
        proposal_id: Set(Some(proposal.0)),
        programme_id: Set(group.programme.filter(|p| *p != NO_PROGRAMME).map(|p| p.0)),
        label: Set(label),
        created_at: Set(now),
        closed_at: Set(None),
        version: Set(1),
    }
}

/// Of two proposals for the same people the first one stands; whoever publishes the second is told so.
fn refuse_placed(picture: &Picture, groups: &[FormedGroup]) -> Result<()> {
    let again = proposal::among(&picture.placed(), groups.iter().flat_map(|g| &g.mentees));
    if again == 0 {
        return Ok(());
    }
    Err(Problem::conflict(
        "published-meanwhile",
        "Other groups were published for these people.",
    )
    .detail(format!(
        "{again} of the mentees here have a group by now. Look at the groups page; to group those who are left, form groups again."
    )))
}

/// Whatever a person's judgement can't allow keeps a proposal from being published.
fn refuse_broken(picture: &Picture, broken: &[Violation]) -> Result<()> {
    let hard: Vec<&Violation> = broken.iter().filter(|v| !v.may_be_judged()).collect();
    if hard.is_empty() {
        return Ok(());
    }
    let listed = match hard.len() {
        n if n > LISTED => format!(" The first {LISTED} of {n} are listed."),
        _ => String::new(),
    };
    let mut problem = Problem::conflict("rules-broken", "These groups can't be published as they are.").detail(format!(
        "Something changed since they were formed, or they were adjusted past a rule. Mend what is listed, or form them again.{listed}",
    ));
    for violation in hard.into_iter().take(LISTED) {
        let at = violation
            .group()
            .map_or_else(|| "/groups".to_owned(), |g| format!("/groups/{g}"));
        problem = problem.error(at, proposal::in_words(picture, violation));
    }
    Err(problem)
}
