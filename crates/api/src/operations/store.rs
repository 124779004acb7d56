//! Queries about mail, jobs and the audit trail, within what a scope reaches.

use crate::audit::entity as audit;
use crate::identity::entity::person;
use crate::identity::store::full_name;
use crate::jobs::entity as job;
use crate::mail::entity as mail;
use crate::problem::Result;
use cairn_domain::identity::Scope;
use cairn_domain::operations::JobState;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// A scheme lead sees their schemes' rows; the institution's admin sees all.
fn within(scope: &Scope, column: impl sea_orm::ColumnTrait) -> Condition {
    match scope.schemes() {
        None => Condition::all(),
        Some(schemes) => Condition::all().add(column.is_in(schemes.into_iter().map(|s| s.0))),
    }
}

pub async fn mails<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<mail::Model>> {
    let mut query = mail::Entity::find()
        .filter(within(scope, mail::Column::SchemeId))
        .order_by_desc(mail::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(mail::Column::Id.lt(after));
    }
    Ok(query.all(db).await?)
}

pub async fn mail<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<mail::Model>> {
    Ok(mail::Entity::find_by_id(id)
        .filter(within(scope, mail::Column::SchemeId))
        .one(db)
        .await?)
}

/// Jobs, newest first; only those that are in `state` at `now` if asked.
pub async fn jobs<C: ConnectionTrait>(
    db: &C,
    state: Option<JobState>,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<job::Model>> {
    let mut query = job::Entity::find().order_by_desc(job::Column::Id).limit(limit);
    let alive = job::Column::DeadAt.is_null();
    query = match state {
        None => query,
        Some(JobState::Dead) => query.filter(job::Column::DeadAt.is_not_null()),
        Some(JobState::Running) => query.filter(alive.and(job::Column::LockedUntil.gt(now))),
        Some(JobState::Waiting) => {
            let free = job::Column::LockedUntil.is_null();
            query.filter(alive.and(free.or(job::Column::LockedUntil.lte(now))))
        }
    };
    if let Some(after) = after {
        query = query.filter(job::Column::Id.lt(after));
    }
    Ok(query.all(db).await?)
}

pub async fn audit_events<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: Option<Uuid>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<audit::Model>> {
    let mut query = audit::Entity::find()
        .filter(within(scope, audit::Column::SchemeId))
        .order_by_desc(audit::Column::Id)
        .limit(limit);
    if let Some(scheme) = scheme {
        query = query.filter(audit::Column::SchemeId.eq(scheme));
    }
    if let Some(after) = after {
        query = query.filter(audit::Column::Id.lt(after));
    }
    Ok(query.all(db).await?)
}

/// The names of some people.
pub async fn names<C: ConnectionTrait>(
    db: &C,
    people: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(people))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|p| (p.id, full_name(&p))).collect())
}
