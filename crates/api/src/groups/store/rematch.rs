//! Requests for another mentor.

use crate::groups::entity::rematch_request;
use crate::problem::{Problem, Result};
use cairn_domain::groups::RematchState;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, RematchRequestId, SchemeId};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::HashSet;
use uuid::Uuid;

/// A scheme's requests, the newest first. Those out of reach are for the caller to leave out.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn of_scheme<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<rematch_request::Model>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    Ok(rematch_request::Entity::find()
        .filter(rematch_request::Column::SchemeId.eq(scheme.0))
        .order_by_desc(rematch_request::Column::CreatedAt)
        .order_by_desc(rematch_request::Column::Id)
        .all(db)
        .await?)
}

/// Groups from which somebody asks to move.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn groups_with_open<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<HashSet<Uuid>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let open = rematch_request::Entity::find()
        .filter(rematch_request::Column::SchemeId.eq(scheme.0))
        .filter(rematch_request::Column::State.eq(RematchState::Open.as_str()))
        .all(db)
        .await?;
    Ok(open.into_iter().map(|r| r.group_id).collect())
}

/// # Errors
/// 404 when it isn't there or its scheme isn't in reach.
pub async fn one<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: RematchRequestId,
) -> Result<rematch_request::Model> {
    rematch_request::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .filter(|r| scope.touches(SchemeId(r.scheme_id)))
        .ok_or_else(|| Problem::not_found("request"))
}

/// Whether somebody has asked already and has no answer yet.
///
/// # Errors
/// When the database can't be read.
pub async fn has_open<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    participant: ParticipantId,
) -> Result<bool> {
    Ok(rematch_request::Entity::find()
        .filter(rematch_request::Column::ParticipantId.eq(participant.0))
        .filter(rematch_request::Column::State.eq(RematchState::Open.as_str()))
        .one(db)
        .await?
        .is_some())
}

/// # Errors
/// When the database refuses.
pub async fn insert<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    row: rematch_request::ActiveModel,
) -> Result<()> {
    if !scope.touches(SchemeId(*row.scheme_id.as_ref())) {
        return Err(Problem::not_found("group"));
    }
    rematch_request::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Closes an open request, and says whether it was still open.
///
/// # Errors
/// When the database refuses.
pub async fn close<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    id: Uuid,
    state: RematchState,
    now: DateTime<Utc>,
) -> Result<bool> {
    let closed = rematch_request::Entity::update_many()
        .col_expr(rematch_request::Column::State, Expr::value(state.as_str()))
        .col_expr(rematch_request::Column::DecidedAt, Expr::value(now))
        .col_expr(
            rematch_request::Column::DecidedBy,
            Expr::value(Some(scope.person_id().0)),
        )
        .filter(rematch_request::Column::Id.eq(id))
        .filter(rematch_request::Column::State.eq(RematchState::Open.as_str()))
        .exec(tx)
        .await?;
    Ok(closed.rows_affected > 0)
}

/// Closes what these people asked for: they moved or left.
///
/// # Errors
/// When the database refuses.
pub async fn close_of<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    participants: &[Uuid],
    state: RematchState,
    now: DateTime<Utc>,
) -> Result<()> {
    rematch_request::Entity::update_many()
        .col_expr(rematch_request::Column::State, Expr::value(state.as_str()))
        .col_expr(rematch_request::Column::DecidedAt, Expr::value(now))
        .filter(rematch_request::Column::ParticipantId.is_in(participants.iter().copied()))
        .filter(rematch_request::Column::State.eq(RematchState::Open.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}
