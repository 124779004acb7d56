//! `GET /me` · `PUT /me/profile` · `PUT /me/settings` · `POST /me/password` · `POST /me/email-changes`

use crate::ctx::Ctx;
use crate::extract::{Can, EditOwn, IfMatch, ReadOwn, Valid, tagged};
use crate::identity::service;
use crate::problem::Result;
use actix_web::{HttpResponse, get, post, put};
use cairn_domain::identity::{ChangeEmail, ChangePassword, Me, PersonSettings, Profile};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(read_me)
        .service(change_profile)
        .service(change_settings)
        .service(change_password)
        .service(ask_email_change);
}

/// Who you are, what you told about yourself, and what you may do.
///
/// Any signed-in person, about themself: profile, settings, and every role with the names that go with it. `ETag` is what a
/// change of the profile sends back as `If-Match`.
#[utoipa::path(tag = "identity", responses((status = 200, body = Me, headers(("ETag" = String)))))]
#[get("/me")]
async fn read_me(ctx: Ctx, may: Can<ReadOwn>) -> Result<HttpResponse> {
    let me = service::me(&ctx, may.actor()).await?;
    Ok(tagged(me.version, &me))
}

/// Change what you tell about yourself.
///
/// Replaces the whole profile of the caller. What others see of it depends on the caller's settings. If another browser
/// changed it first, nothing is changed: load it again and repeat.
#[utoipa::path(tag = "identity", params(("If-Match" = String, Header, description = "The ETag you saw.")), request_body = Profile, responses((status = 200, body = Me, headers(("ETag" = String)))))]
#[put("/me/profile")]
async fn change_profile(
    ctx: Ctx,
    may: Can<EditOwn>,
    at: IfMatch,
    input: Valid<Profile>,
) -> Result<HttpResponse> {
    let me = service::change_profile(&ctx, may.actor(), may.scope(), &at, input.0).await?;
    Ok(tagged(me.version, &me))
}

/// Change how Cairn behaves towards you and who sees what.
///
/// Replaces the whole settings of the caller: colours, letters, and who sees which part of the profile. The last one to
/// save wins, as only the person themself can.
#[utoipa::path(tag = "identity", request_body = PersonSettings, responses((status = 200, body = Me, headers(("ETag" = String)))))]
#[put("/me/settings")]
async fn change_settings(ctx: Ctx, may: Can<EditOwn>, input: Valid<PersonSettings>) -> Result<HttpResponse> {
    let me = service::change_settings(&ctx, may.actor(), may.scope(), input.0).await?;
    Ok(tagged(me.version, &me))
}

/// Change your password. Every other browser is signed out.
///
/// Asks for the present password. The caller stays signed in, every other sign-in ends, and a letter tells them. A wrong
/// present password is refused at `/current_password`.
#[utoipa::path(tag = "identity", request_body = ChangePassword, responses((status = 204)))]
#[post("/me/password")]
async fn change_password(ctx: Ctx, may: Can<EditOwn>, input: Valid<ChangePassword>) -> Result<HttpResponse> {
    service::change_password(&ctx, may.actor(), may.scope(), input.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask for another email address. It becomes yours when you open the link that we send there.
///
/// Sends a link to the new address, which works once, for a day; until it is opened the old address stays. A wrong password
/// is refused at `/password`. Whether the address is somebody else's already is said only in the letter.
#[utoipa::path(tag = "identity", request_body = ChangeEmail, responses((status = 202)))]
#[post("/me/email-changes")]
async fn ask_email_change(ctx: Ctx, may: Can<EditOwn>, input: Valid<ChangeEmail>) -> Result<HttpResponse> {
    service::change_email(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Accepted().finish())
}
