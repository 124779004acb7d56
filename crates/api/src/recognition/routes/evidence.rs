//! `GET|POST /me/evidence` · `PATCH|DELETE /me/evidence/{id}` · `POST /me/hours-choice` · `GET|PUT /evidence` ·
//! `POST /evidence/decisions` · `POST /sign-offs`

use super::mine::InScheme;
use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Sheet};
use crate::extract::{Can, ConfirmEvidence, EarnRecognition, IfMatch, ReadRecognition, Valid, tagged};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::{deciding, evidence as service, external, hours, writing};
use crate::recognition::store::evidence::Filter;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use cairn_domain::ids::EvidenceId;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{
    EvidenceDecided, EvidenceDecisions, EvidencePatch, EvidenceView, ExternalEvidence,
    ExternalEvidenceResult, HoursChoice, HoursChoiceView, NewEvidence, NewSignOff,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_my_evidence)
        .service(add_evidence)
        .service(change_evidence)
        .service(withdraw_evidence)
        .service(choose_hours)
        .service(list_evidence)
        .service(take_evidence)
        .service(decide_evidence)
        .service(sign_off);
}

/// Your own evidence in a scheme, with where each piece comes from.
///
/// A mentor; the newest first. What comes from the training record is in it too, without an id.
#[utoipa::path(tag = "recognition", params(InScheme, PageQuery), responses((status = 200, body = Page<EvidenceView>), (status = 404, description = "The caller is no mentor there.")))]
#[get("/me/evidence")]
pub async fn list_my_evidence(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    scheme: Query<InScheme, PageQuery>,
    page: Query<PageQuery, InScheme>,
) -> Result<web::Json<Page<EvidenceView>>> {
    service::mine(&ctx, may.scope(), scheme.scheme_id, &page)
        .await
        .map(web::Json)
}

