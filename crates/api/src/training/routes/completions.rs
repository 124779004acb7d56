//! `GET /participants/{id}/training` · `POST /participants/{id}/prior-learning` · `PUT /participants/{id}/reference` ·
//! `POST /training-completions/{id}/withdrawal` · `PUT /training-completions`

use crate::ctx::Ctx;
use crate::extract::{Can, ReadTraining, RecordTraining, Valid};
use crate::problem::Result;
use crate::training::service::{completions, external, roster};
use actix_web::{HttpResponse, get, post, put, web};
use cairn_domain::ids::{ParticipantId, TrainingCompletionId};
use cairn_domain::training::{
    ExternalCompletions, ExternalCompletionsReport, MentorTrainingDetail, NewPriorLearning, ReferenceInput,
    WithdrawCompletion,
};

/// One mentor's training with everything that was recorded.
///
/// Staff whose role reaches the mentor: a supervisor their programme, a scheme lead everybody.
#[utoipa::path(tag = "training", params(("id" = ParticipantId, Path)), responses((status = 200, body = MentorTrainingDetail)))]
#[get("/participants/{id}/training")]
pub async fn read_mentor(
    ctx: Ctx,
    may: Can<ReadTraining>,
    id: web::Path<ParticipantId>,
) -> Result<web::Json<MentorTrainingDetail>> {
    roster::detail(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Accept that a mentor knows a module's matter already.
///
/// With the evidence that was seen and the reason. It counts as long as a completion of the module would. Nobody records
/// it for themself.
#[utoipa::path(tag = "training", params(("id" = ParticipantId, Path)), request_body = NewPriorLearning, responses((status = 201, body = MentorTrainingDetail)))]
#[post("/participants/{id}/prior-learning")]
pub async fn accept_prior_learning(
    ctx: Ctx,
    may: Can<RecordTraining>,
    id: web::Path<ParticipantId>,
    input: Valid<NewPriorLearning>,
) -> Result<HttpResponse> {
    let detail = completions::accept_prior(&ctx, may.scope(), *id, input.0).await?;
    Ok(HttpResponse::Created().json(detail))
}

/// Note that a mentor's reference was seen, or that it was not.
///
/// Counts towards clearance where the scheme asks for references. An empty day takes it back.
#[utoipa::path(tag = "training", params(("id" = ParticipantId, Path)), request_body = ReferenceInput, responses((status = 200, body = MentorTrainingDetail)))]
#[put("/participants/{id}/reference")]
pub async fn note_reference(
    ctx: Ctx,
    may: Can<RecordTraining>,
    id: web::Path<ParticipantId>,
    input: Valid<ReferenceInput>,
) -> Result<web::Json<MentorTrainingDetail>> {
    completions::reference(&ctx, may.scope(), *id, input.0)
        .await
        .map(web::Json)
}

/// Take a completion back, with a reason.
///
/// It stays on record as withdrawn, and counts for nothing from now on. The mentor's clearance follows at once.
#[utoipa::path(tag = "training", params(("id" = TrainingCompletionId, Path)), request_body = WithdrawCompletion, responses((status = 200, body = MentorTrainingDetail)))]
#[post("/training-completions/{id}/withdrawal")]
pub async fn withdraw_completion(
    ctx: Ctx,
    may: Can<RecordTraining>,
    id: web::Path<TrainingCompletionId>,
    input: Valid<WithdrawCompletion>,
) -> Result<web::Json<MentorTrainingDetail>> {
    completions::withdraw(&ctx, may.scope(), *id, input.0.reason)
        .await
        .map(web::Json)
}

/// Report completions from another system. The same list twice changes nothing.
///
/// Each item is recorded, changed, known already, or refused with a reason; the others count all the same. `source` and
/// `reference` name a completion for good.
#[utoipa::path(tag = "training", request_body = ExternalCompletions, responses((status = 200, body = ExternalCompletionsReport), (status = 404, description = "No such scheme.")))]
#[put("/training-completions")]
pub async fn take_completions(
    ctx: Ctx,
    may: Can<RecordTraining>,
    input: Valid<ExternalCompletions>,
) -> Result<web::Json<ExternalCompletionsReport>> {
    external::take(&ctx, may.scope(), input.0).await.map(web::Json)
}
