//! `GET|POST /me/applications` · `GET|PUT /me/applications/{id}` · `POST /me/applications/{id}/steps`

use crate::ctx::Ctx;
use crate::extract::{Can, EditOwn, IfMatch, ReadOwn, Valid, tagged};
use crate::problem::Result;
use crate::recruitment::service::mine;
use actix_web::{HttpResponse, get, post, put, web};
use cairn_domain::ids::ApplicationId;
use cairn_domain::recruitment::{
    ApplicationDraft, ApplicationListItem, ApplicationStep, NewApplication, OwnApplication,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_my_applications)
        .service(begin_application)
        .service(read_my_application)
        .service(save_application)
        .service(step_application);
}

/// Your own applications, with where each stands and what happens next.
///
/// Everybody who is signed in; the newest first.
#[utoipa::path(tag = "recruitment", responses((status = 200, body = Vec<ApplicationListItem>)))]
#[get("/me/applications")]
pub async fn list_my_applications(
    ctx: Ctx,
    may: Can<ReadOwn>,
) -> Result<web::Json<Vec<ApplicationListItem>>> {
    mine::list(&ctx, may.scope()).await.map(web::Json)
}

/// Begin an application to a call, or go on with the one that you have.
///
/// Everybody who is signed in. Whether the call is for them is checked when it is handed in.
#[utoipa::path(tag = "recruitment", request_body = NewApplication, responses((status = 200, body = OwnApplication, headers(("ETag" = String))), (status = 404, description = "No such call."), (status = 409, description = "The call is not open.")))]
#[post("/me/applications")]
pub async fn begin_application(
    ctx: Ctx,
    may: Can<EditOwn>,
    input: Valid<NewApplication>,
) -> Result<HttpResponse> {
    let view = mine::add(&ctx, may.scope(), &input.0.slug).await?;
    Ok(tagged(view.version, &view))
}

/// Your own application with its answers, and what is missing before it can be handed in.
///
/// `ETag` goes back as `If-Match` when you save.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), responses((status = 200, body = OwnApplication, headers(("ETag" = String)))))]
#[get("/me/applications/{id}")]
pub async fn read_my_application(
    ctx: Ctx,
    may: Can<ReadOwn>,
    id: web::Path<ApplicationId>,
) -> Result<HttpResponse> {
    let view = mine::one(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}

/// Save what you have written so far.
///
/// It may have gaps. There is no field for marks, grades or qualifications, and none is taken: such a field is refused by name.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = ApplicationDraft, responses((status = 200, body = OwnApplication, headers(("ETag" = String))), (status = 409, description = "It is handed in, or the call has closed.")))]
#[put("/me/applications/{id}")]
pub async fn save_application(
    ctx: Ctx,
    may: Can<EditOwn>,
    id: web::Path<ApplicationId>,
    at: IfMatch,
    draft: Valid<ApplicationDraft>,
) -> Result<HttpResponse> {
    let view = mine::save(&ctx, may.scope(), *id, at.0, draft.0).await?;
    Ok(tagged(view.version, &view))
}

/// Hand your application in, change it again, or take it back.
///
/// `submit`, `reopen` or `withdraw`; of an offer, `accept` or `turn_down`. 422 names everything that is missing. The same step twice
/// is the same as once.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), request_body = ApplicationStep, responses((status = 200, body = OwnApplication, headers(("ETag" = String))), (status = 409, description = "Too early, too late, or decided already.")))]
#[post("/me/applications/{id}/steps")]
pub async fn step_application(
    ctx: Ctx,
    may: Can<EditOwn>,
    id: web::Path<ApplicationId>,
    input: Valid<ApplicationStep>,
) -> Result<HttpResponse> {
    let view = mine::step(&ctx, may.scope(), *id, input.0.event).await?;
    Ok(tagged(view.version, &view))
}
