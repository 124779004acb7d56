//! Who would stand in the way of a change: people whom new settings have no place for.

use crate::cohorts::entity::participant;
use crate::groups::entity::group_member;
use crate::problem::Result;
use cairn_domain::cohorts::{EntryStatus, FheqLevel, ParticipantRole, SchemeInput};
use cairn_domain::ids::{ParticipantId, SchemeId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

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

/// How many mentees are in the groups that somebody mentors now.
pub async fn mentees_of<C: ConnectionTrait>(db: &C, mentor: ParticipantId) -> Result<u64> {
    use group_member::Column as M;
    let mine = Query::select()
        .column(M::GroupId)
        .from(group_member::Entity)
        .and_where(M::ParticipantId.eq(mentor.0))
        .and_where(M::Role.eq(ParticipantRole::Mentor.as_str()))
        .and_where(M::LeftAt.is_null())
        .to_owned();
    let mentees = group_member::Entity::find()
        .filter(M::GroupId.in_subquery(mine))
        .filter(M::Role.eq(ParticipantRole::Mentee.as_str()))
        .filter(M::LeftAt.is_null());
    Ok(mentees.count(db).await?)
}
