//! Live updates: what changed goes into one table in the change's transaction; a tail of it feeds every open stream.
//!
//! For open browsers. On SQLite a commit pokes the tail in this process; on PostgreSQL `NOTIFY` pokes it in all of them, so any
//! number of instances serve the same people. A stream that breaks goes on from the last id it saw. Next: `tail`, `routes`.

pub mod routes;
mod tail;

pub use tail::spawn;

use cairn_domain::ids::SchemeId;
use cairn_domain::operations::{LiveUpdate, Topic};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, DbBackend, DbErr, NotSet, Set};
use std::sync::Arc;
use tokio::sync::{Notify, broadcast};
use uuid::Uuid;

/// The channel that instances on PostgreSQL listen to.
pub const CHANNEL: &str = "cairn_live";

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity {
    //! `live_event` and `event_ticket`.
    pub mod live_event {
        use sea_orm::entity::prelude::*;
        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "live_event")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub seq: i64,
            pub topic: String,
            pub subject_id: Uuid,
            pub scheme_id: Option<Uuid>,
            pub at: DateTimeUtc,
        }
        impl ActiveModelBehavior for ActiveModel {}
    }
    pub mod event_ticket {
        use sea_orm::entity::prelude::*;
        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "event_ticket")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: Uuid,
            #[sea_orm(unique)]
            pub ticket_hash: String,
            pub person_id: Uuid,
            pub expires_at: DateTimeUtc,
        }
        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// An update with its place in the sequence.
#[derive(Clone, Debug)]
pub struct Sequenced {
    pub seq: i64,
    pub update: LiveUpdate,
}

/// Carries updates to the open streams of this process, and wakes who waits for work.
#[derive(Clone)]
pub struct Bus {
    pub(crate) sender: broadcast::Sender<Arc<Sequenced>>,
    /// Wakes the tail.
    pub(crate) news: Arc<Notify>,
    /// Wakes the job runner.
    pub(crate) jobs: Arc<Notify>,
}

impl Default for Bus {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(1024).0,
            news: Arc::new(Notify::new()),
            jobs: Arc::new(Notify::new()),
        }
    }
}

impl Bus {
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Sequenced>> {
        self.sender.subscribe()
    }
    /// Something was committed: look at the tables now, not at the next tick.
    pub fn poke(&self) {
        self.news.notify_one();
        self.jobs.notify_one();
    }
    /// On PostgreSQL, tells every instance when this transaction commits.
    pub(crate) async fn notify_in<C: ConnectionTrait>(&self, tx: &C) -> Result<(), DbErr> {
        if tx.get_database_backend() == DbBackend::Postgres {
            tx.execute_unprepared(&format!("NOTIFY {CHANNEL}")).await?;
        }
        Ok(())
    }
}

pub(crate) async fn append<C: ConnectionTrait>(
    tx: &C,
    topic: Topic,
    subject: Uuid,
    scheme: Option<SchemeId>,
    now: DateTime<Utc>,
) -> crate::problem::Result<()> {
    entity::live_event::ActiveModel {
        seq: NotSet,
        topic: Set(topic.as_str().to_owned()),
        subject_id: Set(subject),
        scheme_id: Set(scheme.map(|s| s.0)),
        at: Set(now),
    }
    .insert(tx)
    .await?;
    Ok(())
}
