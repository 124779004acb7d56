//! The roles that come with being in a scheme: nobody has to grant them, and they end when somebody leaves.

use super::entity::{participant, scheme};
use cairn_domain::cohorts::{EntryStatus, ParticipantRole};
use cairn_domain::identity::{Grant, Role};
use cairn_domain::ids::{GrantId, PersonId, ProgrammeId, SchemeId};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

/// Mentor and mentee roles of a person who is in a scheme now.
pub async fn grants<C: ConnectionTrait>(db: &C, person: PersonId) -> Result<Vec<Grant>, DbErr> {
    let found = grants_of(db, &[person]).await?;
    Ok(found.into_iter().map(|(_, grant)| grant).collect())
}

/// The same for many people, in one query.
pub async fn grants_of<C: ConnectionTrait>(
    db: &C,
    people: &[PersonId],
) -> Result<Vec<(PersonId, Grant)>, DbErr> {
    let rows = present()
        .filter(participant::Column::PersonId.is_in(people.iter().map(|p| p.0)))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|p| {
            let role = match p.role.parse().ok()? {
                ParticipantRole::Mentor => Role::Mentor,
                ParticipantRole::Mentee => Role::Mentee,
            };
            let grant = Grant {
                id: GrantId(p.id),
                role,
                scheme_id: Some(SchemeId(p.scheme_id)),
                programme_id: None,
                tutor_group_id: None,
            };
            Some((PersonId(p.person_id), grant))
        })
        .collect())
}

/// Participants who are in their scheme now.
fn present() -> Select<participant::Entity> {
    participant::Entity::find()
        .filter(participant::Column::OptedOutAt.is_null())
        .filter(
            participant::Column::EntryStatus
                .is_not_in([EntryStatus::Withdrawn.as_str(), EntryStatus::Deferred.as_str()]),
        )
}

/// The ids of everybody who was ever in one of these schemes, as part of a larger query.
pub fn people_of(schemes: &[SchemeId]) -> SelectStatement {
    participant::Entity::find()
        .select_only()
        .column(participant::Column::PersonId)
        .filter(participant::Column::SchemeId.is_in(schemes.iter().map(|s| s.0)))
        .into_query()
}

/// The ids of everybody who is in a scheme now with one of these roles, as part of a larger query.
pub fn members_of(scheme: SchemeId, roles: &[ParticipantRole]) -> SelectStatement {
    present()
        .select_only()
        .column(participant::Column::PersonId)
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.is_in(roles.iter().map(|r| r.as_str())))
        .into_query()
}

/// The schemes in which one of these people is now, with a role.
pub async fn schemes_of<C: ConnectionTrait>(
    db: &C,
    people: impl Iterator<Item = Uuid>,
    role: ParticipantRole,
) -> Result<Vec<SchemeId>, DbErr> {
    let schemes: Vec<Uuid> = present()
        .select_only()
        .column(participant::Column::SchemeId)
        .distinct()
        .filter(participant::Column::Role.eq(role.as_str()))
        .filter(participant::Column::PersonId.is_in(people))
        .into_tuple()
        .all(db)
        .await?;
    Ok(schemes.into_iter().map(SchemeId).collect())
}

/// The name of a scheme, holding it until the transaction ends: what goes on in it meanwhile waits.
pub async fn hold<C: ConnectionTrait>(tx: &C, scheme: SchemeId) -> Result<Option<String>, DbErr> {
    let found = scheme::Entity::find_by_id(scheme.0)
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(found.map(|s| s.name))
}

/// Whether anybody in a scheme studies a programme.
pub async fn studies<C: ConnectionTrait>(
    db: &C,
    scheme: SchemeId,
    programme: ProgrammeId,
) -> Result<bool, DbErr> {
    let somebody = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::ProgrammeId.eq(programme.0))
        .one(db)
        .await?;
    Ok(somebody.is_some())
}
