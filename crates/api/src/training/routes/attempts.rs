//! `POST /me/training/{id}/attempts` · `GET /quiz-attempts/{id}` · `PUT /quiz-attempts/{id}/answers` · `POST /quiz-attempts/{id}/submission`

use super::learning::InScheme;
use crate::ctx::Ctx;
use crate::extract::{Can, DoTraining, Valid};
use crate::problem::Result;
use crate::query::Query;
use crate::training::service::quiz as service;
use actix_web::{get, post, put, web};
use cairn_domain::ids::{QuizAttemptId, TrainingModuleId};
use cairn_domain::training::{AnswersInput, AttemptView};

/// Start the quiz of a module, or go on with the attempt that is open.
///
/// One attempt is open at a time, whichever device asks. Questions are drawn from the module's bank; 409 when today's attempts
/// are used up.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), InScheme), responses((status = 200, body = AttemptView)))]
#[post("/me/training/{id}/attempts")]
pub async fn start_attempt(
    ctx: Ctx,
    may: Can<DoTraining>,
    id: web::Path<TrainingModuleId>,
    scheme: Query<InScheme>,
) -> Result<web::Json<AttemptView>> {
    service::start(&ctx, may.scope(), scheme.scheme_id, *id)
        .await
        .map(web::Json)
}

/// An attempt of your own, as it stands.
///
/// With the answers that were kept, and the marks once it is handed in.
#[utoipa::path(tag = "training", params(("id" = QuizAttemptId, Path)), responses((status = 200, body = AttemptView)))]
#[get("/quiz-attempts/{id}")]
pub async fn read_attempt(
    ctx: Ctx,
    may: Can<DoTraining>,
    id: web::Path<QuizAttemptId>,
) -> Result<web::Json<AttemptView>> {
    service::read(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Keep answers as they are given.
///
/// Those to other questions stay. 409 once the attempt is handed in; 422 for an answer that its question doesn't have.
#[utoipa::path(tag = "training", params(("id" = QuizAttemptId, Path)), request_body = AnswersInput, responses((status = 200, body = AttemptView), (status = 409, description = "It is handed in.")))]
#[put("/quiz-attempts/{id}/answers")]
pub async fn keep_answers(
    ctx: Ctx,
    may: Can<DoTraining>,
    id: web::Path<QuizAttemptId>,
    input: Valid<AnswersInput>,
) -> Result<web::Json<AttemptView>> {
    service::answer(&ctx, may.scope(), *id, input.0.answers)
        .await
        .map(web::Json)
}

/// Hand an attempt in, and see how it went.
///
/// Questions without an answer count as wrong. Sent again, the result is the same. Right answers are shown once the quiz is
/// passed.
#[utoipa::path(tag = "training", params(("id" = QuizAttemptId, Path)), responses((status = 200, body = AttemptView)))]
#[post("/quiz-attempts/{id}/submission")]
pub async fn submit_attempt(
    ctx: Ctx,
    may: Can<DoTraining>,
    id: web::Path<QuizAttemptId>,
) -> Result<web::Json<AttemptView>> {
    service::submit(&ctx, may.scope(), *id).await.map(web::Json)
}
