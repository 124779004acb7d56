//! `GET|POST /training-modules/{id}/posts` · `PATCH|DELETE /training-posts/{id}` · `POST|DELETE /training-posts/{id}/reports` · `GET /schemes/{id}/training-reports`

use super::learning::InScheme;
use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::extract::{Can, DiscussTraining, RecordTraining, Valid};
use crate::problem::Result;
use crate::query::Query;
use crate::training::service::posts as service;
use actix_web::{HttpResponse, delete, get, patch, post, web};
use cairn_domain::ids::{SchemeId, TrainingModuleId, TrainingPostId};
use cairn_domain::paging::Page;
use cairn_domain::training::{
    NewTrainingPost, ReportedPost, TrainingPostPatch, TrainingPostReport, TrainingPostView,
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;

/// What a scheme's mentors and staff wrote under a module.
///
/// The pinned posts first, then the newest, each followed by its replies. What staff have hidden is seen by its author and
/// by staff.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), InScheme, PageQuery), responses((status = 200, body = Page<TrainingPostView>)))]
#[get("/training-modules/{id}/posts")]
pub async fn list_posts(
    ctx: Ctx,
    may: Can<DiscussTraining>,
    id: web::Path<TrainingModuleId>,
    scheme: Query<InScheme, PageQuery>,
    page: Query<PageQuery, InScheme>,
) -> Result<web::Json<Page<TrainingPostView>>> {
    service::list(&ctx, may.actor(), may.scope(), scheme.scheme_id, *id, &page)
        .await
        .map(web::Json)
}

/// Write a post under a module, share an idea, or answer a post.
///
/// Mentors and staff of the scheme. An idea is kept for the activities library.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path)), request_body = NewTrainingPost, responses((status = 201, body = TrainingPostView)))]
#[post("/training-modules/{id}/posts")]
pub async fn add_post(
    ctx: Ctx,
    may: Can<DiscussTraining>,
    id: web::Path<TrainingModuleId>,
    input: Valid<NewTrainingPost>,
) -> Result<HttpResponse> {
    let made = service::add(&ctx, may.actor(), may.scope(), *id, input.0).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Change your own post; staff pin or hide one.
///
/// Only the fields that are sent change. Who wrote a hidden post still sees it.
#[utoipa::path(tag = "training", params(("id" = TrainingPostId, Path)), request_body = TrainingPostPatch, responses((status = 200, body = TrainingPostView)))]
#[patch("/training-posts/{id}")]
pub async fn change_post(
    ctx: Ctx,
    may: Can<DiscussTraining>,
    id: web::Path<TrainingPostId>,
    input: Valid<TrainingPostPatch>,
) -> Result<web::Json<TrainingPostView>> {
    service::change(&ctx, may.actor(), may.scope(), *id, input.0)
        .await
        .map(web::Json)
}

/// Take your own post away.
///
/// Only the author; the replies of others stay. Staff hide posts instead, so that it can be undone.
#[utoipa::path(tag = "training", params(("id" = TrainingPostId, Path)), responses((status = 204)))]
#[delete("/training-posts/{id}")]
pub async fn remove_post(
    ctx: Ctx,
    may: Can<DiscussTraining>,
    id: web::Path<TrainingPostId>,
) -> Result<HttpResponse> {
    service::remove(&ctx, may.actor(), may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Tell staff that something is wrong with a post.
///
/// Anybody who can read it. The author isn't told who it was. Reporting twice is the same as once.
#[utoipa::path(tag = "training", params(("id" = TrainingPostId, Path)), request_body = TrainingPostReport, responses((status = 204)))]
#[post("/training-posts/{id}/reports")]
pub async fn report_post(
    ctx: Ctx,
    may: Can<DiscussTraining>,
    id: web::Path<TrainingPostId>,
    input: Valid<TrainingPostReport>,
) -> Result<HttpResponse> {
    service::report(&ctx, may.scope(), *id, input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The posts of a scheme that were reported and that nobody has seen to yet.
///
/// For staff. The longest waiting first, at most 200 reports; each post with its words as they were when it was reported, also when
/// its author has changed them or taken it away since. `DELETE /training-posts/{id}/reports` settles them.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path)), responses((status = 200, body = Vec<ReportedPost>)))]
#[get("/schemes/{id}/training-reports")]
pub async fn list_post_reports(
    ctx: Ctx,
    may: Can<RecordTraining>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<Vec<ReportedPost>>> {
    service::reported(&ctx, may.scope(), *id).await.map(web::Json)
}

#[derive(Deserialize, IntoParams)]
pub struct Seen {
    /// For staff: settle only what was reported up to this moment, so that a report that came since is looked at too. The
    /// `reported_at` of the newest report that you have read.
    #[param(example = "2026-09-01T10:00:00Z")]
    seen_until: Option<DateTime<Utc>>,
}

/// Take your report back; for staff, settle all reports of a post.
///
/// Nothing happens when there is none.
#[utoipa::path(tag = "training", params(("id" = TrainingPostId, Path), Seen), responses((status = 204)))]
#[delete("/training-posts/{id}/reports")]
pub async fn settle_reports(
    ctx: Ctx,
    may: Can<DiscussTraining>,
    id: web::Path<TrainingPostId>,
    seen: Query<Seen>,
) -> Result<HttpResponse> {
    service::settle(&ctx, may.actor(), may.scope(), *id, seen.seen_until).await?;
    Ok(HttpResponse::NoContent().finish())
}
