//! `idempotency_key`, and the few statements on it.

use cairn_domain::ids::PersonId;
use chrono::{DateTime, Duration, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, IntoActiveModel as _, Set};

/// A handler is at work, or was when its process ended; nothing is kept of it.
pub const RUNNING: i32 = 0;
/// The change is kept, its answer isn't yet.
pub const DONE: i32 = 1;

/// How long a key is remembered.
const LASTS: Duration = Duration::hours(24);
/// A handler that is still at work after this is taken for dead: nothing of it was kept.
const AT_MOST: Duration = Duration::minutes(15);

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    /// The address that was posted to.
    pub operation: String,
    pub key: String,
    pub fingerprint: String,
    /// `RUNNING`, `DONE`, or the HTTP status of the kept answer.
    pub status: i32,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

pub fn new(person: PersonId, operation: &str, key: &str, now: DateTime<Utc>) -> Model {
    Model {
        id: Uuid::now_v7(),
        person_id: person.0,
        operation: operation.to_owned(),
        key: key.to_owned(),
        fingerprint: String::new(),
        status: RUNNING,
        body: String::new(),
        created_at: now,
    }
}

/// Rows that no longer count.
pub fn expired(now: DateTime<Utc>) -> Condition {
    Condition::any().add(Column::CreatedAt.lte(now - LASTS)).add(
        Condition::all()
            .add(Column::Status.eq(RUNNING))
            .add(Column::CreatedAt.lte(now - AT_MOST)),
    )
}

fn same(row: &Model) -> Condition {
    Condition::all()
        .add(Column::PersonId.eq(row.person_id))
        .add(Column::Operation.eq(row.operation.clone()))
        .add(Column::Key.eq(row.key.clone()))
}

/// Writes the key down. Of two who try at once, one gets a unique violation.
pub async fn start<C: ConnectionTrait>(db: &C, row: Model, now: DateTime<Utc>) -> Result<Uuid, DbErr> {
    Entity::delete_many()
        .filter(same(&row))
        .filter(expired(now))
        .exec(db)
        .await?;
    let id = row.id;
    Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(db)
        .await?;
    Ok(id)
}

pub async fn find<C: ConnectionTrait>(db: &C, like: &Model) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(same(like)).one(db).await
}

/// In the transaction of the change itself: from here on it was done.
pub async fn mark_done<C: ConnectionTrait>(tx: &C, id: Uuid) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(DONE))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

pub async fn finish<C: ConnectionTrait>(
    db: &C,
    id: Uuid,
    status: u16,
    fingerprint: String,
    body: String,
) -> Result<(), DbErr> {
    ActiveModel {
        id: Set(id),
        status: Set(i32::from(status)),
        fingerprint: Set(fingerprint),
        body: Set(body),
        ..Default::default()
    }
    .update(db)
    .await
    .map(drop)
}

/// Forgets a key with which nothing was done.
pub async fn give_back<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(RUNNING))
        .exec(db)
        .await
        .map(drop)
}
