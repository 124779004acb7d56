//! `GET|POST /training-modules` · `GET /training-modules/{id}` and below it `/draft`, `/place`, `/publication`, `/archive`, `/file`,
//! `/versions/{number}`, `/preview` · `POST /training-markdown`

use crate::ctx::Ctx;
use crate::extract::{Can, EditTraining, IfMatch, ReadTraining, Valid, tagged};
use crate::problem::Result;
use crate::query::Query;
use crate::training::markdown;
use crate::training::service::{authoring, institution, path};
use crate::training::store::modules;
use actix_web::http::header;
use actix_web::{HttpResponse, delete, get, post, put, web};
use cairn_domain::identity::{Action, policy};
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::training::{
    LearnModule, MarkdownInput, MarkdownView, ModuleContent, ModuleFile, ModulePlace, ModuleSummary,
    ModuleView, NewModule, PublishModule,
};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ForScheme {
    /// The scheme whose path to show; without it, the central modules.
    #[param(value_type = Option<String>, format = Uuid)]
    scheme_id: Option<SchemeId>,
}

/// Whether a reader may change a module as well: the two reach differently far.
fn may_edit(may: &Can<ReadTraining>, m: &ModuleSummary) -> bool {
    policy::scope_for(may.actor(), Action::EditTraining)
        .is_some_and(|authors| modules::may_edit(&authors, m.scheme_id, m.programme_id))
}

fn shown(view: &ModuleView) -> HttpResponse {
    tagged(view.summary.version, view)
}

/// List the modules of a scheme's path, in its order; or the central ones.
///
/// Staff. Those that are archived or not on the path come too, and say so.
#[utoipa::path(tag = "training", params(ForScheme), responses((status = 200, body = Vec<ModuleSummary>)))]
#[get("/training-modules")]
pub async fn list_modules(
    ctx: Ctx,
    may: Can<ReadTraining>,
    of: Query<ForScheme>,
) -> Result<web::Json<Vec<ModuleSummary>>> {
    let mut modules = path::list(&ctx, may.scope(), of.scheme_id).await?;
    for m in &mut modules {
        m.may_edit = may_edit(&may, m);
    }
    Ok(web::Json(modules))
}

/// Start a module: empty, from a file, or from another one's content.
///
/// Institution admins make central modules, scheme leads those of their scheme, supervisors those of their programme. It is a
/// draft until it is published.
#[utoipa::path(tag = "training", request_body = NewModule, responses((status = 201, body = ModuleView, headers(("ETag" = String), ("Location" = String))), (status = 404, description = "No such scheme.")))]
#[post("/training-modules")]
pub async fn add_module(ctx: Ctx, may: Can<EditTraining>, input: Valid<NewModule>) -> Result<HttpResponse> {
    let made = authoring::create(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created()
        .insert_header((
            header::LOCATION,
            format!("/api/v1/training-modules/{}", made.summary.id),
        ))
        .insert_header((header::ETAG, format!("\"{}\"", made.summary.version)))
        .json(made))
}

/// A module with everything that can be edited, its versions, and what is missing before it can be published.
///
/// Staff. `content` is the draft where there is one. `ETag` goes back as `If-Match` with every change.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path)), responses((status = 200, body = ModuleView, headers(("ETag" = String)))))]
#[get("/training-modules/{id}")]
pub async fn read_module(
    ctx: Ctx,
    may: Can<ReadTraining>,
    id: web::Path<TrainingModuleId>,
) -> Result<HttpResponse> {
    let mut view = authoring::view(&ctx, may.scope(), *id).await?;
    view.summary.may_edit = may_edit(&may, &view.summary);
    Ok(shown(&view))
}

/// Keep the draft of a module. Learners go on with what is published.
///
/// The whole content is replaced. Anything that can be kept is: `gaps` of the answer says what publishing still needs.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = ModuleContent, responses((status = 200, body = ModuleView, headers(("ETag" = String)))))]
#[put("/training-modules/{id}/draft")]
pub async fn keep_draft(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<TrainingModuleId>,
    at: IfMatch,
    content: Valid<ModuleContent>,
) -> Result<HttpResponse> {
    let view = authoring::keep_draft(&ctx, may.scope(), *id, at.0, content.0).await?;
    Ok(shown(&view))
}

/// Throw the draft of a module away.
///
/// What is published stays, and is what is edited next. 409 when nothing was published yet.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), responses((status = 200, body = ModuleView, headers(("ETag" = String))), (status = 409, description = "Nothing is published yet.")))]
#[delete("/training-modules/{id}/draft")]
pub async fn drop_draft(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<TrainingModuleId>,
    at: IfMatch,
) -> Result<HttpResponse> {
    let view = authoring::drop_draft(&ctx, may.scope(), *id, at.0).await?;
    Ok(shown(&view))
}

