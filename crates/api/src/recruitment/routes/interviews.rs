//! `GET|POST /calls/{id}/interview-slots` · `DELETE /interview-slots/{id}` · `GET|PUT|DELETE /me/applications/{id}/interview`

use crate::ctx::Ctx;
use crate::extract::{Can, EditOwn, EditRecruitment, ReadOwn, Valid};
use crate::problem::Result;
use crate::recruitment::service::interviews as service;
use actix_web::{HttpResponse, delete, get, post, put, web};
use cairn_domain::ids::{ApplicationId, CallId, InterviewSlotId};
use cairn_domain::recruitment::{BookInterview, InterviewSlotView, NewInterviewSlots, OwnInterview};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_interview_slots)
        .service(add_interview_slots)
        .service(remove_interview_slot)
        .service(read_my_interview)
        .service(book_interview)
        .service(cancel_interview);
}

/// The times for talks with applicants to a call, and who comes to each.
///
/// Scheme leads and institution admins; the earliest first.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), responses((status = 200, body = Vec<InterviewSlotView>)))]
#[get("/calls/{id}/interview-slots")]
pub async fn list_interview_slots(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
) -> Result<web::Json<Vec<InterviewSlotView>>> {
    service::list(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Set times for talks with applicants.
///
/// Whoever is on the shortlist can choose one. Times are those of the scheme's wall clock.
#[utoipa::path(tag = "recruitment", params(("id" = CallId, Path)), request_body = NewInterviewSlots, responses((status = 200, body = Vec<InterviewSlotView>)))]
#[post("/calls/{id}/interview-slots")]
pub async fn add_interview_slots(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<CallId>,
    input: Valid<NewInterviewSlots>,
) -> Result<web::Json<Vec<InterviewSlotView>>> {
    service::add(&ctx, may.scope(), *id, input.0).await.map(web::Json)
}

/// Take a time for talks away.
///
/// Whoever chose it gets a letter, and can choose another.
#[utoipa::path(tag = "recruitment", params(("id" = InterviewSlotId, Path)), responses((status = 204)))]
#[delete("/interview-slots/{id}")]
pub async fn remove_interview_slot(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<InterviewSlotId>,
) -> Result<HttpResponse> {
    service::remove(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The times for a talk that you can choose from, and the one that you chose.
///
/// Times are there once your application is on the shortlist.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), responses((status = 200, body = OwnInterview)))]
#[get("/me/applications/{id}/interview")]
pub async fn read_my_interview(
    ctx: Ctx,
    may: Can<ReadOwn>,
    id: web::Path<ApplicationId>,
) -> Result<web::Json<OwnInterview>> {
    service::own(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Choose a time for a talk, in place of the one before.
///
/// You get a letter with the time and the place. The last place goes to whoever is first.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), request_body = BookInterview, responses((status = 200, body = OwnInterview), (status = 409, description = "The time is over or full, or the application is not on the shortlist.")))]
#[put("/me/applications/{id}/interview")]
pub async fn book_interview(
    ctx: Ctx,
    may: Can<EditOwn>,
    id: web::Path<ApplicationId>,
    input: Valid<BookInterview>,
) -> Result<web::Json<OwnInterview>> {
    service::book(&ctx, may.scope(), *id, input.0.slot_id)
        .await
        .map(web::Json)
}

/// Give the time back that you chose.
///
/// Somebody else can choose it then. Without one, nothing happens.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), responses((status = 200, body = OwnInterview)))]
#[delete("/me/applications/{id}/interview")]
pub async fn cancel_interview(
    ctx: Ctx,
    may: Can<EditOwn>,
    id: web::Path<ApplicationId>,
) -> Result<web::Json<OwnInterview>> {
    service::cancel(&ctx, may.scope(), *id).await.map(web::Json)
}
