//! `GET /me/sessions` · `DELETE /me/sessions/{id}`

use crate::ctx::Ctx;
use crate::extract::{Can, EditOwn, ReadOwn};
use crate::identity::service;
use crate::problem::Result;
use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, delete, get};
use cairn_domain::identity::SessionView;
use cairn_domain::ids::SessionId;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_sessions).service(end_session);
}

/// The browsers you are signed in with.
///
/// The caller's own sign-ins, with the device as it named itself and when it was last here. `current` marks the one that
/// asks.
#[utoipa::path(tag = "identity", responses((status = 200, body = Vec<SessionView>)))]
#[get("/me/sessions")]
async fn list_sessions(ctx: Ctx, may: Can<ReadOwn>) -> Result<Json<Vec<SessionView>>> {
    service::sessions(&ctx, may.actor()).await.map(Json)
}

/// Sign one of your browsers out.
///
/// Only one of the caller's own. Its access token stops working at once.
#[utoipa::path(tag = "identity", params(("id" = SessionId, Path)), responses((status = 204)))]
#[delete("/me/sessions/{id}")]
async fn end_session(ctx: Ctx, may: Can<EditOwn>, id: Path<SessionId>) -> Result<HttpResponse> {
    service::end_session(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
