//! `GET|POST /schemes/{id}/proposals` · `GET|DELETE /proposals/{id}` · `POST /proposals/{id}/moves|undo|publish`

use crate::ctx::Ctx;
use crate::extract::{Can, EditProposals, IfMatch, PublishProposal, ReadProposals, Valid, tagged};
use crate::groups::service::{adjusting, forming, proposal, publishing};
use crate::problem::Result;
use actix_web::http::header;
use actix_web::{HttpResponse, delete, get, post, web};
use cairn_domain::groups::{MoveInProposal, NewProposal, ProposalSummary, ProposalView};
use cairn_domain::ids::{ProposalId, SchemeId};

/// List a scheme's proposals, the newest first.
///
/// Staff who may see proposals: scheme leads and supervisors. In full they come one at a time.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), responses((status = 200, body = Vec<ProposalSummary>)))]
#[get("/schemes/{id}/proposals")]
pub async fn list_proposals(
    ctx: Ctx,
    may: Can<ReadProposals>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<Vec<ProposalSummary>>> {
    proposal::list(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Ask for groups to be formed.
///
/// The answer comes at once, with `state` `forming`; the groups follow. Ask for the proposal again, or listen for a live
/// update, until its `state` is `draft`. Nothing is real until you publish it.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), request_body = NewProposal, responses((status = 202, body = ProposalSummary, headers(("Location" = String)))))]
#[post("/schemes/{id}/proposals")]
pub async fn propose_groups(
    ctx: Ctx,
    may: Can<EditProposals>,
    id: web::Path<SchemeId>,
    wish: Valid<NewProposal>,
) -> Result<HttpResponse> {
    let asked = forming::propose(&ctx, may.scope(), *id, wish.0).await?;
    Ok(HttpResponse::Accepted()
        .insert_header((header::LOCATION, format!("/api/v1/proposals/{}", asked.id)))
        .json(asked))
}

/// See a proposal: its groups, who has no place and why, and the rules it would break today.
///
/// Scheme leads, and supervisors for their programmes. `violations` is worked out against today's people, so a draft can go
/// out of date. `ETag` goes back as `If-Match` with every adjustment and with publishing.
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

/// Move somebody to another group of a proposal, or out of every group.
///
/// Scheme leads, while it is a draft: 409 otherwise. Nothing is refused for breaking a rule; `violations` of the answer
/// says what would stand in the way of publishing. Can be undone.
#[utoipa::path(tag = "groups", params(("id" = ProposalId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), request_body = MoveInProposal, responses((status = 200, body = ProposalView, headers(("ETag" = String)))))]
#[post("/proposals/{id}/moves")]
pub async fn move_in_proposal(
    ctx: Ctx,
    may: Can<EditProposals>,
    id: web::Path<ProposalId>,
    at: IfMatch,
    step: Valid<MoveInProposal>,
) -> Result<HttpResponse> {
    let view = adjusting::move_person(&ctx, may.scope(), *id, at.0, step.0).await?;
    Ok(tagged(view.summary.version, &view))
}

/// Take the last move in a proposal back.
///
/// Scheme leads, while it is a draft. As far back as `undo_steps` says; 409 when there is nothing to take back.
#[utoipa::path(tag = "groups", params(("id" = ProposalId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), responses((status = 200, body = ProposalView, headers(("ETag" = String)))))]
#[post("/proposals/{id}/undo")]
pub async fn undo_in_proposal(
    ctx: Ctx,
    may: Can<EditProposals>,
    id: web::Path<ProposalId>,
    at: IfMatch,
) -> Result<HttpResponse> {
    let view = adjusting::undo(&ctx, may.scope(), *id, at.0).await?;
    Ok(tagged(view.summary.version, &view))
}

/// Put a proposal aside. One that is still being formed stops.
///
/// Scheme leads. It stays in the list as put aside.
#[utoipa::path(tag = "groups", params(("id" = ProposalId, Path)), responses((status = 204), (status = 409, description = "It is published.")))]
#[delete("/proposals/{id}")]
pub async fn discard_proposal(
    ctx: Ctx,
    may: Can<EditProposals>,
    id: web::Path<ProposalId>,
) -> Result<HttpResponse> {
    adjusting::discard(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Publish a proposal: its groups become real, and everyone in them is told.
///
/// Scheme leads, for a whole scheme. All of the groups or none, in one transaction, with their letters. 409 lists the rules
/// that it would break today, or says why it is no draft any more.
#[utoipa::path(tag = "groups", params(("id" = ProposalId, Path), ("If-Match" = String, Header, description = "The ETag you saw.")), responses((status = 200, body = ProposalSummary, headers(("ETag" = String)))))]
#[post("/proposals/{id}/publish")]
pub async fn publish_proposal(
    ctx: Ctx,
    may: Can<PublishProposal>,
    id: web::Path<ProposalId>,
    at: IfMatch,
) -> Result<HttpResponse> {
    let published = publishing::publish(&ctx, may.scope(), *id, Some(at.0)).await?;
    Ok(tagged(published.version, &published))
}
