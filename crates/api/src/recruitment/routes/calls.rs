//! `GET|POST /calls` · `GET|PUT /calls/{id}` · `POST|DELETE /calls/{id}/publication`

use crate::ctx::Ctx;
use crate::extract::{Can, EditRecruitment, IfMatch, ReadRecruitment, Valid, tagged};
use crate::problem::Result;
use crate::query::Query;
use crate::recruitment::service::calls;
use actix_web::http::header;
use actix_web::{HttpResponse, delete, get, post, put, web};
use cairn_domain::ids::{CallId, SchemeId};
use cairn_domain::recruitment::{CallContent, CallView, NewCall};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_calls)
        .service(add_call)
        .service(read_call)
        .service(change_call)
        .service(publish_call)
        .service(put_call_away);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfScheme {
    /// The scheme whose calls to list.
    #[param(value_type = String, format = Uuid)]
    scheme_id: SchemeId,
}

/// List the calls for mentors of a scheme, the newest first.
///
/// Staff. With how many applications each has, by where they stand.
#[utoipa::path(tag = "recruitment", params(OfScheme), responses((status = 200, body = Vec<CallView>), (status = 404, description = "No such scheme.")))]
#[get("/calls")]
pub async fn list_calls(
    ctx: Ctx,
    may: Can<ReadRecruitment>,
    of: Query<OfScheme>,
) -> Result<web::Json<Vec<CallView>>> {
    calls::list(&ctx, may.scope(), of.scheme_id).await.map(web::Json)
}

/// Start a call for mentors. Nobody outside sees it before it is published.
///
/// Scheme leads and institution admins. Times are those of the scheme's wall clock; the second in which a call closes still counts.
/// Of a time that comes twice, when clocks go back, the later one is meant.
#[utoipa::path(tag = "recruitment", request_body = NewCall, responses((status = 201, body = CallView, headers(("ETag" = String), ("Location" = String))), (status = 404, description = "No such scheme.")))]
#[post("/calls")]
pub async fn add_call(ctx: Ctx, may: Can<EditRecruitment>, input: Valid<NewCall>) -> Result<HttpResponse> {
    let made = calls::add(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/calls/{}", made.id)))
        .insert_header((header::ETAG, format!("\"{}\"", made.version)))
        .json(made))
}

/// A call with its questions and its rubric.
///
/// Staff. `ETag` goes back as `If-Match` with a change.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), responses((status = 200, body = CallView, headers(("ETag" = String)))))]
#[get("/calls/{id}")]
pub async fn read_call(ctx: Ctx, may: Can<ReadRecruitment>, id: web::Path<CallId>) -> Result<HttpResponse> {
    let view = calls::one(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}

/// Change a call.
///
/// What was handed in stays as it is. Applications that are still being written are measured by the new words.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = CallContent, responses((status = 200, body = CallView, headers(("ETag" = String)))))]
#[put("/calls/{id}")]
pub async fn change_call(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
    at: IfMatch,
    content: Valid<CallContent>,
) -> Result<HttpResponse> {
    let view = calls::change(&ctx, may.scope(), *id, at.0, content.0).await?;
    Ok(tagged(view.version, &view))
}

/// Publish a call: anybody can read its page, and apply from the day it opens.
///
/// Twice is the same as once.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), responses((status = 200, body = CallView, headers(("ETag" = String)))))]
#[post("/calls/{id}/publication")]
pub async fn publish_call(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
) -> Result<HttpResponse> {
    let view = calls::publish(&ctx, may.scope(), *id, true).await?;
    Ok(tagged(view.version, &view))
}

/// Put a call away: its page is gone, and nobody can apply.
///
/// Applications stay. It can be published again.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), responses((status = 200, body = CallView, headers(("ETag" = String)))))]
#[delete("/calls/{id}/publication")]
pub async fn put_call_away(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
) -> Result<HttpResponse> {
    let view = calls::publish(&ctx, may.scope(), *id, false).await?;
    Ok(tagged(view.version, &view))
}
