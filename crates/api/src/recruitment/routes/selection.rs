//! `GET /calls/{id}/selection` · `PUT /calls/{id}/scorers` · `POST /calls/{id}/scorings` · `GET /applications/{id}/scores` ·
//! `POST /applications/{id}/scorers` · `PUT /applications/{id}/agreed-scores` · `PUT /applications/{id}/feedback` ·
//! `POST /applications/decisions`

use crate::ctx::Ctx;
use crate::extract::{Can, EditRecruitment, IfMatch, Valid, tagged};
use crate::problem::Result;
use crate::recruitment::service::{dealing, deciding, judging, selection};
use actix_web::{HttpResponse, get, post, put, web};
use cairn_domain::ids::{ApplicationId, CallId};
use cairn_domain::recruitment::{
    AgreedScores, AnotherScorer, ApplicationDecisions, ApplicationFeedback, ApplicationScores,
    ApplicationView, ApplicationsDecided, CallScorers, SelectionView,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(read_selection)
        .service(set_scorers)
        .service(deal_applications)
        .service(read_scores)
        .service(ask_another_scorer)
        .service(keep_agreed_scores)
        .service(keep_feedback)
        .service(decide_applications);
}

/// How scoring and deciding go: scorers and what they have, how far applications are, agreement, places, and who is next.
///
/// Scheme leads and institution admins. Agreement is Cohen's kappa with quadratic weights over all pairs of scores of the same application.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), responses((status = 200, body = SelectionView)))]
#[get("/calls/{id}/selection")]
pub async fn read_selection(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
) -> Result<web::Json<SelectionView>> {
    selection::view(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Choose who scores the applications to a call, and which of them everybody scores.
///
/// Replaces the choice before. Whoever is taken off keeps what they have scored; what they had still to read goes to others with the next
/// dealing.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), request_body = CallScorers, responses((status = 200, body = SelectionView)))]
#[put("/calls/{id}/scorers")]
pub async fn set_scorers(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
    input: Valid<CallScorers>,
) -> Result<web::Json<SelectionView>> {
    dealing::set_scorers(&ctx, may.scope(), *id, input.0)
        .await
        .map(web::Json)
}

/// Deal the applications out to the scorers.
///
/// As many as possible get as many scorers as the call asks for, and one more where those who scored differ; nobody gets their own
/// tutee, somebody who named them as a referee, or more than is even. What is dealt already stays. Scorers get one letter each.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), responses((status = 200, body = SelectionView), (status = 409, description = "Nobody scores this call yet.")))]
#[post("/calls/{id}/scorings")]
pub async fn deal_applications(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
) -> Result<web::Json<SelectionView>> {
    dealing::deal_out(&ctx, may.scope(), *id).await.map(web::Json)
}

/// What scorers gave an application.
///
/// Levels and notes are there once as many are in as the call asks for; for a reader who scores it too, once their own are in.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), responses((status = 200, body = ApplicationScores)))]
#[get("/applications/{id}/scores")]
pub async fn read_scores(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<ApplicationId>,
) -> Result<web::Json<ApplicationScores>> {
    judging::scores(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Ask one more scorer about an application.
///
/// The one who is named, or whoever has least and may score it.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), request_body = AnotherScorer, responses((status = 200, body = ApplicationScores), (status = 409, description = "Nobody is free, or it was decided.")))]
#[post("/applications/{id}/scorers")]
pub async fn ask_another_scorer(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<ApplicationId>,
    input: Valid<AnotherScorer>,
) -> Result<web::Json<ApplicationScores>> {
    judging::another(&ctx, may.scope(), *id, input.0)
        .await
        .map(web::Json)
}

/// Keep what scorers who differed agreed on in a talk.
///
/// It stands in place of what each gave, which stays on record.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), request_body = AgreedScores, responses((status = 200, body = ApplicationScores), (status = 409, description = "Not everybody has scored it yet, or it was decided.")))]
#[put("/applications/{id}/agreed-scores")]
pub async fn keep_agreed_scores(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<ApplicationId>,
    input: Valid<AgreedScores>,
) -> Result<web::Json<ApplicationScores>> {
    judging::agree(&ctx, may.scope(), *id, input.0)
        .await
        .map(web::Json)
}

/// Keep words to one applicant, for the letter about a decision.
///
/// The applicant reads them with the decision, and not before.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = ApplicationFeedback, responses((status = 200, body = ApplicationView, headers(("ETag" = String))), (status = 409, description = "It was decided.")))]
#[put("/applications/{id}/feedback")]
pub async fn keep_feedback(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<ApplicationId>,
    at: IfMatch,
    input: Valid<ApplicationFeedback>,
) -> Result<HttpResponse> {
    let view = judging::feedback(&ctx, may.scope(), *id, at.0, input.0).await?;
    Ok(tagged(view.version, &view))
}

/// Decide about many applications to one call at once, with a letter to each applicant.
///
/// With `dry_run`, nothing is kept and the first letter is shown. What can't be decided like that stays as it was, and says why. Nobody
/// hears of the shortlist, unless the call has a talk: then applicants are asked to choose a time. An offer ends at the end of its last day; whoever accepts is a mentor of the scheme at once.
#[utoipa::path(tag = "recruitment", request_body = ApplicationDecisions, responses((status = 200, body = ApplicationsDecided)))]
#[post("/applications/decisions")]
pub async fn decide_applications(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    input: Valid<ApplicationDecisions>,
) -> Result<web::Json<ApplicationsDecided>> {
    deciding::decide(&ctx, may.scope(), input.0).await.map(web::Json)
}
