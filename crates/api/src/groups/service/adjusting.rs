//! Adjusting a proposal by hand: move somebody, take it back, put the proposal aside.

use super::forming;
use super::picture::{self, Picture};
use super::proposal;
use crate::ctx::Ctx;
use crate::groups::content::{Asked, Content};
use crate::groups::store::proposals::{self, Head};
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::{self, MentorMatch, Metrics, SmallestChange, Unplaced, UnplacedReason};
use cairn_domain::groups::{MoveInProposal, ProposalState, ProposalView};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, ProposalId};
use cairn_domain::operations::Topic;

/// Moves somebody to another group of the proposal, or out of every group. Rules that this breaks are shown, and keep the
/// proposal from being published.
///
/// # Errors
/// 404 for a proposal out of reach, 412 when it changed meanwhile, 409 when it isn't a draft, 422 for a person or group that
/// isn't in it.
pub async fn move_person(
    ctx: &Ctx,
    scope: &Scope,
    id: ProposalId,
    version: i32,
    step: MoveInProposal,
) -> Result<ProposalView> {
    let work = ctx.begin(scope).await?;
    let (head, mut content) = draft(&work, scope, id, version).await?;
    let picture = picture::load(work.tx(), scope, head.scheme(), work.now, false).await?;
    let who = step.participant_id;
    let role = picture
        .students
        .get(&who)
        .map(|s| s.role)
        .ok_or_else(|| Problem::invalid_field("/participant_id", "This person is not in the scheme."))?;
    let to = step.to_group.map(|to| to as usize);
    if to.is_some_and(|to| to >= content.groups.len()) {
        return Err(Problem::invalid_field(
            "/to_group",
            "This proposal has no such group.",
        ));
    }
    if role == ParticipantRole::Mentee && picture.placed().contains(&who) {
        return Err(Problem::invalid_field(
            "/participant_id",
            "This person has a published group already. Move them on the groups page.",
        ));
    }
    let before = content.take_out(who, role);
    match (to, role) {
        (Some(to), ParticipantRole::Mentee) => content.groups[to].mentees.push(who),
        (Some(to), ParticipantRole::Mentor) => content.groups[to].mentors.push(MentorMatch {
            mentor: who,
            reasons: vec![],
            score: 0,
        }),
        (None, role) => content.unplaced.push(taken_out(who, role)),
    }
    proposals::push_step(work.tx(), scope, &head, &before, work.now).await?;
    keep(ctx, work, scope, head, content, picture).await
}

const fn taken_out(participant: ParticipantId, role: ParticipantRole) -> Unplaced {
    let (reason, smallest_change) = match role {
        ParticipantRole::Mentee => (UnplacedReason::TakenOut, SmallestChange::ChooseGroup),
        ParticipantRole::Mentor => (UnplacedReason::TakenOut, SmallestChange::KeepInReserve),
    };
    Unplaced {
        participant,
        role,
        reason,
        smallest_change,
    }
}

/// Takes the last move back.
///
/// # Errors
/// As [`move_person`]; 409 when nothing was moved.
pub async fn undo(ctx: &Ctx, scope: &Scope, id: ProposalId, version: i32) -> Result<ProposalView> {
    let work = ctx.begin(scope).await?;
    let (head, mut content) = draft(&work, scope, id, version).await?;
    let Some((step, before)) = proposals::last_step(work.tx(), scope, &head).await? else {
        return Err(Problem::conflict(
            "nothing-to-undo",
            "There is nothing to take back.",
        ));
    };
    let picture = picture::load(work.tx(), scope, head.scheme(), work.now, false).await?;
    content.put_back(before);
    proposals::drop_step(work.tx(), scope, step).await?;
    keep(ctx, work, scope, head, content, picture).await
}

/// The draft at the version that the caller saw.
async fn draft(work: &Work, scope: &Scope, id: ProposalId, version: i32) -> Result<(Head, Content)> {
    let head = proposals::head(work.tx(), scope, id).await?;
    must_be_draft(&head)?;
    if head.version != version {
        return Err(Problem::stale());
    }
    let content = proposals::content(work.tx(), scope, &head).await?;
    Ok((head, content))
}

/// # Errors
/// 409 that says what it is instead.
pub fn must_be_draft(head: &Head) -> Result<()> {
    let problem = |kind, title| Err(Problem::conflict(kind, title));
    match head.state()? {
        ProposalState::Draft => Ok(()),
        ProposalState::Forming => problem("still-forming", "These groups are still being formed."),
        ProposalState::Published => problem("published-already", "These groups are published already."),
        ProposalState::Discarded => problem("put-aside", "This proposal was put aside."),
        ProposalState::Failed => problem("not-formed", "These groups could not be formed."),
    }
}

async fn keep(
    ctx: &Ctx,
    mut work: Work,
    scope: &Scope,
    head: Head,
    content: Content,
    picture: Picture,
) -> Result<ProposalView> {
    let asked = head.asked()?;
    let (picture, content, metrics) = measured(picture, content, asked).await?;
    proposals::adjusted(work.tx(), scope, &head, &content, &metrics).await?;
    work.audit(
        Some(head.scheme()),
        "proposal.adjusted",
        Some(head.id),
        format!("Adjusted {} by hand.", head.name),
    )
    .await?;
    work.announce(Topic::Proposal, head.id, Some(head.scheme()));
    let undo_steps = proposals::steps(work.tx(), scope, &head).await?;
    work.commit().await?;
    let head = proposals::head(ctx.db(), scope, ProposalId(head.id)).await?;
    proposal::show(scope, head, &content, &picture, undo_steps)
}

/// Measures off the async threads: the bounds take a while for a large cohort.
async fn measured(picture: Picture, content: Content, asked: Asked) -> Result<(Picture, Content, Metrics)> {
    tokio::task::spawn_blocking(move || {
        let roster = forming::roster(&picture, &asked);
        let metrics = formation::measure(&roster, &asked.settings, &content.groups);
        (picture, content, metrics)
    })
    .await
    .map_err(|e| Problem::internal(&e))
}

/// Puts a proposal aside. One that is being formed stops.
///
/// # Errors
/// 404 when it isn't in reach, 409 when it is published.
pub async fn discard(ctx: &Ctx, scope: &Scope, id: ProposalId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let head = proposals::head(work.tx(), scope, id).await?;
    if !proposals::discard(work.tx(), scope, &head).await? {
        return Err(Problem::conflict(
            "published-already",
            "These groups are published: they can't be put aside.",
        ));
    }
    work.audit(
        Some(head.scheme()),
        "proposal.discarded",
        Some(head.id),
        format!("Put {} aside.", head.name),
    )
    .await?;
    work.announce(Topic::Proposal, head.id, Some(head.scheme()));
    work.commit().await
}
