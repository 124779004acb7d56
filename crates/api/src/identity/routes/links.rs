//! What the links in letters lead to: `POST /auth/invitations/preview|accept` · `/auth/forgotten-password` ·
//! `/auth/reset-password` · `/auth/email-changes/confirm`

use super::session::{device, signed_in};
use crate::ctx::Ctx;
use crate::extract::Valid;
use crate::identity::service;
use crate::problem::Result;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use cairn_domain::identity::{
    AcceptInvitation, AccessToken, ForgottenPassword, InvitationPreview, LinkToken, ResetPassword,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(preview_invitation)
        .service(accept_invitation)
        .service(forgotten_password)
        .service(reset_password)
        .service(confirm_email_change);
}

/// See who an invitation is for.
///
/// Anybody with the link's token may ask, so that a page can greet them by name. The link is not used up.
#[utoipa::path(tag = "identity", security(()), request_body = LinkToken, responses((status = 200, body = InvitationPreview), (status = 410, description = "The link was used or has ended.")))]
#[post("/auth/invitations/preview")]
async fn preview_invitation(ctx: Ctx, input: Valid<LinkToken>) -> Result<HttpResponse> {
    let preview = service::preview(&ctx, input.0).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(preview))
}

/// Accept an invitation: choose a first password and be signed in.
///
/// Uses the link up, sets the password, and answers as a sign-in does. A password that is short, common or like the
/// person's own name is refused at `/password`.
#[utoipa::path(tag = "identity", security(()), request_body = AcceptInvitation, responses((status = 200, body = AccessToken), (status = 410, description = "The link was used or has ended.")))]
#[post("/auth/invitations/accept")]
async fn accept_invitation(
    ctx: Ctx,
    req: HttpRequest,
    input: Valid<AcceptInvitation>,
) -> Result<HttpResponse> {
    let opened = service::accept(&ctx, input.0, &device(&req)).await?;
    Ok(signed_in(&ctx, opened))
}

/// Ask for a link to choose another password. The answer is the same whether or not there is an account.
///
/// Anybody may ask for any address; only a person with an account gets a letter, at most one a minute. Its link works once,
/// for an hour.
#[utoipa::path(tag = "identity", security(()), request_body = ForgottenPassword, responses((status = 202, description = "If there is an account, a letter is on its way.")))]
#[post("/auth/forgotten-password")]
async fn forgotten_password(ctx: Ctx, input: Valid<ForgottenPassword>) -> Result<HttpResponse> {
    service::forgotten_password(&ctx, input.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Choose another password with a link. Every browser is signed out.
///
/// Uses the link up. The person then signs in with the new password; a letter tells them that it was changed.
#[utoipa::path(tag = "identity", security(()), request_body = ResetPassword, responses((status = 204), (status = 410, description = "The link was used or has ended.")))]
#[post("/auth/reset-password")]
async fn reset_password(ctx: Ctx, input: Valid<ResetPassword>) -> Result<HttpResponse> {
    service::reset_password(&ctx, input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Confirm a new email address with a link.
///
/// Uses the link up and makes the address the person's own. The old address is told.
#[utoipa::path(tag = "identity", security(()), request_body = LinkToken, responses((status = 204), (status = 410, description = "The link was used or has ended."), (status = 409, description = "Somebody else has this address by now.")))]
#[post("/auth/email-changes/confirm")]
async fn confirm_email_change(ctx: Ctx, input: Valid<LinkToken>) -> Result<HttpResponse> {
    service::confirm_email(&ctx, input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
