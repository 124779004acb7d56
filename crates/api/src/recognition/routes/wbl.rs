//! `GET|PUT /wbl-outcomes` · `GET /me/wbl-outcomes` · `GET /wbl-claims` · `GET /wbl-claims/{id}` and below it `/comments`, `/steps`,
//! `/portfolio` · `POST /me/wbl-claims` · `GET /me/wbl-claims/{id}` and below it `/steps`, `/portfolio`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::extract::{Can, ConfirmEvidence, EarnRecognition, EditRecognition, ReadRecognition, Valid};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::wbl as service;
use crate::recognition::store::wbl::Filter;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ProgrammeId, SchemeId, WblClaimId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::{
    MyWbl, NewWblClaim, NewWblComment, WblClaimSummary, WblClaimView, WblOutcomeView, WblOutcomes, WblStep,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_wbl_outcomes)
        .service(set_wbl_outcomes)
        .service(my_wbl_outcomes)
        .service(list_wbl_claims)
        .service(read_wbl_claim)
        .service(comment_wbl_claim)
        .service(decide_wbl_claim)
        .service(read_portfolio)
        .service(open_wbl_claim)
        .service(my_wbl_claim)
        .service(step_wbl_claim)
        .service(my_portfolio);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfProgramme {
    #[param(value_type = String, format = Uuid)]
    scheme_id: SchemeId,
    /// Only what this programme asks for.
    #[param(value_type = Option<String>, format = Uuid)]
    programme_id: Option<ProgrammeId>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct InScheme {
    /// Where the caller is a mentor.
    #[param(value_type = String, format = Uuid)]
    scheme_id: SchemeId,
}

/// The learning outcomes that programmes set for work-based learning.
///
/// Staff, by programme and in order: a supervisor sees those of their programme. Those that were put aside are left out.
#[utoipa::path(tag = "recognition", params(OfProgramme), responses((status = 200, body = Vec<WblOutcomeView>), (status = 404, description = "No such scheme.")))]
#[get("/wbl-outcomes")]
pub async fn list_wbl_outcomes(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    of: Query<OfProgramme>,
) -> Result<web::Json<Vec<WblOutcomeView>>> {
    service::list(&ctx, may.scope(), of.scheme_id, of.programme_id)
        .await
        .map(web::Json)
}

/// Set everything that a programme asks for, in order.
///
/// Those with an id are changed, those without are new. What is left out is put aside: hours that students have mapped to it stay
/// with their claims.
#[utoipa::path(tag = "recognition", request_body = WblOutcomes, responses((status = 200, body = Vec<WblOutcomeView>), (status = 404, description = "No such scheme.")))]
#[put("/wbl-outcomes")]
pub async fn set_wbl_outcomes(
    ctx: Ctx,
    may: Can<EditRecognition>,
    input: Valid<WblOutcomes>,
) -> Result<web::Json<Vec<WblOutcomeView>>> {
    service::set(&ctx, may.scope(), input.0).await.map(web::Json)
}

/// The learning outcomes that your own programme sets.
///
/// A mentor, to map hours and reflections to them. Empty where the programme gives no credit.
#[utoipa::path(tag = "recognition", params(InScheme), responses((status = 200, body = Vec<WblOutcomeView>), (status = 404, description = "The caller is no mentor there.")))]
#[get("/me/wbl-outcomes")]
pub async fn my_wbl_outcomes(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    of: Query<InScheme>,
) -> Result<web::Json<Vec<WblOutcomeView>>> {
    service::of_mine(&ctx, may.scope(), of.scheme_id)
        .await
        .map(web::Json)
}

/// Claims for academic credit in a scheme, the newest first.
///
/// Staff: a supervisor sees those of their programme. `minutes` are the confirmed ones that a claim rests on.
#[utoipa::path(tag = "recognition", params(Filter, PageQuery), responses((status = 200, body = Page<WblClaimSummary>), (status = 404, description = "No such scheme.")))]
#[get("/wbl-claims")]
pub async fn list_wbl_claims(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<web::Json<Page<WblClaimSummary>>> {
    service::page(&ctx, may.scope(), &filter, &page)
        .await
        .map(web::Json)
}

/// A claim with its outcomes, the evidence behind each, and what was said about it.
///
/// Staff whose role reaches the student. `may_decide` says whether the caller can send it back or sign it off now.
#[utoipa::path(tag = "recognition", params(("id" = WblClaimId, Path)), responses((status = 200, body = WblClaimView)))]
#[get("/wbl-claims/{id}")]
pub async fn read_wbl_claim(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    id: web::Path<WblClaimId>,
) -> Result<web::Json<WblClaimView>> {
    service::view(&ctx, may.actor(), may.scope(), *id)
        .await
        .map(web::Json)
}

/// Say something about a claim.
///
/// Staff whose role reaches the student, who reads it on their own page.
#[utoipa::path(tag = "recognition", params(("id" = WblClaimId, Path)), request_body = NewWblComment, responses((status = 201, body = WblClaimView)))]
#[post("/wbl-claims/{id}/comments")]
pub async fn comment_wbl_claim(
    ctx: Ctx,
    may: Can<ConfirmEvidence>,
    id: web::Path<WblClaimId>,
    input: Valid<NewWblComment>,
) -> Result<HttpResponse> {
    let view = service::comment(&ctx, may.actor(), may.scope(), *id, input.0).await?;
    Ok(HttpResponse::Created().json(view))
}

/// Sign a claim off, or send it back with what is missing.
///
/// `sign_off` needs every outcome to be met; `return` needs a comment and frees the hours to be changed. Nobody does it for
/// themself. The student gets a letter.
#[utoipa::path(tag = "recognition", params(("id" = WblClaimId, Path)), request_body = WblStep, responses((status = 200, body = WblClaimView), (status = 409, description = "The claim is not with staff now, or an outcome is not met.")))]
#[post("/wbl-claims/{id}/steps")]
pub async fn decide_wbl_claim(
    ctx: Ctx,
    may: Can<ConfirmEvidence>,
    id: web::Path<WblClaimId>,
    input: Valid<WblStep>,
) -> Result<web::Json<WblClaimView>> {
    service::decide(&ctx, may.actor(), may.scope(), *id, input.0)
        .await
        .map(web::Json)
}

/// A student's portfolio: the claim with all of its evidence and comments, to keep.
///
/// Staff whose role reaches the student. Ask for `application/pdf` to get it on paper.
#[utoipa::path(tag = "recognition", params(("id" = WblClaimId, Path)), responses((status = 200, description = "The portfolio.", content(
    (WblClaimView = "application/json"),
    (String = "application/pdf")
)), (status = 422, description = "Some letters in it can't be printed.")))]
#[get("/wbl-claims/{id}/portfolio")]
pub async fn read_portfolio(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    req: HttpRequest,
    id: web::Path<WblClaimId>,
) -> Result<HttpResponse> {
    let view = service::view(&ctx, may.actor(), may.scope(), *id).await?;
    handed_out(&ctx, may.scope(), &req, view).await
}

