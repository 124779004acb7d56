//! Many certificates in one ZIP: printed in the background, some at a time, and kept for a week.
//!
//! Pages are set outside of any transaction; what is set is kept together with how far the batch is, so a batch that dies goes on
//! where it was.

use super::certificates::{self, Printed};
use super::granting::is_dead;
use crate::cohorts::reach;
use crate::ctx::{App, Ctx};
use crate::identity::house;
use crate::jobs::NewJob;
use crate::problem::{Problem, Result};
use crate::recognition::certificate::{Pack, Template, file_name};
use crate::recognition::entity::{award_grant, certificate_batch, certificate_file};
use crate::recognition::store::certificates as store;
use actix_web::web::Bytes;
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{AwardId, CertificateBatchId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{BatchState, CertificateBatchView, FailedCertificate, NewCertificateBatch};
use chrono::{Duration, NaiveDate};
use futures_util::future::join_all;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use tokio::sync::mpsc;
use uuid::Uuid;

/// The job that prints a batch.
pub const PRINT: &str = "recognition.print";

/// Certificates of one step.
const CHUNK: u64 = 20;

/// How long files are kept.
const KEPT: Duration = Duration::days(7);

fn dedupe_key(batch: Uuid) -> String {
    format!("certificate-batch:{batch}")
}

/// Starts printing every valid award of a scheme, or of one award in it.
///
/// # Errors
/// 404 or 403 out of reach, 409 where the institution has no template.
pub async fn start(ctx: &Ctx, scope: &Scope, input: NewCertificateBatch) -> Result<CertificateBatchView> {
    let mut work = ctx.begin(scope).await?;
    let scheme = input.scheme_id;
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    certificates::template(ctx).await?;
    let award = input.award_id.map(|a| a.0);
    let total = store::count(work.tx(), scope, scheme, award, work.now).await?;
    let row = certificate_batch::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        award_id: Set(award),
        state: Set(BatchState::Running.as_str().to_owned()),
        total: Set(i32::try_from(total).unwrap_or(i32::MAX)),
        done: Set(0),
        failed: Set(serde_json::json!([])),
        bytes: Set(0),
        created_by: Set(work.actor.map(|p| p.0)),
        created_at: Set(work.now),
        finished_at: Set(None),
    }
    .insert(work.tx())
    .await?;
    let mut job = NewJob::new(PRINT, serde_json::json!({ "batch_id": row.id }));
    job.dedupe_key = Some(dedupe_key(row.id));
    work.enqueue(job).await?;
    let sentence = format!("Began to print {total} certificates.");
    work.audit(Some(scheme), "recognition.printing", Some(row.id), sentence)
        .await?;
    work.commit().await?;
    view(row, false)
}

/// Throws the files of old batches away.
///
/// # Errors
/// When the database refuses.
pub async fn tidy(app: &Arc<App>) -> Result<()> {
    let ctx = Ctx::internal(app);
    let work = ctx.begin_as(None).await?;
    store::forget_before(work.tx(), &house::scope(Action::GrantAwards)?, work.now - KEPT).await?;
    work.commit().await
}

