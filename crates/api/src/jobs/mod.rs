//! The job queue: one table, filled in the caller's transaction, shared by any number of instances.
//!
//! For work that takes long or leaves the house. A job that fails is tried again later and later; after eight tries it is dead and
//! staff see it. Handlers must bear being run twice. Next: `runner`, and `kind` for what there is to do.

mod runner;

pub use runner::{run_due, see_through, see_through_with_signs, spawn};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait as _, Set};
use uuid::Uuid;

/// Tries before a job is given up.
pub const MAX_ATTEMPTS: i32 = 8;

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity {
    //! `job`.
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        #[sea_orm(column_type = "JsonBinary")]
        pub payload: Json,
        pub run_at: DateTimeUtc,
        pub attempts: i32,
        pub locked_until: Option<DateTimeUtc>,
        #[sea_orm(unique)]
        pub dedupe_key: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub last_error: Option<String>,
        pub dead_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// Something to do later.
pub struct NewJob {
    pub kind: &'static str,
    pub payload: serde_json::Value,
    /// Not before this; `None` for now.
    pub run_at: Option<DateTime<Utc>>,
    /// A second job with the same key isn't queued.
    pub dedupe_key: Option<String>,
}

impl NewJob {
    pub fn new(kind: &'static str, payload: serde_json::Value) -> Self {
        Self {
            kind,
            payload,
            run_at: None,
            dedupe_key: None,
        }
    }
}

pub(crate) async fn enqueue<C: ConnectionTrait>(
    tx: &C,
    job: NewJob,
    now: DateTime<Utc>,
) -> crate::problem::Result<()> {
    enqueue_all(tx, vec![job], now).await
}

pub(crate) async fn enqueue_all<C: ConnectionTrait>(
    tx: &C,
    jobs: Vec<NewJob>,
    now: DateTime<Utc>,
) -> crate::problem::Result<()> {
    let rows = jobs.into_iter().map(|job| entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(job.kind.to_owned()),
        payload: Set(job.payload),
        run_at: Set(job.run_at.unwrap_or(now)),
        attempts: Set(0),
        locked_until: Set(None),
        dedupe_key: Set(job.dedupe_key),
        last_error: Set(None),
        dead_at: Set(None),
        created_at: Set(now),
    });
    entity::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(entity::Column::DedupeKey)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