/// A portfolio as the caller asked for it.
async fn handed_out(ctx: &Ctx, scope: &Scope, req: &HttpRequest, view: WblClaimView) -> Result<HttpResponse> {
    let accept = req.headers().get(header::ACCEPT).and_then(|h| h.to_str().ok());
    if !accept.is_some_and(|a| a.contains("application/pdf")) {
        return Ok(HttpResponse::Ok().json(view));
    }
    let (name, pdf) = service::print(ctx, scope, view).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(pdf))
}

/// Open your claim for academic credit.
///
/// A mentor whose programme sets learning outcomes. There is one claim for each mentor: asking again gives the one that is there.
#[utoipa::path(tag = "recognition", request_body = NewWblClaim, responses((status = 201, body = MyWbl), (status = 404, description = "The caller is no mentor there."), (status = 409, description = "The programme sets no learning outcomes.")))]
#[post("/me/wbl-claims")]
pub async fn open_wbl_claim(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    input: Valid<NewWblClaim>,
) -> Result<HttpResponse> {
    let made = service::open(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Your own claim with everything that is in it.
///
/// Its outcomes, the evidence that you have mapped to them, and what was said about it.
#[utoipa::path(tag = "recognition", params(("id" = WblClaimId, Path)), responses((status = 200, body = WblClaimView)))]
#[get("/me/wbl-claims/{id}")]
pub async fn my_wbl_claim(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    id: web::Path<WblClaimId>,
) -> Result<web::Json<WblClaimView>> {
    service::own_view(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Hand your claim in, or take it back before staff have answered.
///
/// `submit` needs the hours and a reflection for each outcome, and holds them as they are; `take_back` lets you change them again.
#[utoipa::path(tag = "recognition", params(("id" = WblClaimId, Path)), request_body = WblStep, responses((status = 200, body = MyWbl), (status = 409, description = "It is not complete, or not at that point.")))]
#[post("/me/wbl-claims/{id}/steps")]
pub async fn step_wbl_claim(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    id: web::Path<WblClaimId>,
    input: Valid<WblStep>,
) -> Result<web::Json<MyWbl>> {
    service::own_step(&ctx, may.scope(), *id, input.0)
        .await
        .map(web::Json)
}

/// Your own portfolio: your claim with all of its evidence and comments, to keep.
///
/// It can be had at any time, before it is handed in too. Ask for `application/pdf` to get it on paper.
#[utoipa::path(tag = "recognition", params(("id" = WblClaimId, Path)), responses((status = 200, description = "The portfolio.", content(
    (WblClaimView = "application/json"),
    (String = "application/pdf")
)), (status = 422, description = "Some letters in it can't be printed.")))]
#[get("/me/wbl-claims/{id}/portfolio")]
pub async fn my_portfolio(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    req: HttpRequest,
    id: web::Path<WblClaimId>,
) -> Result<HttpResponse> {
    let view = service::own_view(&ctx, may.scope(), *id).await?;
    handed_out(&ctx, may.scope(), &req, view).await
}
