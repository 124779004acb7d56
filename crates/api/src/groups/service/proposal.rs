//! Looking at proposals: the list, and one with everybody's name.

use super::picture::{self, Picture};
use super::unplaced;
use crate::ctx::Ctx;
use crate::groups::content::{Asked, Content};
use crate::groups::labels;
use crate::groups::store::live;
use crate::groups::store::proposals::{self, Head};
use crate::problem::Result;
use cairn_domain::cohorts::FheqLevel;
use cairn_domain::groups::formation::{self, FormedGroup, Metrics, Violation};
use cairn_domain::groups::{
    ProposalState, ProposalSummary, ProposalView, ProposedGroup, ProposedMentee, ProposedMentor,
};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, ProposalId, SchemeId};
use std::collections::{HashMap, HashSet};

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<ProposalSummary>> {
    crate::cohorts::roll::scheme(ctx.db(), scope, scheme, ctx.now, false).await?;
    let heads = proposals::list(ctx.db(), scope, scheme).await?;
    let is_draft = |head: &Head| head.state == ProposalState::Draft.as_str();
    let since = if heads.iter().any(is_draft) {
        placed_since(ctx, scope, scheme).await?
    } else {
        HashMap::new()
    };
    let told = |head: Head| {
        let placed = since.get(&ProposalId(head.id)).copied().unwrap_or(0);
        summary(scope, head, placed)
    };
    heads.into_iter().map(told).collect()
}

/// # Errors
/// 404 when it isn't there or not in reach.
pub async fn view(ctx: &Ctx, scope: &Scope, id: ProposalId) -> Result<ProposalView> {
    let head = proposals::head(ctx.db(), scope, id).await?;
    let content = proposals::content(ctx.db(), scope, &head).await?;
    let picture = picture::load(ctx.db(), scope, head.scheme(), ctx.now, false).await?;
    let undo_steps = proposals::steps(ctx.db(), scope, &head).await?;
    show(scope, head, &content, &picture, undo_steps)
}

/// How many mentees of each draft have a group by now.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn placed_since(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<HashMap<ProposalId, u32>> {
    let placed = live::placed(ctx.db(), scope, scheme).await?;
    let drafts = proposals::mentees_of_drafts(ctx.db(), scope, scheme).await?;
    Ok(drafts
        .into_iter()
        .map(|(id, mentees)| (id, among(&placed, &mentees)))
        .collect())
}

