//! People who withdrew, deferred or opted out leave their groups, with the smallest change for those who stay.

use super::live::Hands;
use crate::cohorts::roll::Student;
use crate::ctx::Ctx;
use crate::identity::house;
use crate::problem::Result;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::{self, Change};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ParticipantId, SchemeId};
use std::collections::BTreeSet;

const LEFT: &str = "Left the scheme.";

/// The job: takes everybody out who no longer belongs in a group. A mentor's group gets the best mentor who is free. Run
/// twice, it does nothing the second time.
///
/// # Errors
/// When the database refuses; then the job is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let scheme: SchemeId = serde_json::from_value(payload["scheme_id"].clone())?;
    let house = house::scope(Action::EditGroups)?;
    let mut hands = Hands::on(ctx, &house, scheme).await?;
    let members: BTreeSet<ParticipantId> = hands
        .groups
        .iter()
        .flat_map(|g| {
            g.mentees
                .iter()
                .copied()
                .chain(g.mentors.iter().map(|m| m.mentor))
        })
        .collect();
    let stays = |id: &ParticipantId| hands.picture.students.get(id).is_some_and(Student::is_active);
    let gone: Vec<ParticipantId> = members.into_iter().filter(|id| !stays(id)).collect();
    for who in gone {
        take_out(&mut hands, who).await?;
    }
    hands.keep("group.member_left", "", vec![]).await?;
    Ok(())
}

async fn take_out(hands: &mut Hands<'_>, who: ParticipantId) -> Result<()> {
    let role = hands
        .picture
        .students
        .get(&who)
        .map_or(ParticipantRole::Mentee, |s| s.role);
    let settings = hands.picture.settings();
    let found = formation::handle_withdrawal(&hands.picture.roster, &settings, &hands.groups, who, role);
    for change in found.changes {
        match change {
            Change::Remove { participant, group } => hands.leave(participant, group as usize, LEFT).await?,
            Change::AssignMentor {
                mentor,
                group,
                reasons,
                ..
            } => {
                hands
                    .join(mentor, ParticipantRole::Mentor, group as usize, &reasons)
                    .await?;
            }
            // Moving or joining those who stay is for a person to decide.
            Change::Place { .. } | Change::Move { .. } | Change::Merge { .. } => {}
        }
    }
    Ok(())
}
