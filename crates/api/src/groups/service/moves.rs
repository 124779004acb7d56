//! Staff move somebody between live groups, or place those who came late.

use super::live::Hands;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::{self, Change};
use cairn_domain::groups::{GroupChanges, MoveMember};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, SchemeId};

/// Moves a mentee to another group, or a mentor in or out. The rules hold: a move that would break one is refused.
///
/// # Errors
/// 404 when the scheme isn't in reach, 422 for a person or group that isn't in it, 409 when a rule stands in the way.
pub async fn move_member(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    wish: MoveMember,
) -> Result<GroupChanges> {
    let mut hands = Hands::on(ctx, scope, scheme).await?;
    let who = wish.participant_id;
    let role = hands
        .picture
        .students
        .get(&who)
        .filter(|_| hands.picture.reaches(scope, who))
        .map(|s| s.role)
        .ok_or_else(|| Problem::invalid_field("/participant_id", "Choose somebody in this scheme."))?;
    let to = wish
        .to_group_id
        .map(|id| hands.find(id, "/to_group_id"))
        .transpose()?;
    let from = wish
        .from_group_id
        .map(|id| hands.find(id, "/from_group_id"))
        .transpose()?;
    let places = hands.places(who);
    if to.is_some_and(|to| places.contains(&to)) {
        return Err(Problem::invalid_field(
            "/to_group_id",
            "They are in this group already.",
        ));
    }
    let leaving: Vec<usize> = match (role, from) {
        (ParticipantRole::Mentor, Some(from)) => places.into_iter().filter(|at| *at == from).collect(),
        // A mentor may have several groups: joining one leaves the others alone.
        (ParticipantRole::Mentor, None) if to.is_some() => vec![],
        _ => places,
    };
    if to.is_none() && leaving.is_empty() {
        return Err(Problem::invalid_field(
            "/participant_id",
            "This person is in no group that they could leave.",
        ));
    }
    let reason = wish.reason.trim();
    for at in leaving {
        hands.leave(who, at, reason).await?;
    }
    if let Some(to) = to {
        hands.join(who, role, to, &[]).await?;
    }
    hands.must_keep_the_rules()?;
    hands.keep("group.member_moved", reason, vec![]).await
}

/// Gives everybody in reach who came after publishing the best place that is free. Nobody else moves.
///
/// # Errors
/// 404 when the scheme isn't in reach, 409 when no groups are published yet.
pub async fn place_late_joiners(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<GroupChanges> {
    let mut hands = Hands::on(ctx, scope, scheme).await?;
    if hands.groups.is_empty() {
        return Err(
            Problem::conflict("no-groups-yet", "No groups are published yet, so nobody is late.")
                .detail("Propose groups and publish them first."),
        );
    }
    let placed = hands.picture.placed();
    let late: Vec<ParticipantId> = hands
        .picture
        .roster
        .mentees
        .iter()
        .map(|m| m.id)
        .filter(|id| !placed.contains(id) && hands.picture.reaches(scope, *id))
        .collect();
    let settings = hands.picture.settings();
    let mut still = Vec::new();
    for mentee in late {
        let found = formation::place_late_joiner(&hands.picture.roster, &settings, &hands.groups, mentee);
        still.extend(found.unplaced);
        for change in found.changes {
            if let Change::Place {
                mentee,
                group,
                reasons,
            } = change
            {
                let at = group as usize;
                if hands.picture.reaches_group(scope, &hands.groups[at]) {
                    hands.join(mentee, ParticipantRole::Mentee, at, &reasons).await?;
                }
            }
        }
    }
    hands.must_keep_the_rules()?;
    hands.keep("group.late_joiner_placed", "", still).await
}
