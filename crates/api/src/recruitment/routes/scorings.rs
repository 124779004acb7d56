//! `GET /me/scorings` · `GET|PUT /me/scorings/{id}` · `POST /me/scorings/{id}/conflict`

use crate::ctx::Ctx;
use crate::extract::{Can, IfMatch, ScoreApplications, Valid, tagged};
use crate::problem::Result;
use crate::recruitment::service::scoring as service;
use actix_web::{HttpResponse, get, post, put, web};
use cairn_domain::ids::ScoringId;
use cairn_domain::recruitment::{OwnScoring, ScoringConflict, ScoringInput, ScoringSheet};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_my_scorings)
        .service(read_my_scoring)
        .service(keep_scores)
        .service(say_conflict);
}

/// The applications that you are asked to score.
///
/// Staff who were chosen as scorers. What is still to read comes first, and of it what everybody scores.
#[utoipa::path(tag = "recruitment", responses((status = 200, body = Vec<OwnScoring>)))]
#[get("/me/scorings")]
pub async fn list_my_scorings(ctx: Ctx, may: Can<ScoreApplications>) -> Result<web::Json<Vec<OwnScoring>>> {
    service::list(&ctx, may.scope()).await.map(web::Json)
}

/// One application as its scorer reads it: the rubric and the answers, without name, programme or photo.
///
/// The applicant's names and all email addresses in the answers give way to a sign. What others gave is there once as many are in as the
/// call asks for, and your own. `ETag` goes back as `If-Match`.
#[utoipa::path(tag = "recruitment", params(("id" = ScoringId, Path)), responses((status = 200, body = ScoringSheet, headers(("ETag" = String)))))]
#[get("/me/scorings/{id}")]
pub async fn read_my_scoring(
    ctx: Ctx,
    may: Can<ScoreApplications>,
    id: web::Path<ScoringId>,
) -> Result<HttpResponse> {
    let view = service::sheet(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}

/// Keep your scores: one level for each criterion, and a note for the people who decide.
///
/// They can change until others' scores can be seen.
#[utoipa::path(tag = "recruitment", params(("id" = ScoringId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = ScoringInput, responses((status = 200, body = ScoringSheet, headers(("ETag" = String))), (status = 409, description = "Others' scores can be seen, or it was decided.")))]
#[put("/me/scorings/{id}")]
pub async fn keep_scores(
    ctx: Ctx,
    may: Can<ScoreApplications>,
    id: web::Path<ScoringId>,
    at: IfMatch,
    input: Valid<ScoringInput>,
) -> Result<HttpResponse> {
    let view = service::score(&ctx, may.scope(), *id, at.0, input.0).await?;
    Ok(tagged(view.version, &view))
}

/// Say that you can't be fair about an application.
///
/// Somebody else is asked in your place, if there is anybody. The reason is for the people who run the call.
#[utoipa::path(tag = "recruitment", params(("id" = ScoringId, Path)), request_body = ScoringConflict, responses((status = 204), (status = 409, description = "Others' scores can be seen, or it was decided.")))]
#[post("/me/scorings/{id}/conflict")]
pub async fn say_conflict(
    ctx: Ctx,
    may: Can<ScoreApplications>,
    id: web::Path<ScoringId>,
    input: Valid<ScoringConflict>,
) -> Result<HttpResponse> {
    service::conflict(&ctx, may.scope(), *id, input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
