//! `GET|PUT /certificate-template` · `POST /certificate-template/preview` · `GET /award-grants/{id}/certificate` ·
//! `GET /me/award-grants/{id}/certificate` · `POST /certificate-batches` · `GET /certificate-batches/{id}` and below it `/file`

use crate::ctx::Ctx;
use crate::extract::{
    Can, EarnRecognition, EditRecognition, GrantAwards, IfMatch, ReadRecognition, Valid, tagged,
};
use crate::problem::Result;
use crate::recognition::service::batches;
use crate::recognition::service::certificates::{self, Printed};
use actix_web::http::header;
use actix_web::{HttpResponse, get, post, put, web};
use cairn_domain::ids::{AwardGrantId, CertificateBatchId};
use cairn_domain::recognition::{
    CertificateBatchView, CertificateTemplate, CertificateTemplateView, NewCertificateBatch,
};
use tokio_stream::wrappers::ReceiverStream;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(read_certificate_template)
        .service(change_certificate_template)
        .service(preview_certificate)
        .service(download_certificate)
        .service(download_own_certificate)
        .service(print_certificates)
        .service(read_certificate_batch)
        .service(download_certificates);
}

fn pdf(printed: Printed) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", printed.name),
        ))
        .body(printed.pdf)
}

/// How the institution's certificates look.
///
/// Staff. Where nobody has set it yet, one to start from, at version 0.
#[utoipa::path(tag = "recognition", responses((status = 200, body = CertificateTemplateView, headers(("ETag" = String)))))]
#[get("/certificate-template")]
pub async fn read_certificate_template(ctx: Ctx, _may: Can<ReadRecognition>) -> Result<HttpResponse> {
    let view = certificates::view(&ctx).await?;
    Ok(tagged(view.version, &view))
}

/// Set how the institution's certificates look.
///
/// Institution admins. It is printed with before it is kept: 422 names everything that there is to mend.
#[utoipa::path(tag = "recognition", params(("If-Match" = String, Header, description = "The ETag you saw.")), request_body = CertificateTemplate, responses((status = 200, body = CertificateTemplateView, headers(("ETag" = String)))))]
#[put("/certificate-template")]
pub async fn change_certificate_template(
    ctx: Ctx,
    may: Can<EditRecognition>,
    at: IfMatch,
    template: Valid<CertificateTemplate>,
) -> Result<HttpResponse> {
    let view = certificates::change(&ctx, may.scope(), at.0, template.0).await?;
    Ok(tagged(view.version, &view))
}

/// See how a template looks, with made-up content. Nothing is kept.
///
/// One page, as it would be printed.
#[utoipa::path(tag = "recognition", request_body = CertificateTemplate, responses((status = 200, description = "The page.", body = String, content_type = "application/pdf")))]
#[post("/certificate-template/preview")]
pub async fn preview_certificate(
    ctx: Ctx,
    _may: Can<EditRecognition>,
    template: Valid<CertificateTemplate>,
) -> Result<HttpResponse> {
    let pdf = certificates::preview(&ctx, &template.0).await?;
    Ok(HttpResponse::Ok().content_type("application/pdf").body(pdf))
}

/// The certificate of an award that somebody was given.
///
/// Staff whose role reaches the student. A tagged PDF for keeping; it is printed anew each time.
#[utoipa::path(tag = "recognition", params(("id" = AwardGrantId, Path)), responses((status = 200, description = "The certificate.", headers(("Content-Disposition" = String)), body = String, content_type = "application/pdf"), (status = 409, description = "The award was taken back, or there is no template yet."), (status = 422, description = "Something on it can't be printed.")))]
#[get("/award-grants/{id}/certificate")]
pub async fn download_certificate(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    id: web::Path<AwardGrantId>,
) -> Result<HttpResponse> {
    certificates::of_grant(&ctx, may.scope(), *id).await.map(pdf)
}

/// The certificate of an own award.
///
/// A tagged PDF for keeping, with a code by which anybody can check it.
#[utoipa::path(tag = "recognition", params(("id" = AwardGrantId, Path)), responses((status = 200, description = "The certificate.", headers(("Content-Disposition" = String)), body = String, content_type = "application/pdf"), (status = 409, description = "The award was taken back, or there is no template yet."), (status = 422, description = "Something on it can't be printed.")))]
#[get("/me/award-grants/{id}/certificate")]
pub async fn download_own_certificate(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    id: web::Path<AwardGrantId>,
) -> Result<HttpResponse> {
    certificates::of_grant(&ctx, may.scope(), *id).await.map(pdf)
}

/// Print the certificates of a scheme, or of one award in it, into one ZIP.
///
/// Works in the background: `GET /certificate-batches/{id}` says how far it is. Files are kept for 7 days.
#[utoipa::path(tag = "recognition", request_body = NewCertificateBatch, responses((status = 202, body = CertificateBatchView), (status = 404, description = "No such scheme.")))]
#[post("/certificate-batches")]
pub async fn print_certificates(
    ctx: Ctx,
    may: Can<GrantAwards>,
    input: Valid<NewCertificateBatch>,
) -> Result<HttpResponse> {
    let batch = batches::start(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Accepted().json(batch))
}

/// How far a batch of certificates is.
///
/// With those that could not be printed, and why.
#[utoipa::path(tag = "recognition", params(("id" = CertificateBatchId, Path)), responses((status = 200, body = CertificateBatchView)))]
#[get("/certificate-batches/{id}")]
pub async fn read_certificate_batch(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<CertificateBatchId>,
) -> Result<web::Json<CertificateBatchView>> {
    batches::progress(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Download a batch of certificates.
///
/// As a ZIP, once it is done.
#[utoipa::path(tag = "recognition", params(("id" = CertificateBatchId, Path)), responses((status = 200, description = "The certificates.", headers(("Content-Disposition" = String)), body = String, content_type = "application/zip"), (status = 409, description = "It is not done yet.")))]
#[get("/certificate-batches/{id}/file")]
pub async fn download_certificates(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<CertificateBatchId>,
) -> Result<HttpResponse> {
    let parts = batches::zip(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"certificates.zip\"",
        ))
        .streaming(ReceiverStream::new(parts)))
}
