//! Follows the `live_event` table and hands new rows to the streams.

use super::entity::live_event;
use super::{CHANNEL, Sequenced};
use crate::ctx::App;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::LiveUpdate;
use sea_orm::{
    ColumnTrait as _, DbBackend, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::sync::Arc;
use std::time::Duration;

/// Updates older than this are forgotten: a browser that was away longer loads its page anew.
const KEPT: chrono::Duration = chrono::Duration::hours(24);

/// Starts following what is written from now on. Ends when the process does.
///
/// # Errors
/// When the database can't be read.
pub async fn spawn(app: &Arc<App>) -> Result<(), DbErr> {
    // Known before the first request is answered: what that one changes is not taken for old.
    let mut last = newest(app).await?;
    let followed = app.clone();
    tokio::spawn(async move {
        let mut ticks = 0u32;
        loop {
            let _ = tokio::time::timeout(Duration::from_secs(2), followed.bus.news.notified()).await;
            match after(&followed, last).await {
                Ok(rows) => {
                    for row in rows {
                        last = row.seq;
                        let _ = followed.bus.sender.send(Arc::new(row));
                    }
                }
                Err(error) => tracing::warn!(%error, "live updates wait for the database"),
            }
            ticks += 1;
            if ticks.is_multiple_of(1800) {
                let old = followed.clock.now() - KEPT;
                let _ = live_event::Entity::delete_many()
                    .filter(live_event::Column::At.lt(old))
                    .exec(&followed.db)
                    .await;
            }
        }
    });
    if app.db.get_database_backend() == DbBackend::Postgres {
        listen(app.clone());
    }
    Ok(())
}

/// Passes every `NOTIFY` of another instance on to this one's tail and job runner.
fn listen(app: Arc<App>) {
    tokio::spawn(async move {
        loop {
            let listening = async {
                let mut listener =
                    sea_orm::sqlx::postgres::PgListener::connect_with(app.db.get_postgres_connection_pool())
                        .await?;
                listener.listen(CHANNEL).await?;
                loop {
                    listener.recv().await?;
                    app.bus.poke();
                }
                #[allow(unreachable_code)]
                Ok::<(), sea_orm::sqlx::Error>(())
            };
            if let Err(error) = listening.await {
                tracing::warn!(%error, "listening again in five seconds");
            }
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    });
}

async fn newest(app: &App) -> Result<i64, DbErr> {
    Ok(live_event::Entity::find()
        .order_by_desc(live_event::Column::Seq)
        .one(&app.db)
        .await?
        .map_or(0, |m| m.seq))
}

/// Updates after a place in the sequence, oldest first, at most 500.
pub(super) async fn after(app: &App, seq: i64) -> Result<Vec<Sequenced>, DbErr> {
    let rows = live_event::Entity::find()
        .filter(live_event::Column::Seq.gt(seq))
        .order_by_asc(live_event::Column::Seq)
        .limit(500)
        .all(&app.db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|m| {
            Some(Sequenced {
                seq: m.seq,
                update: LiveUpdate {
                    topic: m.topic.parse().ok()?,
                    id: m.subject_id,
                    scheme_id: m.scheme_id.map(SchemeId),
                },
            })
        })
        .collect())
}
