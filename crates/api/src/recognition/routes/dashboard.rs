//! `GET /recognition-dashboard` · `GET /recognition-mentors`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Sheet};
use crate::extract::{Can, ReadRecognition};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::dashboard as service;
use crate::recognition::store::ranking::Filter;
use actix_web::{HttpRequest, HttpResponse, get, web};
use cairn_domain::ids::SchemeId;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{MentorRecognition, RecognitionDashboard};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub fn routes(c: &mut ServiceConfig) {
    c.service(show_recognition).service(list_recognition);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    #[param(value_type = String, format = Uuid)]
    scheme_id: SchemeId,
    /// Only mentors of this programme.
    programme_id: Option<Uuid>,
}

/// How recognition goes in a scheme: awards, programmes, hours, and what waits for staff.
///
/// Scheme leads, and supervisors for their programmes. Counts are of mentors who are in the scheme now; they follow a change
/// within moments.
#[utoipa::path(tag = "recognition", params(Which), responses((status = 200, body = RecognitionDashboard), (status = 404, description = "No such scheme.")))]
#[get("/recognition-dashboard")]
pub async fn show_recognition(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    which: Query<Which>,
) -> Result<web::Json<RecognitionDashboard>> {
    service::show(&ctx, may.scope(), which.scheme_id, which.programme_id)
        .await
        .map(web::Json)
}

/// The mentors of a scheme by how far they are with one award.
///
/// Those first who need least, then by name. Ask for `text/csv` or the XLSX media type to get everybody whom the filter finds as
/// a table.
#[utoipa::path(tag = "recognition", params(Filter, PageQuery), responses((status = 200, description = "A page, or everybody as a table.", content(
    (Page<MentorRecognition> = "application/json"),
    (String = "text/csv", example = json!("name,programme_code,status,missing,steps,minutes,meetings\nBen Okafor,BSC-BIO,one_short,1,20 hours: 18 so far,1080,5\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
)), (status = 404, description = "No such scheme or award.")))]
#[get("/recognition-mentors")]
pub async fn list_recognition(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    req: HttpRequest,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<HttpResponse> {
    export::listed(
        &req,
        service::page(&ctx, may.scope(), &filter, &page),
        service::all(&ctx, may.scope(), &filter),
        Sheet {
            name: "recognition",
            heading: HEADING,
            cells,
        },
    )
    .await
}

const HEADING: &[&str] = &[
    "name",
    "programme_code",
    "status",
    "missing",
    "steps",
    "minutes",
    "meetings",
];

fn cells(m: MentorRecognition) -> Vec<String> {
    vec![
        m.name,
        m.programme_code.unwrap_or_default(),
        m.status.to_string(),
        m.missing.to_string(),
        m.steps.join("; "),
        m.minutes.to_string(),
        m.meetings.to_string(),
    ]
}
