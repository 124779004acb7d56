//! `GET /award-grants/{id}/badge` · `GET /me/award-grants/{id}/badge`, and for anybody who checks badges:
//! `GET /badges/issuer` · `/badges/keys/{kid}` · `/badges/achievements/{id}` · `…/image.svg` · `/badges/status/{number}` ·
//! `/badges/{id}`

use crate::ctx::Ctx;
use crate::extract::{Can, EarnRecognition, ReadRecognition};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::badges::{self, Badge};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use cairn_domain::ids::{AwardGrantId, AwardId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

const LINKED_DATA: &str = "application/ld+json";
const CREDENTIAL: &str = "application/vc+ld+json";
const PICTURE: &str = "image/svg+xml";

pub fn routes(c: &mut ServiceConfig) {
    c.service(read_badge_issuer)
        .service(read_badge_key)
        .service(read_badge_picture)
        .service(read_achievement)
        .service(read_badge_status)
        .service(read_badge)
        .service(download_badge)
        .service(download_own_badge);
}

/// Public documents: any page may read them, and keep them for some minutes.
fn public(kind: &str, text: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .body(text)
}

/// A badge as a file: JSON, or a picture with the badge in it for those who ask for one.
fn download(req: &HttpRequest, badge: &Badge) -> HttpResponse {
    let accept = req.headers().get(header::ACCEPT).and_then(|h| h.to_str().ok());
    let (ending, kind, text) = if accept.is_some_and(|a| a.contains(PICTURE)) {
        ("svg", PICTURE, badge.baked())
    } else {
        ("json", CREDENTIAL, badge.signed.to_string())
    };
    let name = format!("attachment; filename=\"{}.{ending}\"", badge.serial);
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(text)
}

/// The badge of an award that somebody was given.
///
/// Staff whose role reaches the student. Signed anew at each download; ask for `image/svg+xml` to get a picture that holds it.
#[utoipa::path(tag = "recognition", params(("id" = AwardGrantId, Path)), responses((status = 200, description = "The badge, as a file.", headers(("Content-Disposition" = String)), content(
    (Value = "application/vc+ld+json", example = json!({"type": ["VerifiableCredential", "OpenBadgeCredential"]})),
    (String = "image/svg+xml")
))))]
#[get("/award-grants/{id}/badge")]
pub async fn download_badge(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    req: HttpRequest,
    id: web::Path<AwardGrantId>,
) -> Result<HttpResponse> {
    let badge = badges::of_grant(&ctx, may.scope(), *id).await?;
    Ok(download(&req, &badge))
}

/// The badge of an own award.
///
/// An Open Badge 3.0: others can check it without asking anybody. Ask for `image/svg+xml` to get a picture that holds it.
#[utoipa::path(tag = "recognition", params(("id" = AwardGrantId, Path)), responses((status = 200, description = "The badge, as a file.", headers(("Content-Disposition" = String)), content(
    (Value = "application/vc+ld+json", example = json!({"type": ["VerifiableCredential", "OpenBadgeCredential"]})),
    (String = "image/svg+xml")
))))]
#[get("/me/award-grants/{id}/badge")]
pub async fn download_own_badge(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    req: HttpRequest,
    id: web::Path<AwardGrantId>,
) -> Result<HttpResponse> {
    let badge = badges::of_grant(&ctx, may.scope(), *id).await?;
    Ok(download(&req, &badge))
}

/// Who issues badges here, with the keys that sign them.
///
/// Anybody. The keys that were revoked are listed, but may not assert anything.
#[utoipa::path(tag = "recognition", security(()), responses((status = 200, description = "The issuer's profile.", body = Value, content_type = "application/ld+json", example = json!({"type": ["Profile"], "name": "Demo University"}))))]
#[get("/badges/issuer")]
pub async fn read_badge_issuer(ctx: Ctx) -> Result<HttpResponse> {
    Ok(public(LINKED_DATA, badges::profile(&ctx).await?.to_string()))
}

/// One key that signs badges, or did.
///
/// Anybody. `revoked` says since when nothing that it signed counts.
#[utoipa::path(tag = "recognition", security(()), params(("kid" = String, Path, description = "The key's id.", example = "5f1c3a7b9d2e4f60")), responses((status = 200, description = "The key.", body = Value, content_type = "application/ld+json", example = json!({"type": "Multikey"}))))]
#[get("/badges/keys/{kid}")]
pub async fn read_badge_key(ctx: Ctx, kid: web::Path<String>) -> Result<HttpResponse> {
    let key = badges::key(&ctx, kid.into_inner()).await?;
    Ok(public(LINKED_DATA, key.to_string()))
}

/// What an award with a badge means, and what it takes.
///
/// Anybody. A badge holds this itself, as it was when it was given.
#[utoipa::path(tag = "recognition", security(()), params(("id" = AwardId, Path)), responses((status = 200, description = "The achievement.", body = Value, content_type = "application/ld+json", example = json!({"type": ["Achievement"], "name": "Student Mentor Award"}))))]
#[get("/badges/achievements/{id}")]
pub async fn read_achievement(ctx: Ctx, id: web::Path<AwardId>) -> Result<HttpResponse> {
    Ok(public(LINKED_DATA, badges::meaning(&ctx, *id).await?.to_string()))
}

/// The picture of an award with a badge.
///
/// Anybody. It says in words what it shows.
#[utoipa::path(tag = "recognition", security(()), params(("id" = AwardId, Path)), responses((status = 200, description = "The picture.", body = String, content_type = "image/svg+xml")))]
#[get("/badges/achievements/{id}/image.svg")]
pub async fn read_badge_picture(ctx: Ctx, id: web::Path<AwardId>) -> Result<HttpResponse> {
    Ok(public(PICTURE, badges::picture(&ctx, *id).await?))
}

/// A signed list of the badges that were taken back.
///
/// Anybody. One list stands for so many badges that asking for it tells nobody which one is meant.
#[utoipa::path(tag = "recognition", security(()), params(("number" = u32, Path)), responses((status = 200, description = "The list.", body = Value, content_type = "application/vc+ld+json", example = json!({"type": ["VerifiableCredential", "BitstringStatusListCredential"]}))))]
#[get("/badges/status/{number}")]
pub async fn read_badge_status(ctx: Ctx, number: web::Path<u32>) -> Result<HttpResponse> {
    Ok(public(
        CREDENTIAL,
        badges::status(&ctx, *number).await?.to_string(),
    ))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WithCode {
    /// The code that is printed on the certificate.
    #[param(example = "7K3M-Q9XA-4TVN-C2HP-8WRD")]
    code: String,
}

/// A badge, for whoever has the code of its certificate.
///
/// Anybody with the code, 30 times a minute. The badge itself holds its owner's address only as a hash.
#[utoipa::path(tag = "recognition", security(()), params(("id" = AwardGrantId, Path), WithCode), responses((status = 200, description = "The badge.", body = Value, content_type = "application/vc+ld+json", example = json!({"type": ["VerifiableCredential", "OpenBadgeCredential"]}))))]
#[get("/badges/{id}")]
pub async fn read_badge(
    ctx: Ctx,
    id: web::Path<AwardGrantId>,
    with: Query<WithCode>,
) -> Result<HttpResponse> {
    let badge = badges::by_code(&ctx, *id, &with.code).await?;
    let mut answer = public(CREDENTIAL, badge.to_string());
    // Behind a code: for this caller alone.
    answer.headers_mut().remove(header::CACHE_CONTROL);
    Ok(answer)
}
