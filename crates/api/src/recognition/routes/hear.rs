//! `GET|PUT /hear-settings` · `GET|POST /hear-activities` · `PUT /hear-activities/{id}` · `POST /hear-activities/{id}/confirmation` ·
//! `GET /hear-entries` · `GET /hear-entries/{id}` · `POST /hear-entries/verifications` · `POST /hear-entries/{id}/reopening` ·
//! `GET /hear-export` · `POST /me/hear-entries` · `DELETE /me/hear-entries/{id}`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Format};
use crate::extract::{
    Can, ConfirmEvidence, EarnRecognition, EditRecognition, GrantAwards, IfMatch, ReadRecognition, Valid,
    tagged,
};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::hear as service;
use crate::recognition::store::hear::Filter;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use cairn_domain::ids::{HearActivityId, HearEntryId, SchemeId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::{
    HearActivityContent, HearActivityView, HearEntryDetail, HearEntryView, HearExportLine, HearSettings,
    HearSettingsView, HearVerifications, HearVerified, MyHearEntry, NewHearActivity, NewHearEntry,
    Revocation,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(read_hear_settings)
        .service(change_hear_settings)
        .service(list_hear_activities)
        .service(add_hear_activity)
        .service(change_hear_activity)
        .service(confirm_hear_activity)
        .service(list_hear_entries)
        .service(verify_hear_entries)
        .service(read_hear_entry)
        .service(reopen_hear_entry)
        .service(export_hear)
        .service(ask_hear_entry)
        .service(take_back_hear_entry);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfScheme {
    #[param(value_type = String, format = Uuid)]
    scheme_id: SchemeId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Exported {
    #[param(value_type = String, format = Uuid)]
    scheme_id: SchemeId,
    /// Only entries in this activity.
    #[param(value_type = Option<String>, format = Uuid)]
    activity_id: Option<HearActivityId>,
}

/// What the institution asks of entries in the HEAR.
///
/// Staff. What the record is called, the longest description, and which work is entered at all.
#[utoipa::path(tag = "recognition", responses((status = 200, body = HearSettingsView, headers(("ETag" = String)))))]
#[get("/hear-settings")]
pub async fn read_hear_settings(ctx: Ctx, _may: Can<ReadRecognition>) -> Result<HttpResponse> {
    let view = service::settings_view(&ctx).await?;
    Ok(tagged(view.version, &view))
}

/// Change what the institution asks of entries in the HEAR.
///
/// Institution admins, for every scheme at once. Verified entries stay as they are.
#[utoipa::path(tag = "recognition", params(("If-Match" = String, Header, description = "The ETag you saw.")), request_body = HearSettings, responses((status = 200, body = HearSettingsView, headers(("ETag" = String)))))]
#[put("/hear-settings")]
pub async fn change_hear_settings(
    ctx: Ctx,
    may: Can<EditRecognition>,
    at: IfMatch,
    input: Valid<HearSettings>,
) -> Result<HttpResponse> {
    let view = service::change_settings(&ctx, may.scope(), at.0, input.0).await?;
    Ok(tagged(view.version, &view))
}

/// The activities of a scheme in the register, the oldest first.
///
/// Staff. `blocks` says what stands in the way of every entry; counts are of the mentors whom the caller reaches.
#[utoipa::path(tag = "recognition", params(OfScheme), responses((status = 200, body = Vec<HearActivityView>), (status = 404, description = "No such scheme.")))]
#[get("/hear-activities")]
pub async fn list_hear_activities(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    of: Query<OfScheme>,
) -> Result<web::Json<Vec<HearActivityView>>> {
    service::list(&ctx, may.scope(), of.scheme_id)
        .await
        .map(web::Json)
}

/// Put an activity into the register.
///
/// Its protocol has to be confirmed for the academic year before entries can be verified.
#[utoipa::path(tag = "recognition", request_body = NewHearActivity, responses((status = 201, body = HearActivityView, headers(("ETag" = String))), (status = 404, description = "No such scheme.")))]
#[post("/hear-activities")]
pub async fn add_hear_activity(
    ctx: Ctx,
    may: Can<EditRecognition>,
    input: Valid<NewHearActivity>,
) -> Result<HttpResponse> {
    let made = service::add(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::ETAG, format!("\"{}\"", made.version)))
        .json(made))
}

/// Change an activity in the register.
///
/// The whole content is replaced. A change takes this year's confirmation back; verified entries keep their words.
#[utoipa::path(tag = "recognition", params(("id" = HearActivityId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = HearActivityContent, responses((status = 200, body = HearActivityView, headers(("ETag" = String)))))]
#[put("/hear-activities/{id}")]
pub async fn change_hear_activity(
    ctx: Ctx,
    may: Can<EditRecognition>,
    id: web::Path<HearActivityId>,
    at: IfMatch,
    input: Valid<HearActivityContent>,
) -> Result<HttpResponse> {
    let view = service::change(&ctx, may.scope(), *id, at.0, input.0).await?;
    Ok(tagged(view.version, &view))
}

/// Confirm that an activity's protocol holds for this academic year.
///
/// Asked for anew every year, and after each change of its content.
#[utoipa::path(tag = "recognition", params(("id" = HearActivityId, Path)), responses((status = 200, body = HearActivityView, headers(("ETag" = String)))))]
#[post("/hear-activities/{id}/confirmation")]
pub async fn confirm_hear_activity(
    ctx: Ctx,
    may: Can<EditRecognition>,
    id: web::Path<HearActivityId>,
) -> Result<HttpResponse> {
    let view = service::confirm(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}

/// The entries of a scheme's mentors, with what stands in the way of each.
///
/// Staff, by name: a supervisor sees their programme. Those that were taken back come only when they are asked for by `state`.
#[utoipa::path(tag = "recognition", params(Filter, PageQuery), responses((status = 200, body = Page<HearEntryView>), (status = 404, description = "No such scheme.")))]
#[get("/hear-entries")]
pub async fn list_hear_entries(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<web::Json<Page<HearEntryView>>> {
    service::page(&ctx, may.scope(), &filter, &page)
        .await
        .map(web::Json)
}

/// Verify entries, many at once.
///
/// Those in whose way nothing stands are verified and hold on to their hours from then on. The others are kept back, each with
/// everything that is missing. Nobody verifies their own.
#[utoipa::path(tag = "recognition", request_body = HearVerifications, responses((status = 200, body = HearVerified), (status = 404, description = "One of them is out of reach.")))]
#[post("/hear-entries/verifications")]
pub async fn verify_hear_entries(
    ctx: Ctx,
    may: Can<ConfirmEvidence>,
    input: Valid<HearVerifications>,
) -> Result<web::Json<HearVerified>> {
    service::verify(&ctx, may.scope(), input.0).await.map(web::Json)
}

/// One entry with the evidence that it rests on.
///
/// Of an entry that is verified, what it holds on to; of another, what it would hold on to now.
#[utoipa::path(tag = "recognition", params(("id" = HearEntryId, Path)), responses((status = 200, body = HearEntryDetail)))]
#[get("/hear-entries/{id}")]
pub async fn read_hear_entry(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    id: web::Path<HearEntryId>,
) -> Result<web::Json<HearEntryDetail>> {
    service::detail(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Reopen a verified entry, with a reason.
///
/// Its hours can be changed again and the entry waits for a new look. The student gets a letter with the reason.
#[utoipa::path(tag = "recognition", params(("id" = HearEntryId, Path)), request_body = Revocation, responses((status = 200, body = HearEntryDetail), (status = 409, description = "It isn't verified.")))]
#[post("/hear-entries/{id}/reopening")]
pub async fn reopen_hear_entry(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<HearEntryId>,
    input: Valid<Revocation>,
) -> Result<web::Json<HearEntryDetail>> {
    service::reopen(&ctx, may.scope(), *id, &input.0.reason)
        .await
        .map(web::Json)
}

/// The verified entries of a scheme, for the university's HEAR system.
///
/// With the words that each was verified with. Ask for `text/csv` or the XLSX media type to get them as a table.
#[utoipa::path(tag = "recognition", params(Exported), responses((status = 200, description = "Every verified entry that the caller reaches.", content(
    (Vec<HearExportLine> = "application/json"),
    (String = "text/csv", example = json!("student_number,family_name,given_name,academic_year,section,category,activity,provider,description,key_contact,verifier,verified_by,verified_on,verification_method,hours\ns1234567,Okafor,Ben,2026-27,6.1,recognised_activity,Student mentor,Student Experience,Supported a group of new students through their first term.,\"Helen Carter, Student Experience\",\"Ruth Adeyemi, Senior Lecturer\",Sam Hughes,2027-05-10,\"Log of hours and reflective log, checked by staff\",21\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
)), (status = 404, description = "No such scheme.")))]
#[get("/hear-export")]
pub async fn export_hear(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    req: HttpRequest,
    of: Query<Exported>,
) -> Result<HttpResponse> {
    let lines = service::export(&ctx, may.scope(), of.scheme_id, of.activity_id).await?;
    match Format::of(&req) {
        Format::Json => Ok(HttpResponse::Ok().json(lines)),
        table => export::table(table, "hear", HEADING, lines.into_iter().map(cells)),
    }
}

const HEADING: &[&str] = &[
    "student_number",
    "family_name",
    "given_name",
    "academic_year",
    "section",
    "category",
    "activity",
    "provider",
    "description",
    "key_contact",
    "verifier",
    "verified_by",
    "verified_on",
    "verification_method",
    "hours",
];

fn cells(line: HearExportLine) -> Vec<String> {
    vec![
        line.student_number,
        line.family_name,
        line.given_name,
        line.academic_year,
        line.section,
        line.category.to_string(),
        line.activity,
        line.provider,
        line.description,
        line.key_contact,
        line.verifier,
        line.verified_by,
        line.verified_on.to_string(),
        line.verification_method,
        line.hours.to_string(),
    ]
}

/// Ask to be entered in the HEAR.
///
/// A mentor, for an activity of their scheme. What is still missing may come later; asking twice is the same as once.
#[utoipa::path(tag = "recognition", request_body = NewHearEntry, responses((status = 201, body = MyHearEntry), (status = 404, description = "The caller is no mentor there."), (status = 409, description = "After the deadline, for work that isn't entered here, or when it is verified already.")))]
#[post("/me/hear-entries")]
pub async fn ask_hear_entry(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    input: Valid<NewHearEntry>,
) -> Result<HttpResponse> {
    let made = service::ask(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Take your request for an entry back.
///
/// Only until it is verified. It can be asked for again.
#[utoipa::path(tag = "recognition", params(("id" = HearEntryId, Path)), responses((status = 204), (status = 409, description = "It is verified already.")))]
#[delete("/me/hear-entries/{id}")]
pub async fn take_back_hear_entry(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    id: web::Path<HearEntryId>,
) -> Result<HttpResponse> {
    service::take_back(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
