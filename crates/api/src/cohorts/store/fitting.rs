//! Who would stand in the way of a change: people whom new settings have no place for.

use crate::cohorts::entity::participant;
use crate::groups::entity::group_member;
use crate::problem::Result;
use cairn_domain::cohorts::{EntryStatus, ParticipantRole, SchemeInput};
use cairn_domain::ids::{ParticipantId, SchemeId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

/// How many mentors and mentees, of those who are active, have a level that these settings have no place for.
pub async fn outside_levels<C: ConnectionTrait>(
    db: &C,
    scheme: SchemeId,
    input: &SchemeInput,
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
    let mentee_levels = input.mentee_levels.iter().map(|l| i32::from(l.get()));
    let mentors = active(ParticipantRole::Mentor).filter(P::Level.lt(i32::from(input.mentor_level.get())));
    let mentees = active(ParticipantRole::Mentee).filter(P::Level.is_not_in(mentee_levels));
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
