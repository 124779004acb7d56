//! Who would stand in the way of a change: people whom new settings or fewer places have no room for.

use crate::cohorts::entity::participant;
use crate::groups::entity::group_member;
use crate::problem::Result;
use cairn_domain::cohorts::{EntryStatus, FheqLevel, GroupSizes, ParticipantRole, SchemeInput};
use cairn_domain::ids::SchemeId;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// How many mentors and mentees, of those who are active, have a level that the scheme takes now and wouldn't with new settings.
pub async fn outgrown<C: ConnectionTrait>(
    db: &C,
    scheme: SchemeId,
    now: &SchemeInput,
    then: &SchemeInput,
) -> Result<(u64, u64)> {
    use participant::Column as P;
    let active = |role: ParticipantRole| {
        participant::Entity::find()
            .filter(P::SchemeId.eq(scheme.0))
            .filter(P::Role.eq(role.as_str()))
            .filter(
                P::EntryStatus.is_not_in([EntryStatus::Withdrawn.as_str(), EntryStatus::Deferred.as_str()]),
            )
            .filter(P::OptedOutAt.is_null())
    };
    let level = |level: FheqLevel| i32::from(level.get());
    let given_up = now
        .mentee_levels
        .iter()
        .filter(|l| !then.mentee_levels.contains(l));
    let mentors = active(ParticipantRole::Mentor)
        .filter(P::Level.gte(level(now.mentor_level)))
        .filter(P::Level.lt(level(then.mentor_level)));
    let mentees = active(ParticipantRole::Mentee).filter(P::Level.is_in(given_up.map(|l| level(*l))));
    Ok((mentors.count(db).await?, mentees.count(db).await?))
}

/// The mentees whom each of these mentors carries in published groups: of a shared group, their share.
pub async fn carried<C: ConnectionTrait>(
    db: &C,
    sizes: &GroupSizes,
    mentors: &[Uuid],
) -> Result<HashMap<Uuid, u32>> {
    use group_member::Column as M;
    let places: Vec<(Uuid, Uuid)> = group_member::Entity::find()
        .select_only()
        .columns([M::ParticipantId, M::GroupId])
        .filter(M::ParticipantId.is_in(mentors.iter().copied()))
        .filter(M::Role.eq(ParticipantRole::Mentor.as_str()))
        .filter(M::LeftAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    if places.is_empty() {
        return Ok(HashMap::new());
    }
    let members: Vec<(Uuid, String)> = group_member::Entity::find()
        .select_only()
        .columns([M::GroupId, M::Role])
        .filter(M::GroupId.is_in(places.iter().map(|(_, group)| *group)))
        .filter(M::LeftAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut groups: HashMap<Uuid, (u32, u32)> = HashMap::new();
    for (group, role) in members {
        let (mentees, mentors) = groups.entry(group).or_default();
        match role.parse() {
            Ok(ParticipantRole::Mentor) => *mentors += 1,
            _ => *mentees += 1,
        }
    }
    let mut carried = HashMap::new();
    for (mentor, group) in places {
        let (mentees, mentors) = groups.get(&group).copied().unwrap_or_default();
        *carried.entry(mentor).or_default() += sizes.share(mentees, mentors);
    }
    Ok(carried)
}
