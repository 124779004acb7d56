//! `POST /auth/sign-in` · `/auth/refresh` · `/auth/sign-out` · `/auth/sign-out-everywhere`

use crate::ctx::Ctx;
use crate::extract::{Can, EditOwn, Valid};
use crate::identity::service::{self, Opened};
use crate::problem::{Problem, Result};
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use cairn_domain::identity::{AccessToken, SignIn};

/// The refresh token's cookie. Scripts can't read it, other sites can't send it.
const COOKIE: &str = "cairn_refresh";
const COOKIE_PATH: &str = "/api/v1/auth";

/// Says only that there is a refresh token, which pages can't see: so that a stranger's browser doesn't ask to renew one.
const MARK: &str = "cairn_in";

/// Sign in with email and password.
///
/// Anybody may call it. The answer holds an access token for ten minutes; the refresh token comes as an HttpOnly cookie
/// that only `/auth` gets. After some wrong tries the address and the account have to wait: 429 says how long.
#[utoipa::path(tag = "identity", security(()), request_body = SignIn, responses((status = 200, body = AccessToken), (status = 401, description = "Wrong email or password. The answer never says which.")))]
#[post("/auth/sign-in")]
pub async fn sign_in(ctx: Ctx, req: HttpRequest, input: Valid<SignIn>) -> Result<HttpResponse> {
    let opened = service::sign_in(&ctx, input.0, &device(&req)).await?;
    Ok(signed_in(&ctx, opened))
}

/// Get a new access token with the refresh cookie, which is exchanged too.
///
/// For pages of ours: the cookie is exchanged for a new one with every call. A refresh token that comes back a second time
/// is taken for stolen, and its whole sign-in ends.
#[utoipa::path(tag = "identity", security(("refresh_cookie" = [])), params(("X-Cairn" = String, Header, description = "Any value: shows that the request comes from a page of ours.")), responses((status = 200, body = AccessToken)))]
#[post("/auth/refresh")]
pub async fn refresh(ctx: Ctx, req: HttpRequest) -> Result<HttpResponse> {
    from_our_page(&req)?;
    let cookie = req.cookie(COOKIE).ok_or_else(Problem::unauthenticated)?;
    let opened = service::refresh(&ctx, cookie.value()).await?;
    Ok(signed_in(&ctx, opened))
}

/// Sign out in this browser.
///
/// Ends this sign-in and takes the cookie away. Without a cookie there is nothing to end, and the answer is the same.
/// Access tokens that are out end with it.
#[utoipa::path(tag = "identity", security(("refresh_cookie" = [])), params(("X-Cairn" = String, Header, description = "Any value: shows that the request comes from a page of ours.")), responses((status = 204)))]
#[post("/auth/sign-out")]
pub async fn sign_out(ctx: Ctx, req: HttpRequest) -> Result<HttpResponse> {
    from_our_page(&req)?;
    if let Some(cookie) = req.cookie(COOKIE) {
        service::sign_out(&ctx, cookie.value()).await?;
    }
    Ok(signed_out(&ctx))
}

/// Sign out in every browser.
///
/// Ends every sign-in of the caller, this one too. Every access token ends with its sign-in.
#[utoipa::path(tag = "identity", responses((status = 204)))]
#[post("/auth/sign-out-everywhere")]
pub async fn sign_out_everywhere(ctx: Ctx, may: Can<EditOwn>) -> Result<HttpResponse> {
    service::sign_out_everywhere(&ctx, may.scope()).await?;
    Ok(signed_out(&ctx))
}

/// The answer to anybody who has just signed in.
pub fn signed_in(ctx: &Ctx, opened: Opened) -> HttpResponse {
    let [token, mark] = cookies(ctx, opened.refresh, "1", opened.max_age);
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .cookie(token)
        .cookie(mark)
        .json(opened.access)
}

fn signed_out(ctx: &Ctx) -> HttpResponse {
    let [token, mark] = cookies(ctx, String::new(), "", chrono::Duration::zero());
    HttpResponse::NoContent().cookie(token).cookie(mark).finish()
}

/// The refresh token, and the mark that it is there: they come and go together.
fn cookies(ctx: &Ctx, token: String, mark: &'static str, max_age: chrono::Duration) -> [Cookie<'static>; 2] {
    let one = |name: &'static str, value: String| {
        Cookie::build(name, value)
            .same_site(SameSite::Strict)
            .secure(ctx.app.config.secure_cookies)
            .max_age(time::Duration::seconds(max_age.num_seconds()))
    };
    [
        one(COOKIE, token).path(COOKIE_PATH).http_only(true).finish(),
        one(MARK, mark.into()).path("/").finish(),
    ]
}

/// A form on another site can't set a header of ours.
pub fn from_our_page(req: &HttpRequest) -> Result<()> {
    if req.headers().contains_key("x-cairn") {
        Ok(())
    } else {
        Err(Problem::forbidden().detail("Send the header X-Cairn: 1."))
    }
}

/// How the browser names itself.
pub fn device(req: &HttpRequest) -> String {
    req.headers()
        .get(header::USER_AGENT)
        .and_then(|h| h.to_str().ok())
        .unwrap_or("Unknown device")
        .to_owned()
}
