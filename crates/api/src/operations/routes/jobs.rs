//! `GET /jobs` · `POST /jobs/{id}/retry`

use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::extract::{Can, ReadOperations};
use crate::jobs::entity::{self, Model};
use crate::operations::store;
use crate::problem::{Problem, Result};
use crate::query::Query;
use actix_web::{HttpResponse, get, post, web};
use cairn_domain::ids::JobId;
use cairn_domain::operations::{JobState, JobView};
use cairn_domain::paging::Page;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use serde::Deserialize;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct JobQuery {
    /// Only jobs in this state; `dead` is what needs somebody.
    #[param(inline)]
    state: Option<JobState>,
}

/// The job queue, newest first.
///
/// Institution admins. Work that is done leaves the list, so a quiet installation shows none. `last_error` is for whoever
/// looks after the server.
#[utoipa::path(tag = "operations", params(JobQuery, PageQuery), responses((status = 200, body = Page<JobView>)))]
#[get("/jobs")]
pub async fn list_jobs(
    ctx: Ctx,
    may: Can<ReadOperations>,
    query: Query<JobQuery, PageQuery>,
    page: Query<PageQuery, JobQuery>,
) -> Result<web::Json<Page<JobView>>> {
    institution_only(&may)?;
    let limit = page.limit()?;
    let rows = store::jobs(ctx.db(), query.state, ctx.now, page.after()?, limit + 1).await?;
    let page = cursor::page(rows, limit, |j| j.id);
    Ok(web::Json(Page {
        items: page.items.iter().map(|j| view(j, &ctx)).collect(),
        next: page.next,
        total: None,
    }))
}

/// Try a job again that was given up.
///
/// Institution admins. It starts again from its first attempt. 404 unless it was given up.
#[utoipa::path(tag = "operations", params(("id" = JobId, Path)), responses((status = 204)))]
#[post("/jobs/{id}/retry")]
pub async fn retry_job(ctx: Ctx, may: Can<ReadOperations>, id: web::Path<JobId>) -> Result<HttpResponse> {
    institution_only(&may)?;
    let work = ctx.begin(may.scope()).await?;
    let job = entity::Entity::find_by_id(id.0)
        .one(work.tx())
        .await?
        .filter(|j| j.dead_at.is_some())
        .ok_or_else(|| Problem::not_found("job"))?;
    let mut row = job.into_active_model();
    row.dead_at = Set(None);
    row.attempts = Set(0);
    row.run_at = Set(work.now);
    row.update(work.tx()).await?;
    work.audit(None, "job.retried", Some(id.0), "Tried a job again.")
        .await?;
    work.commit().await?;
    ctx.app.bus.poke();
    Ok(HttpResponse::NoContent().finish())
}

/// Jobs are the installation's, not a scheme's.
fn institution_only(may: &Can<ReadOperations>) -> Result<()> {
    if may.scope().is_institution() {
        Ok(())
    } else {
        Err(Problem::forbidden())
    }
}

fn view(j: &Model, ctx: &Ctx) -> JobView {
    let state = if j.dead_at.is_some() {
        JobState::Dead
    } else if j.locked_until.is_some_and(|until| until > ctx.now) {
        JobState::Running
    } else {
        JobState::Waiting
    };
    JobView {
        id: JobId(j.id),
        kind: j.kind.clone(),
        state,
        attempts: u32::try_from(j.attempts).unwrap_or(0),
        run_at: j.run_at,
        last_error: j.last_error.clone(),
    }
}