/// Write down hours, a meeting, contact or a reflection.
///
/// A mentor. It waits for staff, and counts for nothing until somebody else has confirmed it.
#[utoipa::path(tag = "recognition", request_body = NewEvidence, responses((status = 201, body = EvidenceView), (status = 404, description = "The caller is no mentor there.")))]
#[post("/me/evidence")]
pub async fn add_evidence(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    input: Valid<NewEvidence>,
) -> Result<HttpResponse> {
    let made = writing::add(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Change what you wrote down, while it waits.
///
/// The version of a piece is its `ETag`. 409 once staff have decided: what was looked at stays as it was.
#[utoipa::path(tag = "recognition", params(("id" = EvidenceId, Path), ("If-Match" = String, Header, description = "The version you saw.")), request_body = EvidencePatch, responses((status = 200, body = EvidenceView, headers(("ETag" = String))), (status = 409, description = "Staff have decided already.")))]
#[patch("/me/evidence/{id}")]
pub async fn change_evidence(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    id: web::Path<EvidenceId>,
    at: IfMatch,
    input: Valid<EvidencePatch>,
) -> Result<HttpResponse> {
    let view = writing::change(&ctx, may.scope(), *id, at.0, input.0).await?;
    Ok(tagged(view.version, &view))
}

/// Take back what you wrote down, while it waits.
///
/// It stays on record as taken back, and counts for nothing. Twice is the same as once.
#[utoipa::path(tag = "recognition", params(("id" = EvidenceId, Path)), responses((status = 204), (status = 409, description = "Staff have decided already.")))]
#[delete("/me/evidence/{id}")]
pub async fn withdraw_evidence(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    id: web::Path<EvidenceId>,
) -> Result<HttpResponse> {
    writing::withdraw(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Choose what your hours count for: the HEAR, or academic credit.
///
/// With `dry_run` nothing changes, and the answer says what it would mean. The same hours never count for both; 409 for what is
/// part of something verified or handed in.
#[utoipa::path(tag = "recognition", request_body = HoursChoice, responses((status = 200, body = HoursChoiceView), (status = 404, description = "Some of it isn't the caller's own.")))]
#[post("/me/hours-choice")]
pub async fn choose_hours(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    input: Valid<HoursChoice>,
) -> Result<web::Json<HoursChoiceView>> {
    hours::choose(&ctx, may.scope(), input.0).await.map(web::Json)
}

/// The evidence of a scheme's mentors, with where each piece comes from.
///
/// Staff, as far as their role reaches; the newest first. Ask for `text/csv` or the XLSX media type to get everything that the
/// filter finds as a table.
#[utoipa::path(tag = "recognition", params(Filter, PageQuery), responses((status = 200, description = "A page, or everything as a table.", content(
    (Page<EvidenceView> = "application/json"),
    (String = "text/csv", example = json!("name,programme_code,kind,source,state,happened_on,minutes,words,counts_for,text,reason\nBen Okafor,BSC-BIO,meeting,Written down by the mentor,waiting,2026-10-03,60,0,hear,Met my group at the library.,\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
)), (status = 404, description = "No such scheme.")))]
#[get("/evidence")]
pub async fn list_evidence(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    req: HttpRequest,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<HttpResponse> {
    export::listed(
        &req,
        service::page(&ctx, may.scope(), &filter, &page),
        service::all(&ctx, may.scope(), &filter),
        Sheet {
            name: "evidence",
            heading: HEADING,
            cells,
        },
    )
    .await
}

const HEADING: &[&str] = &[
    "name",
    "programme_code",
    "kind",
    "source",
    "state",
    "happened_on",
    "minutes",
    "words",
    "counts_for",
    "text",
    "reason",
];

fn cells(e: EvidenceView) -> Vec<String> {
    vec![
        e.name,
        e.programme_code.unwrap_or_default(),
        e.kind.to_string(),
        e.source_said,
        e.state.to_string(),
        e.happened_on.to_string(),
        e.minutes.to_string(),
        e.words.to_string(),
        e.counts_for.to_string(),
        e.text,
        e.reason.unwrap_or_default(),
    ]
}

/// Report what mentors did from another system. The same list twice changes nothing.
///
/// For hours, meetings and contact; needs a role in the whole scheme. Each item is recorded, changed, known already, or refused
/// with a reason; the others count all the same. `source` and `reference` name a piece for good, and it counts at once.
#[utoipa::path(tag = "recognition", request_body = ExternalEvidence, responses((status = 200, body = Vec<ExternalEvidenceResult>)))]
#[put("/evidence")]
pub async fn take_evidence(
    ctx: Ctx,
    may: Can<ConfirmEvidence>,
    input: Valid<ExternalEvidence>,
) -> Result<web::Json<Vec<ExternalEvidenceResult>>> {
    external::take(&ctx, may.scope(), input.0).await.map(web::Json)
}

/// Confirm evidence, or refuse it with a reason.
///
/// Many pieces at once; `kept` names those that stayed as they were, and why. Nobody decides about their own work. Each mentor
/// gets one letter about what was refused.
#[utoipa::path(tag = "recognition", request_body = EvidenceDecisions, responses((status = 200, body = EvidenceDecided)))]
#[post("/evidence/decisions")]
pub async fn decide_evidence(
    ctx: Ctx,
    may: Can<ConfirmEvidence>,
    input: Valid<EvidenceDecisions>,
) -> Result<web::Json<EvidenceDecided>> {
    deciding::decisions(&ctx, may.scope(), input.0)
        .await
        .map(web::Json)
}

/// Sign off a mentor's work as a whole.
///
/// Some awards ask for it. Not for oneself; 409 when it was done already. Refuse the piece of evidence to undo it.
#[utoipa::path(tag = "recognition", request_body = NewSignOff, responses((status = 201, body = EvidenceView), (status = 404, description = "No such mentor in reach.")))]
#[post("/sign-offs")]
pub async fn sign_off(ctx: Ctx, may: Can<ConfirmEvidence>, input: Valid<NewSignOff>) -> Result<HttpResponse> {
    let made = deciding::sign_off(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(made))
}
