//! `GET|POST /awards` · `GET|PUT|DELETE /awards/{id}` · `POST /awards/{id}/restoration` · `POST /awards/dry-run`

use crate::ctx::Ctx;
use crate::extract::{Can, EditRecognition, IfMatch, ReadRecognition, Valid, tagged};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::awards;
use actix_web::http::header;
use actix_web::{HttpResponse, delete, get, post, put, web};
use cairn_domain::ids::{AwardId, SchemeId};
use cairn_domain::recognition::{AwardContent, AwardView, DryRun, DryRunView, NewAward};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(try_award_rule)
        .service(list_awards)
        .service(add_award)
        .service(read_award)
        .service(change_award)
        .service(put_award_aside)
        .service(restore_award);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfScheme {
    /// The scheme whose awards to list.
    #[param(value_type = String, format = Uuid)]
    scheme_id: SchemeId,
}

/// List the awards that a scheme offers, in order.
///
/// Staff. With how many mentors have each, have earned it, or are one step short. Those that were put aside come last.
#[utoipa::path(tag = "recognition", params(OfScheme), responses((status = 200, body = Vec<AwardView>), (status = 404, description = "No such scheme.")))]
#[get("/awards")]
pub async fn list_awards(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    of: Query<OfScheme>,
) -> Result<web::Json<Vec<AwardView>>> {
    awards::list(&ctx, may.scope(), of.scheme_id).await.map(web::Json)
}

/// Offer an award: a name, a tier, and a rule that says what it takes.
///
/// Scheme leads and institution admins. 422 names each module of the rule that the scheme's training doesn't have.
#[utoipa::path(tag = "recognition", request_body = NewAward, responses((status = 201, body = AwardView, headers(("ETag" = String), ("Location" = String))), (status = 404, description = "No such scheme.")))]
#[post("/awards")]
pub async fn add_award(ctx: Ctx, may: Can<EditRecognition>, input: Valid<NewAward>) -> Result<HttpResponse> {
    let made = awards::add(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/awards/{}", made.id)))
        .insert_header((header::ETAG, format!("\"{}\"", made.version)))
        .json(made))
}

/// An award with its rule.
///
/// Staff. `ETag` goes back as `If-Match` with a change.
#[utoipa::path(tag = "recognition", params(("id" = AwardId, Path)), responses((status = 200, body = AwardView, headers(("ETag" = String)))))]
#[get("/awards/{id}")]
pub async fn read_award(ctx: Ctx, may: Can<ReadRecognition>, id: web::Path<AwardId>) -> Result<HttpResponse> {
    let view = awards::one(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}

/// Change what an award says and what it takes.
///
/// Whoever has it keeps it, with the rule as it stood. How far everybody else is is worked out anew.
#[utoipa::path(tag = "recognition", params(("id" = AwardId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = AwardContent, responses((status = 200, body = AwardView, headers(("ETag" = String)))))]
#[put("/awards/{id}")]
pub async fn change_award(
    ctx: Ctx,
    may: Can<EditRecognition>,
    id: web::Path<AwardId>,
    at: IfMatch,
    content: Valid<AwardContent>,
) -> Result<HttpResponse> {
    let view = awards::change(&ctx, may.scope(), *id, at.0, content.0).await?;
    Ok(tagged(view.version, &view))
}

/// Put an award aside: it is not offered any more.
///
/// Whoever has it keeps it. It can be offered again.
#[utoipa::path(tag = "recognition", params(("id" = AwardId, Path)), responses((status = 200, body = AwardView, headers(("ETag" = String)))))]
#[delete("/awards/{id}")]
pub async fn put_award_aside(
    ctx: Ctx,
    may: Can<EditRecognition>,
    id: web::Path<AwardId>,
) -> Result<HttpResponse> {
    let view = awards::archive(&ctx, may.scope(), *id, true).await?;
    Ok(tagged(view.version, &view))
}

/// Offer an award again that was put aside.
///
/// As it was, with everybody who has it.
#[utoipa::path(tag = "recognition", params(("id" = AwardId, Path)), responses((status = 200, body = AwardView, headers(("ETag" = String)))))]
#[post("/awards/{id}/restoration")]
pub async fn restore_award(
    ctx: Ctx,
    may: Can<EditRecognition>,
    id: web::Path<AwardId>,
) -> Result<HttpResponse> {
    let view = awards::archive(&ctx, may.scope(), *id, false).await?;
    Ok(tagged(view.version, &view))
}

/// Try a rule on a scheme's mentors without changing anything.
///
/// Says who would get the award today and who is one step short, with the step.
#[utoipa::path(tag = "recognition", request_body = DryRun, responses((status = 200, body = DryRunView), (status = 404, description = "No such scheme.")))]
#[post("/awards/dry-run")]
pub async fn try_award_rule(
    ctx: Ctx,
    may: Can<EditRecognition>,
    input: Valid<DryRun>,
) -> Result<web::Json<DryRunView>> {
    awards::dry_run(&ctx, may.scope(), input.0).await.map(web::Json)
}
