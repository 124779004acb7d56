//! `GET /applications` · `GET /applications/{id}`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Sheet};
use crate::extract::{Can, EditRecruitment, tagged};
use crate::problem::Result;
use crate::query::Query;
use crate::recruitment::service::reading;
use crate::recruitment::store::applications::Filter;
use actix_web::{HttpRequest, HttpResponse, get, web};
use cairn_domain::ids::ApplicationId;
use cairn_domain::paging::Page;
use cairn_domain::recruitment::{ApplicationSummary, ApplicationView};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_applications).service(read_application);
}

/// List the applications to a call that were handed in.
///
/// Scheme leads and institution admins. Ask for `text/csv` or the XLSX media type to get everything that the filter finds as a table.
#[utoipa::path(tag = "recruitment", params(Filter, PageQuery), responses((status = 200, description = "A page, or everything as a table.", content(
    (Page<ApplicationSummary> = "application/json"),
    (String = "text/csv", example = json!("name,programme_code,level,mode,state,submitted_at,scoring,rubric_sum\nAmara Nwosu,BSC-BIO,5,full_time,submitted,2026-11-20T10:12:00Z,settled,13.5\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
)), (status = 404, description = "No such call.")))]
#[get("/applications")]
pub async fn list_applications(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    req: HttpRequest,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<HttpResponse> {
    export::listed(
        &req,
        reading::page(&ctx, may.scope(), &filter, &page),
        reading::all(&ctx, may.scope(), &filter),
        Sheet {
            name: "applications",
            heading: HEADING,
            cells,
        },
    )
    .await
}

const HEADING: &[&str] = &[
    "name",
    "programme_code",
    "level",
    "mode",
    "state",
    "submitted_at",
    "scoring",
    "score",
];

fn cells(a: ApplicationSummary) -> Vec<String> {
    vec![
        a.name,
        a.programme_code.unwrap_or_default(),
        a.level.map(|l| l.get().to_string()).unwrap_or_default(),
        a.mode.map(|m| m.as_str().to_owned()).unwrap_or_default(),
        a.state.as_str().to_owned(),
        a.submitted_at.map(|t| t.to_rfc3339()).unwrap_or_default(),
        a.scoring.as_str().to_owned(),
        a.rubric_sum.map(|s| s.to_string()).unwrap_or_default(),
    ]
}

/// An application with its answers.
///
/// Scheme leads and institution admins. One that isn't handed in is its writer's alone: 404. `ETag` goes back as `If-Match` with words to
/// the applicant.
#[utoipa::path(tag = "recruitment", params(("id" = ApplicationId, Path)), responses((status = 200, body = ApplicationView, headers(("ETag" = String)))))]
#[get("/applications/{id}")]
pub async fn read_application(
    ctx: Ctx,
    may: Can<EditRecruitment>,
    id: web::Path<ApplicationId>,
) -> Result<HttpResponse> {
    let view = reading::one(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}
