//! `GET /me/training` · `POST /me/training/code-of-conduct` · `GET /me/training/{id}` · `POST /me/training/{id}/steps|refreshment`

use crate::ctx::Ctx;
use crate::extract::{Can, DoTraining, Valid};
use crate::problem::Result;
use crate::query::Query;
use crate::training::service::learning as service;
use actix_web::{get, post, web};
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::training::{LearnModule, MyTraining, ProgressStep, SignCodeOfConduct};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InScheme {
    /// Where the caller is a mentor.
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
}

/// Your training: what is done, what is next, and what is left before you are cleared.
///
/// A mentor, one entry for each scheme they mentor in, the newest first.
#[utoipa::path(tag = "training", responses((status = 200, body = Vec<MyTraining>)))]
#[get("/me/training")]
pub async fn my_training(ctx: Ctx, may: Can<DoTraining>) -> Result<web::Json<Vec<MyTraining>>> {
    service::mine(&ctx, may.scope()).await.map(web::Json)
}

/// Sign the scheme's code of conduct.
///
/// A mentor signs the version that they read; 409 when the text has changed since. Signing twice is the same as once.
#[utoipa::path(tag = "training", params(InScheme), request_body = SignCodeOfConduct, responses((status = 200, body = MyTraining), (status = 404, description = "The caller is no mentor there.")))]
#[post("/me/training/code-of-conduct")]
pub async fn sign_code_of_conduct(
    ctx: Ctx,
    may: Can<DoTraining>,
    scheme: Query<InScheme>,
    input: Valid<SignCodeOfConduct>,
) -> Result<web::Json<MyTraining>> {
    service::sign(&ctx, may.scope(), scheme.scheme_id, input.0.version)
        .await
        .map(web::Json)
}

/// A module to learn from, in the version that you started.
///
/// A mentor whose path has it; 409 while another module comes first. Lessons come as HTML that is safe to show. Nothing is
/// begun by looking.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), InScheme), responses((status = 200, body = LearnModule), (status = 409, description = "Another module comes first.")))]
#[get("/me/training/{id}")]
pub async fn learn_module(
    ctx: Ctx,
    may: Can<DoTraining>,
    id: web::Path<TrainingModuleId>,
    scheme: Query<InScheme>,
) -> Result<web::Json<LearnModule>> {
    service::module(&ctx, may.scope(), scheme.scheme_id, *id)
        .await
        .map(web::Json)
}

/// Keep what you did in a module since the last time.
///
/// Lessons that were read, the way through the scenario, ticks. Only what is sent counts, so two devices never undo each
/// other. The last part that is missing completes the module.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), InScheme), request_body = ProgressStep, responses((status = 200, body = LearnModule)))]
#[post("/me/training/{id}/steps")]
pub async fn keep_progress(
    ctx: Ctx,
    may: Can<DoTraining>,
    id: web::Path<TrainingModuleId>,
    scheme: Query<InScheme>,
    step: Valid<ProgressStep>,
) -> Result<web::Json<LearnModule>> {
    service::step(&ctx, may.scope(), scheme.scheme_id, *id, step.0)
        .await
        .map(web::Json)
}

/// Begin a module again that is due to be refreshed.
///
/// In its newest version, from the start. The completion before it counts until its last day. 409 when it isn't due yet.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), InScheme), responses((status = 200, body = LearnModule)))]
#[post("/me/training/{id}/refreshment")]
pub async fn refresh_module(
    ctx: Ctx,
    may: Can<DoTraining>,
    id: web::Path<TrainingModuleId>,
    scheme: Query<InScheme>,
) -> Result<web::Json<LearnModule>> {
    service::refresh(&ctx, may.scope(), scheme.scheme_id, *id)
        .await
        .map(web::Json)
}
