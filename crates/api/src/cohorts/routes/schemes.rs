//! `GET|POST /schemes` · `GET|PUT /schemes/{id}` · `POST /schemes/{id}/copies` · `GET /schemes/{id}/overview` · `GET /schemes/{id}/lists`

use crate::cohorts::service::{catalogue, overview, schemes as service};
use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::extract::{Can, CreateScheme, EditScheme, IfMatch, ReadCohort, ReadScheme, Valid, tagged};
use crate::problem::Result;
use crate::query::Query;
use actix_web::http::header;
use actix_web::{HttpResponse, get, post, put, web};
use cairn_domain::cohorts::{CopyScheme, SchemeInput, SchemeLists, SchemeOverview, SchemeView};
use cairn_domain::ids::SchemeId;
use cairn_domain::paging::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_schemes)
        .service(create_scheme)
        .service(read_scheme)
        .service(update_scheme)
        .service(copy_scheme)
        .service(read_overview)
        .service(read_lists);
}

/// The schemes you are part of, newest first.
///
/// Every role sees the schemes that it has a part in; an institution admin sees all.
#[utoipa::path(tag = "cohorts", params(PageQuery), responses((status = 200, body = Page<SchemeView>)))]
#[get("/schemes")]
async fn list_schemes(
    ctx: Ctx,
    may: Can<ReadScheme>,
    page: Query<PageQuery>,
) -> Result<web::Json<Page<SchemeView>>> {
    service::list(&ctx, may.scope(), &page).await.map(web::Json)
}

/// Start a scheme.
///
/// Institution admins, and scheme leads, who become lead of what they make. 409 when there is one of that name in that
/// year; an unknown time zone is refused at `/time_zone`.
#[utoipa::path(tag = "cohorts", request_body = SchemeInput, responses((status = 201, body = SchemeView, headers(("ETag" = String)))))]
#[post("/schemes")]
async fn create_scheme(ctx: Ctx, may: Can<CreateScheme>, input: Valid<SchemeInput>) -> Result<HttpResponse> {
    let made = service::create(&ctx, may.scope(), input.0).await?;
    Ok(created(&made))
}

fn created(made: &SchemeView) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/schemes/{}", made.id)))
        .insert_header((header::ETAG, format!("\"{}\"", made.version)))
        .json(made)
}

/// One scheme.
///
/// Everybody with a part in it. `phase` follows from its dates and today. `ETag` goes back as `If-Match` with a change.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), responses((status = 200, body = SchemeView, headers(("ETag" = String)))))]
#[get("/schemes/{id}")]
async fn read_scheme(ctx: Ctx, may: Can<ReadScheme>, id: web::Path<SchemeId>) -> Result<HttpResponse> {
    let scheme = service::read(&ctx, may.scope(), *id).await?;
    Ok(tagged(scheme.version, &scheme))
}

/// Change a scheme's settings.
///
/// Scheme leads. Replaces all of the settings; groups that are published stay as they are. If somebody else changed it
/// first, nothing is changed.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = SchemeInput, responses((status = 200, body = SchemeView, headers(("ETag" = String))), (status = 409, description = "Another scheme has this name in this year.")))]
#[put("/schemes/{id}")]
async fn update_scheme(
    ctx: Ctx,
    may: Can<EditScheme>,
    id: web::Path<SchemeId>,
    at: IfMatch,
    input: Valid<SchemeInput>,
) -> Result<HttpResponse> {
    let scheme = service::update(&ctx, may.scope(), *id, at.0, input.0).await?;
    Ok(tagged(scheme.version, &scheme))
}

/// Copy a scheme to another year, without its people.
///
/// Institution admins and scheme leads. Settings, programmes and tutor groups go along, its people and mentor groups don't.
/// Every date moves by `shift_days`. The caller leads the copy.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), request_body = CopyScheme, responses((status = 201, body = SchemeView)))]
#[post("/schemes/{id}/copies")]
async fn copy_scheme(
    ctx: Ctx,
    may: Can<CreateScheme>,
    id: web::Path<SchemeId>,
    input: Valid<CopyScheme>,
) -> Result<HttpResponse> {
    let made = service::copy(&ctx, may.scope(), *id, input.0).await?;
    Ok(created(&made))
}

/// A scheme at a glance: how many people, how far, and what to do next.
///
/// Staff, counted over the part of the scheme that their role reaches, with the one thing to do next and the page to do it
/// on.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), responses((status = 200, body = SchemeOverview)))]
#[get("/schemes/{id}/overview")]
async fn read_overview(
    ctx: Ctx,
    may: Can<ReadCohort>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<SchemeOverview>> {
    overview::overview(&ctx, may.actor(), may.scope(), *id)
        .await
        .map(web::Json)
}

/// The programmes, campuses and teaching groups of a scheme.
///
/// Staff. Everything that a form or a filter of the scheme needs to name, in one answer.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), responses((status = 200, body = SchemeLists)))]
#[get("/schemes/{id}/lists")]
async fn read_lists(
    ctx: Ctx,
    may: Can<ReadCohort>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<SchemeLists>> {
    catalogue::lists(&ctx, may.scope(), *id).await.map(web::Json)
}
