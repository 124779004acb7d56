//! `POST|GET /cohort-imports` · `GET /cohort-imports/{id}` · `PUT …/mapping` · `POST …/check` · `GET …/errors` · `POST …/apply`
//! · `GET|POST /schemes/{id}/import-profiles` · `DELETE /import-profiles/{id}`

use super::{applying, profiles, service, uploading};
use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Format};
use crate::extract::{Can, IfMatch, ImportCohort, Valid, tagged};
use crate::problem::{Problem, Result};
use crate::query::Query;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use cairn_domain::cohorts::{CohortImportView, ImportMapping, ImportProfileInput, ImportProfileView};
use cairn_domain::ids::{CohortImportId, ImportProfileId, SchemeId};
use cairn_domain::paging::Page;
use futures_util::StreamExt as _;
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(upload_import)
        .service(list_imports)
        .service(read_import)
        .service(map_import)
        .service(check_import)
        .service(read_import_errors)
        .service(apply_import)
        .service(list_import_profiles)
        .service(add_import_profile)
        .service(delete_import_profile);
}

/// Which scheme a file is for, and what it is called.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct UploadQuery {
    scheme_id: SchemeId,
    #[param(example = "september-intake.csv")]
    filename: Option<String>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct SchemeQuery {
    scheme_id: SchemeId,
}

/// A form around the file would be read as part of it.
fn refuse_form(req: &HttpRequest) -> Result<()> {
    let kind = req
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|h| h.to_str().ok());
    if kind.is_some_and(|k| k.to_ascii_lowercase().starts_with("multipart/")) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "file-needed",
            "Send the file itself, not a form.",
        )
        .detail("The body is the file's bytes, as `curl --data-binary @file.csv` sends them."));
    }
    Ok(())
}

/// Upload a cohort file: the body is its bytes, CSV of any kind or XLSX.
///
/// The answer says what the file is, and has a guess for each column. Columns of marks or qualifications are refused by name.
#[utoipa::path(tag = "cohorts", params(UploadQuery), request_body(content = String, content_type = "application/octet-stream", description = "The file, at most 64 MB. Its kind is told from its bytes."), responses((status = 201, body = CohortImportView, headers(("ETag" = String))), (status = 404, description = "No such scheme in the caller's reach.")))]
#[post("/cohort-imports")]
async fn upload_import(
    ctx: Ctx,
    may: Can<ImportCohort>,
    query: Query<UploadQuery>,
    req: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse> {
    refuse_form(&req)?;
    let content = whole(payload, ctx.app.config.import_limit_mb).await?;
    let filename = query.filename.as_deref().unwrap_or("cohort");
    let made = uploading::upload(&ctx, may.scope(), query.scheme_id, filename, content).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/cohort-imports/{}", made.id)))
        .insert_header((header::ETAG, format!("\"{}\"", made.version)))
        .json(made))
}

/// The whole body, or a refusal as soon as it is too long.
async fn whole(mut payload: web::Payload, limit_mb: usize) -> Result<web::Bytes> {
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|e| Problem::bad_request(format!("The upload ended early: {e}.")))?;
        if body.len() + chunk.len() > limit_mb << 20 {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "This file is too large.",
            )
            .detail(format!(
                "The most is {limit_mb} MB. Split it and import the parts."
            )));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// The imports of a scheme, newest first.
///
/// Scheme leads. With their reports, so that a page can say how each went.
#[utoipa::path(tag = "cohorts", params(SchemeQuery, PageQuery), responses((status = 200, body = Page<CohortImportView>), (status = 404, description = "No such scheme in the caller's reach.")))]
#[get("/cohort-imports")]
async fn list_imports(
    ctx: Ctx,
    may: Can<ImportCohort>,
    query: Query<SchemeQuery, PageQuery>,
    page: Query<PageQuery, SchemeQuery>,
) -> Result<web::Json<Page<CohortImportView>>> {
    service::list(&ctx, may.scope(), query.scheme_id, &page)
        .await
        .map(web::Json)
}

/// One import: the file, its mapping, and the report once it is checked.
///
/// Scheme leads. `ETag` is what applying it sends back as `If-Match`.
#[utoipa::path(tag = "cohorts", params(("id" = CohortImportId, Path)), responses((status = 200, body = CohortImportView, headers(("ETag" = String)))))]
#[get("/cohort-imports/{id}")]
async fn read_import(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<CohortImportId>,
) -> Result<HttpResponse> {
    let import = service::read(&ctx, may.scope(), *id).await?;
    Ok(tagged(import.version, &import))
}

