//! `GET|POST /schemes/{id}/pins` · `DELETE /schemes/{id}/pins/{mentee_id}` · `GET|POST /schemes/{id}/keep-apart` · `DELETE /keep-apart/{id}`

use crate::ctx::Ctx;
use crate::extract::{Can, EditProposals, ReadProposals, Valid};
use crate::groups::service::wishes;
use crate::problem::Result;
use actix_web::{HttpResponse, delete, get, post, web};
use cairn_domain::groups::{KeepApartView, NewKeepApart, NewPin, PinView};
use cairn_domain::ids::{KeepApartId, ParticipantId, SchemeId};

/// List the mentees who stay with a mentor whatever is formed.
///
/// Scheme leads and supervisors. New proposals keep to them.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), responses((status = 200, body = Vec<PinView>)))]
#[get("/schemes/{id}/pins")]
pub async fn list_pins(
    ctx: Ctx,
    may: Can<ReadProposals>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<Vec<PinView>>> {
    wishes::pins(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Keep a mentee with a mentor, in the place of an earlier pin.
///
/// Scheme leads. Counts from the next proposal on; published groups stay as they are. 409 when the two are kept apart.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), request_body = NewPin, responses((status = 201, body = PinView)))]
#[post("/schemes/{id}/pins")]
pub async fn add_pin(
    ctx: Ctx,
    may: Can<EditProposals>,
    id: web::Path<SchemeId>,
    wish: Valid<NewPin>,
) -> Result<HttpResponse> {
    let pin = wishes::add_pin(&ctx, may.scope(), *id, wish.0).await?;
    Ok(HttpResponse::Created().json(pin))
}

/// Let a mentee go to any mentor again.
///
/// Scheme leads. Counts from the next proposal on. 404 when there is no such pin.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path), ("mentee_id" = ParticipantId, Path)), responses((status = 204)))]
#[delete("/schemes/{id}/pins/{mentee_id}")]
pub async fn remove_pin(
    ctx: Ctx,
    may: Can<EditProposals>,
    at: web::Path<(SchemeId, ParticipantId)>,
) -> Result<HttpResponse> {
    let (scheme, mentee) = at.into_inner();
    wishes::remove_pin(&ctx, may.scope(), scheme, mentee).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List the pairs of people who are never put into one group.
///
/// Scheme leads and supervisors. Only who, never why.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), responses((status = 200, body = Vec<KeepApartView>)))]
#[get("/schemes/{id}/keep-apart")]
pub async fn list_keep_apart(
    ctx: Ctx,
    may: Can<ReadProposals>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<Vec<KeepApartView>>> {
    wishes::apart(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Keep two people out of one group. No reason is asked for, and none is kept.
///
/// Scheme leads. Counts for proposals and for moves between published groups. 409 when the pair is listed, or when one is
/// pinned to the other.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), request_body = NewKeepApart, responses((status = 201, body = KeepApartView)))]
#[post("/schemes/{id}/keep-apart")]
pub async fn add_keep_apart(
    ctx: Ctx,
    may: Can<EditProposals>,
    id: web::Path<SchemeId>,
    wish: Valid<NewKeepApart>,
) -> Result<HttpResponse> {
    let pair = wishes::keep(&ctx, may.scope(), *id, wish.0).await?;
    Ok(HttpResponse::Created().json(pair))
}

/// Let two people share a group again.
///
/// Scheme leads. People who were kept apart stay where they are until somebody moves them.
#[utoipa::path(tag = "groups", params(("id" = KeepApartId, Path)), responses((status = 204)))]
#[delete("/keep-apart/{id}")]
pub async fn remove_keep_apart(
    ctx: Ctx,
    may: Can<EditProposals>,
    id: web::Path<KeepApartId>,
) -> Result<HttpResponse> {
    wishes::let_go(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
