//! `POST /me/rematch-requests` · `DELETE /me/rematch-requests/{id}` · `GET /schemes/{id}/rematch-requests` · `POST /rematch-requests/{id}/decision`

use crate::ctx::Ctx;
use crate::extract::{AskRematch, Can, DecideRematch as MayDecide, Valid};
use crate::groups::service::rematching;
use crate::problem::Result;
use actix_web::{HttpResponse, delete, get, post, web};
use cairn_domain::groups::{DecideRematch, GroupChanges, NewRematchRequest, RematchRequestView};
use cairn_domain::ids::{RematchRequestId, SchemeId};

/// Ask for another mentor. No reason is needed, and nobody is blamed.
///
/// A mentee, for a group that they are in. Staff find it among the requests at once. 409 when one of theirs is open.
#[utoipa::path(tag = "groups", request_body = NewRematchRequest, responses((status = 201, body = RematchRequestView), (status = 404, description = "Not a group of the caller's.")))]
#[post("/me/rematch-requests")]
pub async fn ask_rematch(
    ctx: Ctx,
    may: Can<AskRematch>,
    wish: Valid<NewRematchRequest>,
) -> Result<HttpResponse> {
    let asked = rematching::ask(&ctx, may.scope(), wish.0).await?;
    Ok(HttpResponse::Created().json(asked))
}

/// Take your request for another mentor back.
///
/// Only the mentee who asked.
#[utoipa::path(tag = "groups", params(("id" = RematchRequestId, Path)), responses((status = 204), (status = 409, description = "It has its answer.")))]
#[delete("/me/rematch-requests/{id}")]
pub async fn cancel_rematch(
    ctx: Ctx,
    may: Can<AskRematch>,
    id: web::Path<RematchRequestId>,
) -> Result<HttpResponse> {
    rematching::take_back(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List the requests for another mentor, each open one with the smallest change that would serve it.
///
/// Scheme leads, and supervisors for their programmes, the newest first.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), responses((status = 200, body = Vec<RematchRequestView>)))]
#[get("/schemes/{id}/rematch-requests")]
pub async fn list_rematch_requests(
    ctx: Ctx,
    may: Can<MayDecide>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<Vec<RematchRequestView>>> {
    rematching::list(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Answer a request for another mentor: move the mentee, or say that they stay.
///
/// Scheme leads, and supervisors for their programmes. `moved` needs `to_group_id` and moves them at once, with letters to
/// both groups; `kept` changes nothing else. 409 when it is answered, or when the move would break a rule.
#[utoipa::path(tag = "groups", params(("id" = RematchRequestId, Path)), request_body = DecideRematch, responses((status = 200, body = GroupChanges)))]
#[post("/rematch-requests/{id}/decision")]
pub async fn decide_rematch(
    ctx: Ctx,
    may: Can<MayDecide>,
    id: web::Path<RematchRequestId>,
    answer: Valid<DecideRematch>,
) -> Result<web::Json<GroupChanges>> {
    rematching::decide(&ctx, may.scope(), *id, answer.0)
        .await
        .map(web::Json)
}
