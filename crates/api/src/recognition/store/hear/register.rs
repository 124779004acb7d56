//! The rows of the register by themselves: activities and entries, to read and to change.

use crate::problem::{Problem, Result};
use crate::recognition::entity::{hear_activity as activity, hear_entry as entry};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{HearActivityId, ParticipantId, SchemeId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

/// The activities of a scheme, the oldest first.
pub async fn activities<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<activity::Model>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    Ok(activity::Entity::find()
        .filter(activity::Column::SchemeId.eq(scheme.0))
        .order_by_asc(activity::Column::Id)
        .all(db)
        .await?)
}

/// An activity of a scheme that the scope touches.
pub async fn activity<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: HearActivityId,
) -> Result<activity::Model> {
    activity::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .filter(|a| scope.touches(SchemeId(a.scheme_id)))
        .ok_or_else(|| Problem::not_found("activity"))
}

/// The same, held until the transaction ends.
pub async fn activity_to_change<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    id: HearActivityId,
) -> Result<activity::Model> {
    activity::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx)
        .await?
        .filter(|a| scope.touches(SchemeId(a.scheme_id)))
        .ok_or_else(|| Problem::not_found("activity"))
}

/// A mentor's entries, also those that were taken back.
pub async fn entries_of<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Vec<entry::Model>> {
    Ok(entry::Entity::find()
        .filter(entry::Column::ParticipantId.eq(mentor.0))
        .all(db)
        .await?)
}

/// Entries by id, held until the transaction ends, with their schemes.
pub async fn to_change<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    ids: &[Uuid],
) -> Result<Vec<entry::Model>> {
    Ok(entry::Entity::find()
        .filter(entry::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(entry::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?)
}
