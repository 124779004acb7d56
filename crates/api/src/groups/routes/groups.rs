//! `GET /schemes/{id}/groups` · `/schemes/{id}/groups/dashboard`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Format};
use crate::extract::{Can, ReadGroups};
use crate::groups::service::{dashboard, listing};
use crate::problem::Result;
use crate::query::Query;
use actix_web::{HttpRequest, HttpResponse, get, web};
use cairn_domain::groups::{GroupSummary, GroupsDashboard};
use cairn_domain::ids::SchemeId;
use cairn_domain::paging::Page;

/// What the table of a scheme's groups looks like.
const CSV: &str = "group,programme_code,role,name,email,level,tutor_group,entry_status,in_group_since\nBSC-BIO 1,BSC-BIO,mentee,Daniel Osei,daniel.osei@uni.example,4,BIO-T1,enrolled,2026-09-14\n";

/// List the published groups of a scheme, or get everybody in them as a file.
///
/// With `Accept: text/csv` or the XLSX type, the answer is one row a person, of every group that the filter leaves.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path), listing::GroupFilter, PageQuery),
    responses((status = 200, description = "A page, or everybody in the groups as a table.", content(
        (Page<GroupSummary> = "application/json"),
        (String = "text/csv", example = json!(CSV)),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    ))))]
#[get("/schemes/{id}/groups")]
pub async fn list_groups(
    ctx: Ctx,
    may: Can<ReadGroups>,
    id: web::Path<SchemeId>,
    filter: Query<listing::GroupFilter, PageQuery>,
    page: Query<PageQuery, listing::GroupFilter>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let filter = filter.into_inner();
    let format = Format::of(&req);
    if format != Format::Json {
        let rows = listing::table(&ctx, may.scope(), *id, filter).await?;
        return export::table(format, "mentor-groups", listing::HEADING, rows.into_iter());
    }
    let page = listing::list(&ctx, may.scope(), *id, filter, &page).await?;
    Ok(HttpResponse::Ok().json(page))
}

/// See a scheme's groups in figures.
///
/// Staff, over the groups that their role reaches: sizes, loads, how many new people everybody meets beside the best
/// possible, alerts, and who has no group, with the reason.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), responses((status = 200, body = GroupsDashboard)))]
#[get("/schemes/{id}/groups/dashboard")]
pub async fn show_dashboard(
    ctx: Ctx,
    may: Can<ReadGroups>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<GroupsDashboard>> {
    dashboard::dashboard(&ctx, may.scope(), *id).await.map(web::Json)
}
