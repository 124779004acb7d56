//! `GET /recognition-dashboard` · `GET /recognition-mentors`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Figure, Sheet};
use crate::extract::{Can, ReadRecognition};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::dashboard as service;
use crate::recognition::store::ranking::Filter;
use actix_web::{HttpRequest, HttpResponse, get};
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
/// within moments. Ask for `text/csv` or the XLSX media type to get the figures as a table, one line each.
#[utoipa::path(tag = "recognition", params(Which), responses((status = 200, description = "The figures.", content(
    (RecognitionDashboard = "application/json"),
    (String = "text/csv", example = json!("part,of,figure,number,unit\naward,Student Mentor Award,has,12,mentors\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
)), (status = 404, description = "No such scheme.")))]
#[get("/recognition-dashboard")]
pub async fn show_recognition(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    req: HttpRequest,
    which: Query<Which>,
) -> Result<HttpResponse> {
    let shown = service::show(&ctx, may.scope(), which.scheme_id, which.programme_id).await?;
    export::figures(&req, &shown, "recognition-figures", figures)
}

fn figures(d: &RecognitionDashboard) -> Vec<Figure> {
    const MENTORS: &str = "mentors";
    const MINUTES: &str = "minutes";
    let line = |part, of: &str, (figure, number, unit): (&'static str, u64, &'static str)| Figure {
        part,
        of: of.to_owned(),
        figure,
        number,
        unit,
    };
    let people = |figure, n: u32| (figure, u64::from(n), MENTORS);
    let (w, h) = (&d.waiting, &d.hours);
    let all = [
        people("mentors", d.mentors),
        ("waiting_evidence", u64::from(w.evidence), "pieces"),
        ("waiting_awards", u64::from(w.ready), "awards"),
        ("waiting_appeals", u64::from(w.appeals), "appeals"),
        ("waiting_hear_entries", u64::from(w.hear_asked), "entries"),
        ("waiting_claims", u64::from(w.wbl_submitted), "claims"),
        ("confirmed", h.confirmed_minutes, MINUTES),
        ("waiting_hours", h.waiting_minutes, MINUTES),
        ("for_hear", h.hear_minutes, MINUTES),
        ("for_credit", h.credit_minutes, MINUTES),
    ];
    let all = all.map(|numbers| line("all", "", numbers));
    let awards = d.awards.iter().flat_map(|a| {
        let numbers = [
            people("has", a.has),
            people("ready", a.ready),
            people("one_short", a.one_short),
            people("not_yet", a.not_yet),
            people("revoked", a.revoked),
        ];
        numbers.map(|n| line("award", &a.name, n))
    });
    let programmes = d.by_programme.iter().flat_map(|p| {
        let numbers = [
            people("mentors", p.mentors),
            people("with_award", p.with_award),
            people("bronze", p.bronze),
            people("silver", p.silver),
            people("gold", p.gold),
            ("confirmed", p.minutes, MINUTES),
        ];
        numbers.map(|n| line("programme", &p.code, n))
    });
    all.into_iter().chain(awards).chain(programmes).collect()
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
