//! `GET /schemes/{id}/proposals` · `GET /proposals/{id}`

use crate::ctx::Ctx;
use crate::extract::{Can, ReadProposals, tagged};
use crate::groups::service::proposal;
use crate::problem::Result;
use actix_web::{HttpResponse, get, web};
use cairn_domain::groups::{ProposalSummary, ProposalView};
use cairn_domain::ids::{ProposalId, SchemeId};

/// List a scheme's proposals, the newest first.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), responses((status = 200, body = Vec<ProposalSummary>)))]
#[get("/schemes/{id}/proposals")]
pub async fn list_proposals(
    ctx: Ctx,
    may: Can<ReadProposals>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<Vec<ProposalSummary>>> {
    proposal::list(&ctx, may.scope(), *id).await.map(web::Json)
}

/// See a proposal: its groups, who has no place and why, and the rules it would break today.
#[utoipa::path(tag = "groups", params(("id" = ProposalId, Path)), responses((status = 200, body = ProposalView, headers(("ETag" = String)))))]
#[get("/proposals/{id}")]
pub async fn show_proposal(
    ctx: Ctx,
    may: Can<ReadProposals>,
    id: web::Path<ProposalId>,
) -> Result<HttpResponse> {
    let view = proposal::view(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.summary.version, &view))
}
