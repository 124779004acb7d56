//! `GET|POST /me/thanks` · `DELETE /me/thanks/{id}`

use crate::ctx::Ctx;
use crate::extract::{Can, ThankMentor, Valid};
use crate::problem::Result;
use crate::recognition::service::thanks as service;
use actix_web::{HttpResponse, delete, get, post, web};
use cairn_domain::ids::EvidenceId;
use cairn_domain::recognition::{NewThanks, ThanksView};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_thanks)
        .service(say_thanks)
        .service(take_back_thanks);
}

/// The mentors of your groups, with what you said to each.
///
/// A mentee. Mentors read the words, and aren't told who said them.
#[utoipa::path(tag = "recognition", responses((status = 200, body = Vec<ThanksView>)))]
#[get("/me/thanks")]
pub async fn list_thanks(ctx: Ctx, may: Can<ThankMentor>) -> Result<web::Json<Vec<ThanksView>>> {
    service::list(&ctx, may.scope()).await.map(web::Json)
}

/// Thank your mentor.
///
/// A mentee, for a mentor of one of their groups. A second thanks takes the place of the first: each mentee counts once.
#[utoipa::path(tag = "recognition", request_body = NewThanks, responses((status = 201, body = ThanksView), (status = 404, description = "Nobody of this id mentors the caller.")))]
#[post("/me/thanks")]
pub async fn say_thanks(ctx: Ctx, may: Can<ThankMentor>, input: Valid<NewThanks>) -> Result<HttpResponse> {
    let said = service::say(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(said))
}

/// Take back what you said to your mentor.
///
/// Only one's own. 409 when the mentor's record rests on it already. Twice is the same as once.
#[utoipa::path(tag = "recognition", params(("id" = EvidenceId, Path)), responses((status = 204), (status = 409, description = "It has to stay.")))]
#[delete("/me/thanks/{id}")]
pub async fn take_back_thanks(
    ctx: Ctx,
    may: Can<ThankMentor>,
    id: web::Path<EvidenceId>,
) -> Result<HttpResponse> {
    service::take_back(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
