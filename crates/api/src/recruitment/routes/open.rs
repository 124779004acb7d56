//! `GET /open-calls/{slug}` · `POST /open-calls/{slug}/applications`

use crate::ctx::Ctx;
use crate::extract::Valid;
use crate::problem::Result;
use crate::recruitment::service::{calls, starting};
use actix_web::{HttpResponse, get, post, web};
use cairn_domain::recruitment::{PublicCall, StartApplication};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(read_open_call).service(start_application);
}

/// A call for mentors, as anybody may read it.
///
/// Without an account. Only a call that is published is here.
#[utoipa::path(tag = "recruitment", security(()), params(("slug" = String, Path, description = "The last part of the call's address.", example = "mentor-2026")), responses((status = 200, body = PublicCall)))]
#[get("/open-calls/{slug}")]
pub async fn read_open_call(ctx: Ctx, slug: web::Path<String>) -> Result<web::Json<PublicCall>> {
    calls::public(&ctx, &slug).await.map(web::Json)
}

/// Start an application without an account: a letter with a way in goes to the address.
///
/// The answer is the same whether or not somebody has an account with that address. At most one letter a minute.
#[utoipa::path(tag = "recruitment", security(()), params(("slug" = String, Path, description = "The last part of the call's address.", example = "mentor-2026")), request_body = StartApplication, responses((status = 202, description = "A letter is on its way."), (status = 409, description = "The call is not open.")))]
#[post("/open-calls/{slug}/applications")]
pub async fn start_application(
    ctx: Ctx,
    slug: web::Path<String>,
    input: Valid<StartApplication>,
) -> Result<HttpResponse> {
    starting::start(&ctx, slug.into_inner(), input.0).await?;
    Ok(HttpResponse::Accepted().finish())
}
