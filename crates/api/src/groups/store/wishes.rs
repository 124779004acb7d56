//! What staff ask of forming: pins and keep-apart pairs; and the monitored attributes that nobody should be alone with.

use crate::cohorts::entity::monitoring;
use crate::groups::entity::{keep_apart, pin};
use crate::problem::{Problem, Result};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{KeepApartId, ParticipantId, SchemeId};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

fn within(scope: &Scope, scheme: SchemeId) -> Result<()> {
    if scope.touches(scheme) {
        Ok(())
    } else {
        Err(Problem::not_found("scheme"))
    }
}

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn pins<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<pin::Model>> {
    within(scope, scheme)?;
    Ok(pin::Entity::find()
        .filter(pin::Column::SchemeId.eq(scheme.0))
        .order_by_asc(pin::Column::CreatedAt)
        .order_by_asc(pin::Column::MenteeId)
        .all(db)
        .await?)
}

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn keep_apart<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<keep_apart::Model>> {
    within(scope, scheme)?;
    Ok(keep_apart::Entity::find()
        .filter(keep_apart::Column::SchemeId.eq(scheme.0))
        .order_by_asc(keep_apart::Column::CreatedAt)
        .order_by_asc(keep_apart::Column::Id)
        .all(db)
        .await?)
}

/// Special-category data: for the solver alone, never for a page.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn monitored<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<monitoring::Model>> {
    within(scope, scheme)?;
    Ok(monitoring::Entity::find()
        .filter(monitoring::Column::SchemeId.eq(scheme.0))
        .all(db)
        .await?)
}

/// Pins a mentee, in the place of an earlier pin.
///
/// # Errors
/// When the database refuses.
pub async fn add_pin<C: ConnectionTrait>(tx: &C, scope: &Scope, row: pin::ActiveModel) -> Result<()> {
    within(scope, SchemeId(*row.scheme_id.as_ref()))?;
    let replace = sea_orm::sea_query::OnConflict::column(pin::Column::MenteeId)
        .update_columns([pin::Column::MentorId, pin::Column::CreatedAt])
        .to_owned();
    pin::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// # Errors
/// 404 when there is no such pin in the scheme.
pub async fn remove_pin<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    scheme: SchemeId,
    mentee: ParticipantId,
) -> Result<()> {
    within(scope, scheme)?;
    let gone = pin::Entity::delete_many()
        .filter(pin::Column::MenteeId.eq(mentee.0))
        .filter(pin::Column::SchemeId.eq(scheme.0))
        .exec(tx)
        .await?;
    found(gone.rows_affected, "pin")
}

/// # Errors
/// 409 when the pair is kept apart already.
pub async fn add_keep_apart<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    row: keep_apart::ActiveModel,
) -> Result<()> {
    within(scope, SchemeId(*row.scheme_id.as_ref()))?;
    keep_apart::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Lets a pair share a group again, and says whose scheme it was.
///
/// # Errors
/// 404 when there is no such pair in reach.
pub async fn remove_keep_apart<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    id: KeepApartId,
) -> Result<SchemeId> {
    let row = keep_apart::Entity::find_by_id(id.0)
        .one(tx)
        .await?
        .filter(|row| scope.touches(SchemeId(row.scheme_id)))
        .ok_or_else(|| Problem::not_found("pair"))?;
    let gone = keep_apart::Entity::delete_by_id(id.0).exec(tx).await?;
    found(gone.rows_affected, "pair")?;
    Ok(SchemeId(row.scheme_id))
}

fn found(rows: u64, what: &str) -> Result<()> {
    if rows == 0 {
        Err(Problem::not_found(what))
    } else {
        Ok(())
    }
}
