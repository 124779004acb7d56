//! Takes due jobs, runs them, and keeps account of those that fail.

use super::{MAX_ATTEMPTS, entity as job};
use crate::ctx::{App, Ctx};
use crate::problem::Result;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, Order, Query};
use sea_orm::{ConnectionTrait as _, DbErr, EntityTrait as _, FromQueryResult as _};
use std::sync::Arc;
use std::time::Duration;

/// A running job is another's to take after this long without a sign of life: its process is taken for dead.
const LEASE: chrono::Duration = chrono::Duration::seconds(60);

/// How often a running job gives one.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Letters have a lane of their own: a slow mail server must not keep anything else waiting.
#[derive(Clone, Copy)]
enum Lane {
    Letters,
    Work,
}

impl Lane {
    const ALL: [Self; 2] = [Self::Letters, Self::Work];

    /// Jobs at once.
    const fn width(self) -> u64 {
        match self {
            Self::Letters => 8,
            Self::Work => 2,
        }
    }
}

/// Starts running jobs until `stop` says so; the running ones are finished first.
pub fn spawn(app: &Arc<App>, stop: &tokio::sync::watch::Receiver<bool>) -> tokio::task::JoinHandle<()> {
    let lanes = Lane::ALL.map(|lane| tokio::spawn(follow(app.clone(), lane, stop.clone())));
    tokio::spawn(async move {
        for lane in lanes {
            let _ = lane.await;
        }
    })
}

async fn follow(app: Arc<App>, lane: Lane, mut stop: tokio::sync::watch::Receiver<bool>) {
    let mut news = app.bus.jobs.subscribe();
    while !*stop.borrow() {
        match run_lane(&app, lane).await {
            Ok(0) => {
                tokio::select! {
                    _ = news.changed() => {}
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
}

/// Runs what is due now, some jobs of each kind, and says how many there were.
///
/// # Errors
/// When the queue itself can't be read or written.
pub async fn run_due(app: &Arc<App>) -> std::result::Result<usize, DbErr> {
    let mut count = 0;
    for lane in Lane::ALL {
        count += run_lane(app, lane).await?;
    }
    Ok(count)
}

async fn run_lane(app: &Arc<App>, lane: Lane) -> std::result::Result<usize, DbErr> {
    let jobs = claim(app, lane).await?;
    let count = jobs.len();
    let running: Vec<_> = jobs
        .into_iter()
        .map(|job| tokio::spawn(run(app.clone(), job)))
        .collect();
    for job in running {
        job.await
            .unwrap_or_else(|lost| Err(DbErr::Custom(lost.to_string())))?;
    }
    Ok(count)
}

async fn run(app: Arc<App>, job: job::Model) -> std::result::Result<(), DbErr> {
    let work = {
        let (app, job) = (app.clone(), job.clone());
        async move { dispatch(&app, &job).await }
    };
    see_through(&app, &job, work).await
}

/// Does one job's work and keeps account of how it went, also when it panics.
///
/// # Errors
/// When the queue can't be written; a fault of the work itself is kept with the job.
pub async fn see_through(
    app: &Arc<App>,
    job: &job::Model,
    work: impl Future<Output = Result<()>> + Send + 'static,
) -> std::result::Result<(), DbErr> {
    see_through_with_signs(app, job, SIGN_OF_LIFE, work).await
}

/// The same, with a sign of life this often.
///
/// # Errors
/// As [`see_through`].
pub async fn see_through_with_signs(
    app: &Arc<App>,
    job: &job::Model,
    every: Duration,
    work: impl Future<Output = Result<()>> + Send + 'static,
) -> std::result::Result<(), DbErr> {
    let mut work = tokio::spawn(work);
    let done = loop {
        tokio::select! {
            done = &mut work => break done,
            () = tokio::time::sleep(every) => {
                // The work goes on whether or not it can be said: whoever left it now would leave its row to be run again.
                if let Err(error) = hold(app, job).await {
                    tracing::warn!(job = %job.id, kind = %job.kind, %error, "a running job gave no sign of life");
                }
            }
        }
    };
    let fault = match done {
        Ok(Ok(())) => {
            job::Entity::delete_by_id(job.id).exec(&app.db).await?;
            return Ok(());
        }
        Ok(Err(problem)) => problem.for_operators(),
        Err(panic) => panic.to_string(),
    };
    tracing::warn!(job = %job.id, kind = %job.kind, error = %fault, attempt = job.attempts, "job failed");
    put_back(app, job, &fault).await
}

/// Keeps a running job for a while longer.
async fn hold(app: &App, job: &job::Model) -> std::result::Result<(), DbErr> {
    let update = Query::update()
        .table(job::Entity)
        .value(job::Column::LockedUntil, app.clock.now() + LEASE)
        .and_where(Expr::col(job::Column::Id).eq(job.id))
        .to_owned();
    app.db.execute(&update).await?;
    Ok(())
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
        crate::cohorts::service::participants::CLEAR_MENTORS => {
            crate::training::service::clearing::run(&ctx, &job.payload).await
        }
        crate::cohorts::service::participants::WORK_OUT_AWARDS => {
            crate::recognition::service::standing::run(&ctx, &job.payload).await
        }
        crate::recognition::service::granting::GRANT => {
            crate::recognition::service::granting::run(&ctx, &job.payload).await
        }
        crate::recognition::service::batches::PRINT => {
            crate::recognition::service::batches::run(&ctx, &job.payload).await
        }
        crate::recruitment::service::starting::START => {
            crate::recruitment::service::starting::run(&ctx, &job.payload).await
        }
        crate::recruitment::service::offers::LAPSE => {
            crate::recruitment::service::offers::run(&ctx, &job.payload).await
        }
        crate::training::service::daily::DAILY => {
            crate::training::service::daily::run(&ctx, &job.payload).await
        }
        crate::mail::SEND => crate::mail::send(&ctx, &job.payload).await,
        kind => Err(crate::problem::Problem::internal(&format!(
            "no handler for job kind {kind}"
        ))),
    }
}

async fn claim(app: &App, lane: Lane) -> std::result::Result<Vec<job::Model>, DbErr> {
    let now = app.clock.now();
    let is_letter = Expr::col(job::Column::Kind).eq(crate::mail::SEND);
    let due = Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .and_where(Expr::col(job::Column::RunAt).lte(now))
        .and_where(Expr::col(job::Column::DeadAt).is_null())
        .and_where(match lane {
            Lane::Letters => is_letter,
            Lane::Work => is_letter.not(),
        })
        .and_where(
            Expr::col(job::Column::LockedUntil)
                .is_null()
                .or(Expr::col(job::Column::LockedUntil).lt(now)),
        )
        .order_by(job::Column::RunAt, Order::Asc)
        .limit(lane.width())
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
