//! `GET /audit-events`

use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::extract::{Can, ReadOperations};
use crate::operations::store;
use crate::problem::Result;
use crate::query::Query;
use actix_web::{get, web};
use cairn_domain::ids::{AuditEventId, PersonId, SchemeId};
use cairn_domain::operations::AuditEventView;
use cairn_domain::paging::Page;
use serde::Deserialize;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditQuery {
    /// Only what happened in this scheme.
    scheme_id: Option<uuid::Uuid>,
}

/// Who did what, newest first, in the schemes that your role reaches.
///
/// Scheme leads for their schemes, institution admins for everything. Events are never changed or taken away.
#[utoipa::path(tag = "operations", params(AuditQuery, PageQuery), responses((status = 200, body = Page<AuditEventView>)))]
#[get("/audit-events")]
pub async fn list_audit_events(
    ctx: Ctx,
    may: Can<ReadOperations>,
    query: Query<AuditQuery, PageQuery>,
    page: Query<PageQuery, AuditQuery>,
) -> Result<web::Json<Page<AuditEventView>>> {
    let limit = page.limit()?;
    let rows = store::audit_events(ctx.db(), may.scope(), query.scheme_id, page.after()?, limit + 1).await?;
    let page = cursor::page(rows, limit, |e| e.id);
    let names = store::names(ctx.db(), page.items.iter().filter_map(|e| e.actor_id)).await?;
    let items = page
        .items
        .into_iter()
        .map(|e| AuditEventView {
            id: AuditEventId(e.id),
            at: e.at,
            actor_name: e.actor_id.and_then(|a| names.get(&a).cloned()),
            actor_id: e.actor_id.map(PersonId),
            scheme_id: e.scheme_id.map(SchemeId),
            verb: e.verb,
            subject_id: e.subject_id,
            sentence: e.sentence,
        })
        .collect();
    Ok(web::Json(Page {
        items,
        next: page.next,
        total: None,
    }))
}