/// Set where a module stands in every path that doesn't place it itself.
///
/// Its order, whether it is compulsory, what comes first, and for how many months a completion counts.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = ModulePlace, responses((status = 200, body = ModuleView, headers(("ETag" = String)))))]
#[put("/training-modules/{id}/place")]
pub async fn place_module(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<TrainingModuleId>,
    at: IfMatch,
    place: Valid<ModulePlace>,
) -> Result<HttpResponse> {
    let view = authoring::place(&ctx, may.scope(), *id, at.0, place.0).await?;
    Ok(shown(&view))
}

/// Publish the draft of a module as its next version.
///
/// Who has started keeps the version that they started; everybody else gets the new one. 422 lists everything that is missing.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = PublishModule, responses((status = 200, body = ModuleView, headers(("ETag" = String)))))]
#[post("/training-modules/{id}/publication")]
pub async fn publish_module(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<TrainingModuleId>,
    at: IfMatch,
    input: Valid<PublishModule>,
) -> Result<HttpResponse> {
    let view = authoring::publish(&ctx, may.scope(), *id, at.0, input.0.note).await?;
    Ok(shown(&view))
}

/// Take a module out of every path.
///
/// What was completed stays on record. It can be brought back.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), responses((status = 200, body = ModuleView, headers(("ETag" = String)))))]
#[post("/training-modules/{id}/archive")]
pub async fn archive_module(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<TrainingModuleId>,
    at: IfMatch,
) -> Result<HttpResponse> {
    let view = authoring::archive(&ctx, may.scope(), *id, at.0, true).await?;
    Ok(shown(&view))
}

/// Bring an archived module back into the paths.
///
/// As it was, with its versions and completions.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), responses((status = 200, body = ModuleView, headers(("ETag" = String)))))]
#[delete("/training-modules/{id}/archive")]
pub async fn restore_module(
    ctx: Ctx,
    may: Can<EditTraining>,
    id: web::Path<TrainingModuleId>,
    at: IfMatch,
) -> Result<HttpResponse> {
    let view = authoring::archive(&ctx, may.scope(), *id, at.0, false).await?;
    Ok(shown(&view))
}

/// Download a module as a file.
///
/// What is published, or the draft of one that never was. `POST /training-modules` takes its `content`.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path)), responses((status = 200, body = ModuleFile, headers(("Content-Disposition" = String)))))]
#[get("/training-modules/{id}/file")]
pub async fn export_module(
    ctx: Ctx,
    may: Can<ReadTraining>,
    id: web::Path<TrainingModuleId>,
) -> Result<HttpResponse> {
    let file = authoring::file(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.json\"", file.key),
        ))
        .json(file))
}

/// What a version of a module says.
///
/// Staff; versions never change once they are published.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path), ("number" = u32, Path)), responses((status = 200, body = ModuleContent)))]
#[get("/training-modules/{id}/versions/{number}")]
pub async fn read_version(
    ctx: Ctx,
    may: Can<ReadTraining>,
    at: web::Path<(TrainingModuleId, u32)>,
) -> Result<web::Json<ModuleContent>> {
    let (id, number) = at.into_inner();
    authoring::version(&ctx, may.scope(), id, number)
        .await
        .map(web::Json)
}

/// A module as a mentor sees it on a first visit: the draft, or else what is published.
///
/// Staff. Nothing is begun by it.
#[utoipa::path(tag = "training", params(("id" = TrainingModuleId, Path)), responses((status = 200, body = LearnModule)))]
#[get("/training-modules/{id}/preview")]
pub async fn preview_module(
    ctx: Ctx,
    may: Can<ReadTraining>,
    id: web::Path<TrainingModuleId>,
) -> Result<web::Json<LearnModule>> {
    authoring::preview(&ctx, may.scope(), *id).await.map(web::Json)
}

/// See what Markdown looks like before it is kept.
///
/// `html` is safe to show; `faults` says which links, pictures or HTML were left out and why.
#[utoipa::path(tag = "training", request_body = MarkdownInput, responses((status = 200, body = MarkdownView)))]
#[post("/training-markdown")]
pub async fn render_markdown(
    ctx: Ctx,
    _may: Can<EditTraining>,
    input: Valid<MarkdownInput>,
) -> Result<web::Json<MarkdownView>> {
    let (house, _) = institution::read(&ctx).await?;
    Ok(web::Json(MarkdownView {
        html: markdown::render(&input.0.markdown, &house),
        faults: markdown::faults(&input.0.markdown, &house),
    }))
}