/// How many of these mentees have a place.
pub fn among<'a>(
    placed: &HashSet<ParticipantId>,
    mentees: impl IntoIterator<Item = &'a ParticipantId>,
) -> u32 {
    let count = mentees.into_iter().filter(|m| placed.contains(m)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A proposal without its groups; `placed_since` of a draft as [`ProposalSummary`] says it.
///
/// # Errors
/// When the row holds something we don't know.
pub fn summary(scope: &Scope, head: Head, placed_since: u32) -> Result<ProposalSummary> {
    let metrics = match &head.metrics {
        Some(json) => Some(without_attributes(
            scope,
            &head,
            serde_json::from_value(json.clone())?,
        )),
        None => None,
    };
    let asked = head.asked()?;
    Ok(ProposalSummary {
        id: ProposalId(head.id),
        scheme_id: head.scheme(),
        state: head.state()?,
        strategy: asked.settings.strategy,
        settings: asked.settings,
        name: head.name,
        metrics,
        progress: head.progress,
        failure: head.failure,
        created_at: head.created_at,
        published_at: head.published_at,
        placed_since,
        version: head.version,
    })
}

/// Monitored attributes are for the solver: a page says that somebody is alone, never with what.
fn without_attributes(scope: &Scope, head: &Head, mut metrics: Metrics) -> Metrics {
    if !scope.covers(head.scheme()) {
        metrics.isolated.clear();
    }
    for lone in &mut metrics.isolated {
        lone.attribute = "monitored".to_owned();
        lone.value.clear();
    }
    metrics
}

/// A proposal as a page shows it, with the rules checked against how people are now.
///
/// # Errors
/// When the row holds something we don't know.
pub fn show(
    scope: &Scope,
    head: Head,
    content: &Content,
    picture: &Picture,
    undo_steps: u32,
) -> Result<ProposalView> {
    let asked = head.asked()?;
    let is_draft = head.state()? == ProposalState::Draft;
    let placed_since = if is_draft {
        among(&picture.placed(), content.groups.iter().flat_map(|g| &g.mentees))
    } else {
        0
    };
    // Once some of them have a group, that is all there is to say: nearly every rule would be broken by it.
    let broken = if is_draft && placed_since == 0 {
        violations(picture, &asked, &content.groups)
    } else {
        vec![]
    };
    let in_reach: HashSet<u32> = (0u32..)
        .zip(&content.groups)
        .filter(|(_, group)| picture.reaches_group(scope, group))
        .map(|(index, _)| index)
        .collect();
    let all = scope.covers(head.scheme());
    Ok(ProposalView {
        groups: (0u32..)
            .zip(&content.groups)
            .filter(|(index, _)| in_reach.contains(index))
            .map(|(index, group)| proposed(picture, index, group))
            .collect(),
        unplaced: content
            .unplaced
            .iter()
            .filter(|u| all || picture.reaches(scope, u.participant))
            .map(|u| unplaced::in_words(picture, u))
            .collect(),
        violations: broken
            .into_iter()
            .filter(|v| all || v.group().is_some_and(|g| in_reach.contains(&g)))
            .collect(),
        summary: summary(scope, head, placed_since)?,
        undo_steps,
    })
}

fn proposed(picture: &Picture, index: u32, group: &FormedGroup) -> ProposedGroup {
    let level = |id: &ParticipantId| picture.students.get(id).map(|s| s.level);
    let lowest = FheqLevel::try_from(3);
    let mentor = |m: &formation::MentorMatch| {
        Some(ProposedMentor {
            id: m.mentor,
            name: picture.name(m.mentor),
            level: level(&m.mentor).or(lowest.ok())?,
            programme_code: picture
                .students
                .get(&m.mentor)
                .and_then(|s| picture.titles.code(s.programme_id)),
            reasons: m.reasons.clone(),
        })
    };
    let mentee = |id: &ParticipantId| {
        let student = picture.students.get(id);
        Some(ProposedMentee {
            id: *id,
            name: picture.name(*id),
            level: level(id).or(lowest.ok())?,
            programme_code: student.and_then(|s| picture.titles.code(s.programme_id)),
            tutor_group: student.and_then(|s| picture.titles.tutor_group(s.tutor_group_id)),
            seminar_group: student.and_then(|s| picture.titles.seminar_group(s.seminar_group_id)),
            pinned: picture.is_pinned(*id),
        })
    };
    ProposedGroup {
        index,
        label: labels::label(&labels::prefix(picture, group.programme), group.label),
        programme_id: group.programme.filter(|p| *p != picture::NO_PROGRAMME),
        mentors: group.mentors.iter().filter_map(mentor).collect(),
        mentees: group.mentees.iter().filter_map(mentee).collect(),
    }
}

/// The rules that these groups would break beside the groups that are live already.
pub fn violations(picture: &Picture, asked: &Asked, groups: &[FormedGroup]) -> Vec<Violation> {
    let ours: HashSet<ParticipantId> = groups
        .iter()
        .flat_map(|g| {
            g.mentors
                .iter()
                .map(|m| m.mentor)
                .chain(g.mentees.iter().copied())
        })
        .collect();
    let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
    let emptied = |g: u32| groups.get(g as usize).is_some_and(|g| g.mentees.is_empty());
    let together = [groups, &picture.formed()].concat();
    formation::violations(&picture.roster, &asked.settings, &together)
        .into_iter()
        .filter(|v| match v {
            Violation::InTwoGroups { participant, .. } => ours.contains(participant),
            Violation::MentorFull { mentor, .. } | Violation::TooManyGroups { mentor, .. } => {
                ours.contains(mentor)
            }
            // A group that was emptied by hand isn't published.
            other => other.group().is_some_and(|g| g < count && !emptied(g)),
        })
        .collect()
}

/// The broken rule with the names that it is about.
pub fn in_words(picture: &Picture, violation: &Violation) -> String {
    let name = |id: &ParticipantId| picture.name(*id);
    let who = match violation {
        Violation::InTwoGroups { participant, .. } | Violation::Unknown { participant, .. } => {
            name(participant)
        }
        Violation::MentorNotAbove { mentor, mentee, .. } | Violation::PinBroken { mentee, mentor, .. } => {
            format!("{} and {}", name(mentee), name(mentor))
        }
        Violation::MentorNotCleared { mentor, .. }
        | Violation::MentorFull { mentor, .. }
        | Violation::TooManyGroups { mentor, .. } => name(mentor),
        Violation::KeptApart { a, b, .. } => format!("{} and {}", name(a), name(b)),
        Violation::TooSmall { .. }
        | Violation::TooBig { .. }
        | Violation::MixedProgrammes { .. }
        | Violation::TooFewMentors { .. } => return violation.sentence(),
    };
    format!("{who}: {}", violation.sentence())
}
