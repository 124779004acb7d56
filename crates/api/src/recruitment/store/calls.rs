//! Calls for mentors, and how many answered each.

use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, recruitment_call as call};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CallId, SchemeId};
use cairn_domain::recruitment::StateCount;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// All calls of a scheme, the newest first.
pub async fn all<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<call::Model>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let rows = call::Entity::find()
        .filter(call::Column::SchemeId.eq(scheme.0))
        .order_by_desc(call::Column::Id);
    Ok(rows.all(db).await?)
}

/// One call of a scheme that is in reach, held for a change when asked.
pub async fn one<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: CallId,
    for_change: bool,
) -> Result<call::Model> {
    let mut query = call::Entity::find_by_id(id.0);
    if for_change {
        query = query.lock_exclusive();
    }
    let found = query
        .one(db)
        .await?
        .filter(|c| scope.touches(SchemeId(c.scheme_id)));
    found.ok_or_else(|| Problem::not_found("call"))
}

/// A published call by the last part of its address: anybody may read it.
pub async fn published<C: ConnectionTrait>(db: &C, slug: &str) -> Result<call::Model> {
    let found = call::Entity::find()
        .filter(call::Column::Slug.eq(slug))
        .filter(call::Column::PublishedAt.is_not_null())
        .filter(call::Column::PutAwayAt.is_null())
        .one(db)
        .await?;
    found.ok_or_else(|| Problem::not_found("call"))
}

/// Whether another call has this address.
pub async fn is_taken<C: ConnectionTrait>(db: &C, slug: &str, by_other_than: Option<Uuid>) -> Result<bool> {
    let found = call::Entity::find()
        .filter(call::Column::Slug.eq(slug))
        .one(db)
        .await?;
    Ok(found.is_some_and(|c| Some(c.id) != by_other_than))
}

/// Applications of each call by where they stand.
pub async fn counts<C: ConnectionTrait>(db: &C, calls: &[Uuid]) -> Result<HashMap<Uuid, Vec<StateCount>>> {
    let rows: Vec<(Uuid, String, i64)> = application::Entity::find()
        .select_only()
        .column(application::Column::CallId)
        .column(application::Column::State)
        .column_as(application::Column::Id.count(), "many")
        .filter(application::Column::CallId.is_in(calls.iter().copied()))
        .group_by(application::Column::CallId)
        .group_by(application::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<StateCount>> = HashMap::new();
    for (call, state, many) in rows {
        let state = state.parse().map_err(|e: String| Problem::internal(&e))?;
        let count = u64::try_from(many).unwrap_or(0);
        found.entry(call).or_default().push(StateCount { state, count });
    }
    found.values_mut().for_each(|c| c.sort_by_key(|c| c.state));
    Ok(found)
}

/// The same call, held until this transaction ends.
pub async fn held<C: ConnectionTrait>(tx: &C, row: call::Model) -> Result<call::Model> {
    let found = call::Entity::find_by_id(row.id).lock_exclusive().one(tx).await?;
    found.ok_or_else(|| Problem::not_found("call"))
}
