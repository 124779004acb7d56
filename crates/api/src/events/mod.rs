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
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait as _, NotSet, Set};
use std::sync::Arc;
use tokio::sync::{Notify, broadcast, watch};
use uuid::Uuid;

/// The channel that instances on PostgreSQL listen to.
pub const CHANNEL: &str = "cairn_live";

/// The lock on PostgreSQL that writers of live updates pass one by one.
const IN_TURN: i64 = 0x6361_6972_6e01;

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
    /// Wakes the job runner's lanes.
    pub(crate) jobs: Arc<watch::Sender<()>>,
}

impl Default for Bus {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(1024).0,
            news: Arc::new(Notify::new()),
            jobs: Arc::new(watch::Sender::new(())),
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
        self.jobs.send_replace(());
    }
    /// On PostgreSQL, tells every instance when this transaction commits.
    pub(crate) async fn notify_in<C: ConnectionTrait>(&self, tx: &C) -> Result<(), DbErr> {
        if tx.get_database_backend() == DbBackend::Postgres {
            tx.execute_unprepared(&format!("NOTIFY {CHANNEL}")).await?;
        }
        Ok(())
    }
}

/// Something that changed.
pub struct News {
    pub topic: Topic,
    pub subject: Uuid,
    pub scheme: Option<SchemeId>,
}

/// Writes down what a transaction changed. The last thing before it commits: on PostgreSQL one waits here for the other, so that
/// the numbers come in the order in which the changes can be seen, and a tail that has read one has missed none before it.
///
/// # Errors
/// When the database refuses.
pub async fn append<C: ConnectionTrait>(
    tx: &C,
    news: Vec<News>,
    now: DateTime<Utc>,
) -> crate::problem::Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({IN_TURN})"))
            .await?;
    }
    let rows = news.into_iter().map(|one| entity::live_event::ActiveModel {
        seq: NotSet,
        topic: Set(one.topic.as_str().to_owned()),
        subject_id: Set(one.subject),
        scheme_id: Set(one.scheme.map(|s| s.0)),
        at: Set(now),
    });
    entity::live_event::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
