//! `GET /schemes/{id}/training/dashboard|mentors|questions` · `POST /schemes/{id}/training/reminders`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Figure, Format, Sheet};
use crate::extract::{Can, ReadTraining, RecordTraining, Valid};
use crate::problem::Result;
use crate::query::Query;
use crate::training::service::{dashboard, reminders, roster};
use crate::training::store::mentors::Filter;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use cairn_domain::ids::SchemeId;
use cairn_domain::paging::Page;
use cairn_domain::training::{
    MentorTraining, NewReminder, QuestionAnalysis, ReminderView, TrainingDashboard,
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfProgramme {
    /// Only mentors of this programme.
    programme_id: Option<Uuid>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfModule {
    /// Only questions of this module.
    module_id: Option<Uuid>,
}

/// How training goes in a scheme: by module, programme, cohort and week.
///
/// Scheme leads, and supervisors for their programmes. Counts are of mentors who are in the scheme now. Ask for `text/csv` or the
/// XLSX media type to get the figures as a table, one line each.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path), OfProgramme), responses((status = 200, description = "The figures.", content(
    (TrainingDashboard = "application/json"),
    (String = "text/csv", example = json!("part,of,figure,number,unit\nmodule,Noticing when somebody struggles,completed,31,mentors\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
))))]
#[get("/schemes/{id}/training/dashboard")]
pub async fn show_training(
    ctx: Ctx,
    may: Can<ReadTraining>,
    req: HttpRequest,
    id: web::Path<SchemeId>,
    only: Query<OfProgramme>,
) -> Result<HttpResponse> {
    let shown = dashboard::show(&ctx, may.scope(), *id, only.programme_id).await?;
    export::figures(&req, &shown, "training-figures", figures)
}

fn figures(d: &TrainingDashboard) -> Vec<Figure> {
    let line = |part, of: &str, figure, number, unit| Figure {
        part,
        of: of.to_owned(),
        figure,
        number,
        unit,
    };
    let people = |part, of: &str, figure, number| line(part, of, figure, number, "mentors");
    let all = [
        ("mentors", d.mentors),
        ("not_started", d.not_started),
        ("in_progress", d.in_progress),
        ("cleared", d.cleared),
        ("ends_soon", d.ends_soon),
        ("lapsed", d.lapsed),
        ("stuck", d.stuck),
    ];
    let all = all.map(|(figure, number)| people("all", "", figure, number));
    let modules = d.by_module.iter().flat_map(|m| {
        let of = [
            ("completed", m.completed),
            ("started", m.started),
            ("lapsed", m.lapsed),
            ("mentors", m.of),
        ];
        of.map(|(figure, number)| people("module", &m.title, figure, number))
    });
    let programmes = d.by_programme.iter().flat_map(|p| {
        let of = [("cleared", p.cleared), ("started", p.started), ("mentors", p.of)];
        of.map(|(figure, number)| people("programme", &p.code, figure, number))
    });
    let cohorts = d.by_cohort.iter().flat_map(|c| {
        let of = [("cleared", c.cleared), ("mentors", c.of)];
        of.map(|(figure, number)| people("cohort", &c.label, figure, number))
    });
    let weeks = d.by_week.iter();
    let weeks = weeks.map(|w| line("week", &w.week.to_string(), "completed", w.completed, "modules"));
    all.into_iter()
        .chain(modules)
        .chain(programmes)
        .chain(cohorts)
        .chain(weeks)
        .collect()
}

/// The mentors of a scheme with where each stands, and who is stuck for how long.
///
/// By name. Ask for `text/csv` or the XLSX media type to get everybody whom the filter finds as a table.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path), Filter, PageQuery), responses((status = 200, description = "A page, or everybody as a table.", content(
    (Page<MentorTraining> = "application/json"),
    (String = "text/csv", example = json!("name,programme_code,email,status,completed,of,clearance_from,clearance_until,last_step,stuck_days,at_module,in_group\nMina Khan,BSC-BIO,mina.khan@uni.example,in_progress,4,10,,,2026-08-03,12,Noticing when somebody struggles,no\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
))))]
#[get("/schemes/{id}/training/mentors")]
pub async fn list_mentors(
    ctx: Ctx,
    may: Can<ReadTraining>,
    req: HttpRequest,
    id: web::Path<SchemeId>,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<HttpResponse> {
    export::listed(
        &req,
        roster::page(&ctx, may.scope(), *id, &filter, &page),
        roster::all(&ctx, may.scope(), *id, &filter),
        Sheet {
            name: "training",
            heading: HEADING,
            cells,
        },
    )
    .await
}

const HEADING: &[&str] = &[
    "name",
    "programme_code",
    "email",
    "status",
    "completed",
    "of",
    "clearance_from",
    "clearance_until",
    "last_step",
    "stuck_days",
    "at_module",
    "in_group",
];

fn cells(m: MentorTraining) -> Vec<String> {
    let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    vec![
        m.name,
        m.programme_code.unwrap_or_default(),
        m.email.unwrap_or_default(),
        m.status.to_string(),
        m.completed.to_string(),
        m.of.to_string(),
        day(m.clearance_from),
        day(m.clearance_until),
        day(m.last_step_at.map(|t| t.date_naive())),
        m.stuck_days.map(|d| d.to_string()).unwrap_or_default(),
        m.at_module.unwrap_or_default(),
        if m.in_group { "yes" } else { "no" }.to_owned(),
    ]
}

/// How the questions of a scheme's quizzes are answered, the hardest first.
///
/// Counts of answers that were handed in; nobody's name is with them. Ask for `text/csv` or the XLSX media type to get a table.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path), OfModule), responses((status = 200, description = "All questions that were asked.", content(
    (Vec<QuestionAnalysis> = "application/json"),
    (String = "text/csv", example = json!("module,key,kind,question,asked,right,wrong_in_failed\nNoticing when somebody struggles,q1,single,What would you do first?,40,22,9\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
))))]
#[get("/schemes/{id}/training/questions")]
pub async fn list_questions(
    ctx: Ctx,
    may: Can<ReadTraining>,
    id: web::Path<SchemeId>,
    req: HttpRequest,
    only: Query<OfModule>,
) -> Result<HttpResponse> {
    let questions = dashboard::questions(&ctx, may.scope(), *id, only.module_id).await?;
    match Format::of(&req) {
        Format::Json => Ok(HttpResponse::Ok().json(questions)),
        table => export::table(table, "questions", QUESTIONS, questions.into_iter().map(question)),
    }
}

const QUESTIONS: &[&str] = &[
    "module",
    "key",
    "kind",
    "question",
    "asked",
    "right",
    "wrong_in_failed",
];

fn question(q: QuestionAnalysis) -> Vec<String> {
    vec![
        q.module_title,
        q.key,
        q.kind.to_string(),
        q.text,
        q.asked.to_string(),
        q.right.to_string(),
        q.wrong_in_failed.to_string(),
    ]
}

/// Remind the mentors whom a filter finds, or look at the reminder first.
///
/// With `preview` nothing is sent. Nobody is reminded twice on a day; 409 when nobody is left to remind.
#[utoipa::path(tag = "training", params(("id" = SchemeId, Path)), request_body = NewReminder, responses((status = 200, body = ReminderView)))]
#[post("/schemes/{id}/training/reminders")]
pub async fn remind_mentors(
    ctx: Ctx,
    may: Can<RecordTraining>,
    id: web::Path<SchemeId>,
    input: Valid<NewReminder>,
) -> Result<web::Json<ReminderView>> {
    reminders::remind(&ctx, may.scope(), *id, input.0)
        .await
        .map(web::Json)
}