/// Say which column is which.
///
/// Scheme leads. Replaces the whole mapping, and puts an earlier report away: check again before applying. A column that
/// the file doesn't have, or one field twice, is refused by its place.
#[utoipa::path(tag = "cohorts", params(("id" = CohortImportId, Path)), request_body = ImportMapping, responses((status = 200, body = CohortImportView, headers(("ETag" = String))), (status = 409, description = "The file is applied already.")))]
#[put("/cohort-imports/{id}/mapping")]
async fn map_import(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<CohortImportId>,
    mapping: Valid<ImportMapping>,
) -> Result<HttpResponse> {
    let import = service::map(&ctx, may.scope(), *id, mapping.0).await?;
    Ok(tagged(import.version, &import))
}

/// Dry run: what the file would create, change, leave and withdraw, and every bad row.
///
/// Scheme leads. Reads the whole file and changes nobody; the report is kept with the import. A large file takes a while:
/// the import's live updates and `read_import` tell of it too.
#[utoipa::path(tag = "cohorts", params(("id" = CohortImportId, Path)), responses((status = 200, body = CohortImportView, headers(("ETag" = String))), (status = 422, description = "The mapping needs mending; `errors` says where."), (status = 412, description = "The mapping was changed while the file was read.")))]
#[post("/cohort-imports/{id}/check")]
async fn check_import(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<CohortImportId>,
) -> Result<HttpResponse> {
    let import = service::check(&ctx, may.scope(), *id).await?;
    Ok(tagged(import.version, &import))
}

/// Every bad cell of the file with its line, column, value and reason, as CSV.
///
/// Scheme leads, after a check. One row a cell, at most 100,000, ready to open in a spreadsheet beside the file.
#[utoipa::path(tag = "cohorts", params(("id" = CohortImportId, Path)), responses((status = 200, body = String, content_type = "text/csv", example = json!("line,column,value,reason\n57,Date of birth,31/02/2008,\"This is not a date. Write it like 2008-02-14.\"\n"))))]
#[get("/cohort-imports/{id}/errors")]
async fn read_import_errors(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<CohortImportId>,
) -> Result<HttpResponse> {
    let faults = service::faults(&ctx, may.scope(), *id).await?;
    let rows = faults
        .into_iter()
        .map(|f| vec![f.line.to_string(), f.column, f.value, f.reason]);
    export::table(
        Format::Csv,
        "to-mend",
        &["line", "column", "value", "reason"],
        rows,
    )
}

/// Do what the check said, all of it or nothing. The same file twice changes nothing.
///
/// Scheme leads. In one transaction; bad rows are left out and named in the report. 409 when it isn't checked, is applied
/// already, or when missing people would be withdrawn while some rows can't be read.
#[utoipa::path(tag = "cohorts", params(("id" = CohortImportId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), responses((status = 200, body = CohortImportView, headers(("ETag" = String)))))]
#[post("/cohort-imports/{id}/apply")]
async fn apply_import(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<CohortImportId>,
    at: IfMatch,
) -> Result<HttpResponse> {
    let import = applying::apply(&ctx, may.scope(), *id, at.0).await?;
    Ok(tagged(import.version, &import))
}

/// The mappings that are kept for a scheme's next files.
///
/// Scheme leads. A kept mapping is used by itself when a file with the same columns comes.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), responses((status = 200, body = Vec<ImportProfileView>)))]
#[get("/schemes/{id}/import-profiles")]
async fn list_import_profiles(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<Vec<ImportProfileView>>> {
    profiles::list(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Keep a mapping for the next file with the same columns.
///
/// Scheme leads. 409 when the scheme has a profile of that name.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), request_body = ImportProfileInput, responses((status = 201, body = ImportProfileView)))]
#[post("/schemes/{id}/import-profiles")]
async fn add_import_profile(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<SchemeId>,
    input: Valid<ImportProfileInput>,
) -> Result<HttpResponse> {
    let made = profiles::keep(&ctx, may.scope(), *id, input.0).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Forget a kept mapping.
///
/// Scheme leads. Imports that used it keep their own mapping.
#[utoipa::path(tag = "cohorts", params(("id" = ImportProfileId, Path)), responses((status = 204)))]
#[delete("/import-profiles/{id}")]
async fn delete_import_profile(
    ctx: Ctx,
    may: Can<ImportCohort>,
    id: web::Path<ImportProfileId>,
) -> Result<HttpResponse> {
    profiles::forget(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