fn view(row: certificate_batch::Model, is_dead: bool) -> Result<CertificateBatchView> {
    let state = if is_dead {
        BatchState::Failed
    } else {
        row.state.parse().map_err(|e: String| Problem::internal(&e))?
    };
    Ok(CertificateBatchView {
        id: CertificateBatchId(row.id),
        scheme_id: SchemeId(row.scheme_id),
        award_id: row.award_id.map(AwardId),
        state,
        total: row.total.unsigned_abs(),
        done: row.done.unsigned_abs(),
        failed: serde_json::from_value(row.failed)?,
        bytes: row.bytes.unsigned_abs(),
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}

/// How far a batch is.
///
/// # Errors
/// 404 out of reach.
pub async fn progress(ctx: &Ctx, scope: &Scope, id: CertificateBatchId) -> Result<CertificateBatchView> {
    let row = store::batch(ctx.db(), scope, id, false).await?;
    view(row, is_dead(ctx.db(), &dedupe_key(id.0)).await?)
}

/// The job. It goes on where the last try ended.
///
/// # Errors
/// When the database refuses; then it is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let id: Uuid = serde_json::from_value(payload["batch_id"].clone())?;
    while step(ctx, CertificateBatchId(id)).await? {}
    Ok(())
}

/// Prints the next certificates of a batch. Says whether there are more.
///
/// # Errors
/// When the database refuses; then nothing of this step is kept.
pub async fn step(ctx: &Ctx, id: CertificateBatchId) -> Result<bool> {
    let house = house::scope(Action::GrantAwards)?;
    let batch = store::batch(ctx.db(), &house, id, false).await?;
    if batch.state != BatchState::Running.as_str() {
        return Ok(false);
    }
    let rows = store::next(ctx.db(), &house, &batch, CHUNK).await?;
    let template = certificates::template(ctx).await?;
    let pages = print_all(ctx, &template, &rows).await?;
    keep(ctx, &house, &batch, rows.len(), pages).await
}

/// A printed certificate with its award, or why it could not be printed.
type Page = std::result::Result<(Uuid, Printed), FailedCertificate>;

async fn print_all(ctx: &Ctx, template: &Template, rows: &[award_grant::Model]) -> Result<Vec<Page>> {
    // What was taken back since the batch began is left out.
    let valid: Vec<award_grant::Model> = rows.iter().filter(|r| r.revoked_at.is_none()).cloned().collect();
    let mut contents = certificates::contents(ctx, &valid).await?;
    let jobs = valid
        .iter()
        .filter_map(|row| Some((row.id, contents.remove(&row.id)?)))
        .map(|(id, content)| {
            let (template, name, serial) = (template.clone(), file_name(&content), content.serial.clone());
            let print = ctx
                .app
                .printer
                .print(move |press| press.print(&template, &content));
            async move {
                match print.await {
                    Ok(pdf) => Ok((id, Printed { name, pdf })),
                    Err(problem) => Err(FailedCertificate {
                        serial,
                        why: said(&problem),
                    }),
                }
            }
        });
    Ok(join_all(jobs).await)
}

fn said(problem: &Problem) -> String {
    let body = problem.body();
    body.detail.clone().unwrap_or_else(|| body.title.clone())
}

/// Keeps what was printed, unless another instance was quicker.
async fn keep(
    ctx: &Ctx,
    house: &Scope,
    seen: &certificate_batch::Model,
    many: usize,
    pages: Vec<Page>,
) -> Result<bool> {
    let mut work = ctx.begin_as(None).await?;
    let row = store::batch(work.tx(), house, CertificateBatchId(seen.id), true).await?;
    if row.done != seen.done || row.state != seen.state {
        return Ok(true);
    }
    let done = row.done + many as i32;
    let is_last = many == 0 || done >= row.total;
    let mut failed: Vec<FailedCertificate> = serde_json::from_value(row.failed.clone())?;
    let (mut files, mut bytes) = (Vec::new(), row.bytes);
    for page in pages {
        match page {
            Err(why) => failed.push(why),
            Ok((grant, printed)) => {
                bytes += printed.pdf.len() as i64;
                files.push(file_row(&row, grant, printed));
            }
        }
    }
    if !files.is_empty() {
        certificate_file::Entity::insert_many(files)
            .exec_without_returning(work.tx())
            .await?;
    }
    let scheme = SchemeId(row.scheme_id);
    let mut change = row.into_active_model();
    change.done = Set(done);
    change.failed = Set(serde_json::to_value(&failed)?);
    change.bytes = Set(bytes);
    if is_last {
        change.state = Set(BatchState::Done.as_str().to_owned());
        change.finished_at = Set(Some(work.now));
    }
    change.update(work.tx()).await?;
    work.announce(Topic::Recognition, seen.id, Some(scheme));
    work.commit().await?;
    Ok(!is_last)
}

fn file_row(
    batch: &certificate_batch::Model,
    grant: Uuid,
    printed: Printed,
) -> certificate_file::ActiveModel {
    certificate_file::ActiveModel {
        id: Set(Uuid::now_v7()),
        batch_id: Set(batch.id),
        scheme_id: Set(batch.scheme_id),
        grant_id: Set(grant),
        name: Set(printed.name),
        pdf: Set(printed.pdf),
    }
}

/// Whoever reads takes parts of a ZIP as they come.
pub type Parts = mpsc::Receiver<io::Result<Bytes>>;

/// The ZIP of a batch that is done, as a stream: a thousand certificates need the memory of a few.
///
/// # Errors
/// 404 out of reach or after a week, 409 while it is printed.
pub async fn zip(ctx: &Ctx, scope: &Scope, id: CertificateBatchId) -> Result<Parts> {
    let row = store::batch(ctx.db(), scope, id, false).await?;
    if row.state != BatchState::Done.as_str() {
        return Err(
            Problem::conflict("not-ready", "These certificates are still being printed.")
                .detail("Wait until the batch is done, then ask again."),
        );
    }
    if row.finished_at.is_some_and(|at| at < ctx.now - KEPT) {
        return Err(Problem::not_found("batch").detail("Files are kept for 7 days. Print them again."));
    }
    let (files, taken) = mpsc::channel(4);
    let (parts, stream) = mpsc::channel(16);
    tokio::spawn(feed(ctx.clone(), scope.clone(), row.id, files));
    let day = row.created_at.date_naive();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = pack(taken, &parts, day) {
            // Ends the answer in the middle, so that nobody takes a part for the whole.
            let _ = parts.blocking_send(Err(error));
        }
    });
    Ok(stream)
}

/// Files that are read at once.
const PAGE: u64 = 20;

type Fed = Result<certificate_file::Model>;

async fn feed(ctx: Ctx, scope: Scope, batch: Uuid, files: mpsc::Sender<Fed>) {
    let mut after = Uuid::nil();
    loop {
        let some = match store::files(ctx.db(), &scope, batch, after, PAGE).await {
            Ok(some) => some,
            Err(problem) => {
                let _ = files.send(Err(problem)).await;
                return;
            }
        };
        let Some(last) = some.last() else { return };
        after = last.id;
        let is_last = (some.len() as u64) < PAGE;
        for file in some {
            if files.send(Ok(file)).await.is_err() {
                return;
            }
        }
        if is_last {
            return;
        }
    }
}

fn pack(
    mut files: mpsc::Receiver<Fed>,
    parts: &mpsc::Sender<io::Result<Bytes>>,
    day: NaiveDate,
) -> io::Result<()> {
    let writer = BufWriter::with_capacity(64 * 1024, Outgoing(parts.clone()));
    let mut pack = Pack::new(writer);
    while let Some(file) = files.blocking_recv() {
        let file = file.map_err(|problem| io::Error::other(problem.for_operators()))?;
        pack.add(&file.name, day, &file.pdf)?;
    }
    pack.finish()?.flush()
}

/// Sends what is written on its way.
struct Outgoing(mpsc::Sender<io::Result<Bytes>>);

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let part = Bytes::copy_from_slice(bytes);
        self.0
            .blocking_send(Ok(part))
            .map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
