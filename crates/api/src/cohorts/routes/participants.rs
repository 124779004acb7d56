//! `GET|POST /schemes/{id}/participants` · `GET|PATCH /participants/{id}`

use crate::cohorts::service::participants as service;
use crate::cohorts::store::participant::Filter;
use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Format};
use crate::extract::{Can, EditCohort, IfMatch, ReadCohort, Valid, tagged};
use crate::problem::Result;
use crate::query::Query;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use cairn_domain::cohorts::{NewParticipant, ParticipantPatch, ParticipantView};
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::paging::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_participants)
        .service(add_participant)
        .service(read_participant)
        .service(change_participant);
}

/// The people in a scheme that your role reaches.
///
/// Ask for `text/csv` or the XLSX media type to get all of them as a table.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path), Filter, PageQuery), responses((status = 200, description = "A page, or everybody as a table.", content(
    (Page<ParticipantView> = "application/json"),
    (String = "text/csv", example = json!("name,role,student_number,email,programme_code,level,campus,mode,entry_status,tutor_group,seminar_group,clearance,clearance_expires,mentor_group\nDaniel Osei,mentee,20264117,daniel.osei@uni.example,BSC-BIO,4,City campus,full_time,enrolled,BIO-T1,BIO-S2,,,BSC-BIO 3\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
))))]
#[get("/schemes/{id}/participants")]
async fn list_participants(
    ctx: Ctx,
    may: Can<ReadCohort>,
    req: HttpRequest,
    id: web::Path<SchemeId>,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<HttpResponse> {
    let format = Format::of(&req);
    if format == Format::Json {
        return Ok(HttpResponse::Ok().json(service::list(&ctx, may.scope(), *id, &filter, &page).await?));
    }
    let everybody = service::all(&ctx, may.scope(), *id, &filter).await?;
    export::table(format, "people", HEADING, everybody.into_iter().map(cells))
}

const HEADING: &[&str] = &[
    "name",
    "role",
    "student_number",
    "email",
    "programme_code",
    "level",
    "campus",
    "mode",
    "entry_status",
    "tutor_group",
    "seminar_group",
    "clearance",
    "clearance_expires",
    "mentor_group",
];

fn cells(p: ParticipantView) -> Vec<String> {
    let clearance = if p.role == cairn_domain::cohorts::ParticipantRole::Mentor {
        p.clearance.as_str()
    } else {
        ""
    };
    vec![
        p.name,
        p.role.to_string(),
        p.student_number.unwrap_or_default(),
        p.email.unwrap_or_default(),
        p.programme_code.unwrap_or_default(),
        p.level.get().to_string(),
        p.campus.unwrap_or_default(),
        p.mode.to_string(),
        p.entry_status.to_string(),
        p.tutor_group.unwrap_or_default(),
        p.seminar_group.unwrap_or_default(),
        clearance.to_owned(),
        p.clearance_expires.map(|d| d.to_string()).unwrap_or_default(),
        p.group_label.unwrap_or_default(),
    ]
}

/// Add one person by hand: a late arrival, or a mentor who wasn't in the file.
///
/// Scheme leads. Somebody whose student number or email is known is met again, not made twice; 409 when they are in the
/// scheme in that role. `Location` names what was made.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), request_body = NewParticipant, responses((status = 201, body = ParticipantView, headers(("ETag" = String)))))]
#[post("/schemes/{id}/participants")]
async fn add_participant(
    ctx: Ctx,
    may: Can<EditCohort>,
    id: web::Path<SchemeId>,
    input: Valid<NewParticipant>,
) -> Result<HttpResponse> {
    let made = service::add(&ctx, may.scope(), *id, input.0).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/participants/{}", made.id)))
        .insert_header((header::ETAG, format!("\"{}\"", made.version)))
        .json(made))
}

/// One person in a scheme.
///
/// Staff whose role reaches this person: a personal tutor their group, a supervisor their programme, a scheme lead
/// everybody. `ETag` goes back as `If-Match` with a change.
#[utoipa::path(tag = "cohorts", params(("id" = ParticipantId, Path)), responses((status = 200, body = ParticipantView, headers(("ETag" = String)))))]
#[get("/participants/{id}")]
async fn read_participant(
    ctx: Ctx,
    may: Can<ReadCohort>,
    id: web::Path<ParticipantId>,
) -> Result<HttpResponse> {
    let person = service::read(&ctx, may.scope(), *id).await?;
    Ok(tagged(person.version, &person))
}

/// Change somebody's place, status or clearance.
///
/// Scheme leads. Only the fields that are sent change. Somebody who is withdrawn or opts out leaves their group soon after.
/// A status that can't follow the present one is refused at `/entry_status`.
#[utoipa::path(tag = "cohorts", params(("id" = ParticipantId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = ParticipantPatch, responses((status = 200, body = ParticipantView, headers(("ETag" = String)))))]
#[patch("/participants/{id}")]
async fn change_participant(
    ctx: Ctx,
    may: Can<EditCohort>,
    id: web::Path<ParticipantId>,
    at: IfMatch,
    input: Valid<ParticipantPatch>,
) -> Result<HttpResponse> {
    let person = service::change(&ctx, may.scope(), *id, at.0, input.0).await?;
    Ok(tagged(person.version, &person))
}
