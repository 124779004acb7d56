//! Takes due jobs, runs them, and keeps account of those that fail.

use super::{MAX_ATTEMPTS, entity as job};
use crate::ctx::{App, Ctx};
use crate::problem::Result;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, Order, Query};
use sea_orm::{ConnectionTrait as _, DbErr, EntityTrait as _, FromQueryResult as _};
use std::sync::Arc;
use std::time::Duration;

/// A running job is another's to take after this long: its process is taken for dead.
const LEASE: chrono::Duration = chrono::Duration::minutes(5);

/// Starts running jobs until `stop` says so; the running ones are finished first.
pub fn spawn(app: &Arc<App>, mut stop: tokio::sync::watch::Receiver<bool>) -> tokio::task::JoinHandle<()> {
    let app = app.clone();
    tokio::spawn(async move {
        while !*stop.borrow() {
            match run_due(&app).await {
                Ok(0) => {
                    tokio::select! {
                        () = app.bus.jobs.notified() => {}
                        () = tokio::time::sleep(Duration::from_secs(2)) => {}
                        _ = stop.changed() => {}
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "jobs wait for the database");
                    tokio::time::sleep(Duration::from_secs(2)).await;
                }
            }
        }
    })
}

/// Runs what is due now, at most eight jobs, and says how many there were.
///
/// # Errors
/// When the queue itself can't be read or written.
pub async fn run_due(app: &Arc<App>) -> std::result::Result<usize, DbErr> {
    let jobs = claim(app, 8).await?;
    let count = jobs.len();
    for job in jobs {
        let id = job.id;
        let kind = job.kind.clone();
        match dispatch(app, &job).await {
            Ok(()) => {
                job::Entity::delete_by_id(id).exec(&app.db).await?;
            }
            Err(problem) => {
                tracing::warn!(job = %id, %kind, error = %problem.for_operators(), attempt = job.attempts, "job failed");
                put_back(app, &job, &problem.for_operators()).await?;
            }
        }
    }
    Ok(count)
}

async fn dispatch(app: &Arc<App>, job: &job::Model) -> Result<()> {
    let ctx = Ctx::internal(app);
    match job.kind.as_str() {
        crate::identity::service::FORGOTTEN => {
            crate::identity::service::answer_forgotten(&ctx, &job.payload).await
        }
        crate::groups::service::forming::FORM => {
            crate::groups::service::forming::run(&ctx, &job.payload).await
        }
        crate::cohorts::service::participants::TIDY_GROUPS => {
            crate::groups::service::leaving::run(&ctx, &job.payload).await
        }
        crate::mail::SEND => crate::mail::send(&ctx, &job.payload).await,
        kind => Err(crate::problem::Problem::internal(&format!(
            "no handler for job kind {kind}"
        ))),
    }
}

async fn claim(app: &App, n: u64) -> std::result::Result<Vec<job::Model>, DbErr> {
    let now = app.clock.now();
    let due = Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .and_where(Expr::col(job::Column::RunAt).lte(now))
        .and_where(Expr::col(job::Column::DeadAt).is_null())
        .and_where(
            Expr::col(job::Column::LockedUntil)
                .is_null()
                .or(Expr::col(job::Column::LockedUntil).lt(now)),
        )
        .order_by(job::Column::RunAt, Order::Asc)
        .limit(n)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned();
    let take = Query::update()
        .table(job::Entity)
        .value(job::Column::LockedUntil, now + LEASE)
        .value(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .and_where(Expr::col(job::Column::Id).in_subquery(due))
        .returning_all()
        .to_owned();
    app.db
        .query_all(&take)
        .await?
        .iter()
        .map(|row| job::Model::from_query_result(row, ""))
        .collect()
}

/// Later and later: 10 s, 40 s, 90 s … about 11 minutes in all, then dead.
async fn put_back(app: &App, job: &job::Model, error: &str) -> std::result::Result<(), DbErr> {
    let now = app.clock.now();
    let wait = chrono::Duration::seconds(i64::from(job.attempts) * i64::from(job.attempts) * 10);
    let dead = (job.attempts >= MAX_ATTEMPTS).then_some(now);
    let update = Query::update()
        .table(job::Entity)
        .value(job::Column::RunAt, now + wait)
        .value(
            job::Column::LockedUntil,
            Option::<chrono::DateTime<chrono::Utc>>::None,
        )
        .value(job::Column::DeadAt, dead)
        .value(
            job::Column::LastError,
            error.chars().take(2000).collect::<String>(),
        )
        .and_where(Expr::col(job::Column::Id).eq(job.id))
        .to_owned();
    app.db.execute(&update).await?;
    Ok(())
}
