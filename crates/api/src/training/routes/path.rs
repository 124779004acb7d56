//! `PUT /schemes/{id}/training-path` · `GET|PUT /schemes/{id}/training-settings` · `GET|PUT /training-institution`

use crate::ctx::Ctx;
use crate::extract::{Can, EditTraining, IfMatch, ReadTraining, Valid, tagged};
use crate::problem::Result;
use crate::training::service::{institution, path, settings};
use actix_web::{HttpResponse, get, put, web};
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{
    ModuleSummary, TrainingInstitution, TrainingInstitutionView, TrainingPath, TrainingSettings,
    TrainingSettingsView,
};

/// Set the path of a scheme: which modules, in which order, and which are compulsory.
///
/// Scheme leads. Modules that aren't named come after those that are. Clearances follow soon after.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path)), request_body = TrainingPath, responses((status = 200, body = Vec<ModuleSummary>)))]
#[put("/schemes/{id}/training-path")]
pub async fn set_path(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<SchemeId>,
    input: Valid<TrainingPath>,
) -> Result<web::Json<Vec<ModuleSummary>>> {
    path::set(&ctx, may.scope(), *id, input.0).await.map(web::Json)
}

/// What a scheme asks of its mentors: pass mark, attempts, code of conduct, references.
///
/// Staff of the scheme. `ETag` goes back as `If-Match` with a change.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path)), responses((status = 200, body = TrainingSettingsView, headers(("ETag" = String)))))]
#[get("/schemes/{id}/training-settings")]
pub async fn read_training_settings(
    ctx: Ctx,
    may: Can<ReadTraining>,
    id: web::Path<SchemeId>,
) -> Result<HttpResponse> {
    let view = settings::view(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}

/// Change what a scheme asks of its mentors.
///
/// Scheme leads. Attempts that are under way keep the pass mark that they started with; clearances follow soon after.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = TrainingSettings, responses((status = 200, body = TrainingSettingsView, headers(("ETag" = String)))))]
#[put("/schemes/{id}/training-settings")]
pub async fn change_training_settings(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<SchemeId>,
    at: IfMatch,
    input: Valid<TrainingSettings>,
) -> Result<HttpResponse> {
    let view = settings::change(&ctx, may.scope(), *id, at.0, input.0).await?;
    Ok(tagged(view.version, &view))
}

/// What the institution says in all of its lessons.
///
/// Emergency routes, the word for supervisors, and the hosts that lessons may link to or show.
#[utoipa::path(tag = "training", responses((status = 200, body = TrainingInstitutionView, headers(("ETag" = String)))))]
#[get("/training-institution")]
pub async fn read_institution(ctx: Ctx, _may: Can<ReadTraining>) -> Result<HttpResponse> {
    let view = institution::view(&ctx).await?;
    Ok(tagged(view.version, &view))
}

/// Change what the institution says in all of its lessons.
///
/// Institution admins. Every lesson shows it at once.
#[utoipa::path(tag = "training", params(("If-Match" = String, Header, description = "The ETag you saw.")), request_body = TrainingInstitution, responses((status = 200, body = TrainingInstitutionView, headers(("ETag" = String)))))]
#[put("/training-institution")]
pub async fn change_institution(
    ctx: Ctx,
    may: Can<EditTraining>,
    at: IfMatch,
    input: Valid<TrainingInstitution>,
) -> Result<HttpResponse> {
    let view = institution::change(&ctx, may.scope(), at.0, input.0).await?;
    Ok(tagged(view.version, &view))
}
