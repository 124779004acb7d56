//! `GET /groups/{id}` · `POST /schemes/{id}/group-moves` · `POST /schemes/{id}/late-joiners`

use crate::ctx::Ctx;
use crate::extract::{Can, EditGroups, ReadGroups, Valid, tagged};
use crate::groups::service::{detail, moves};
use crate::problem::Result;
use actix_web::{HttpResponse, get, post, web};
use cairn_domain::groups::{GroupChanges, GroupView, MoveMember};
use cairn_domain::ids::{MentorGroupId, SchemeId};

/// See one published group: who is in it, who was, and what needs an eye.
///
/// Staff whose role reaches the group. Members who left stay listed with the reason that was given. Clearance and age are
/// shown because staff have to act on them.
#[utoipa::path(tag = "groups", params(("id" = MentorGroupId, Path)), responses((status = 200, body = GroupView, headers(("ETag" = String)))))]
#[get("/groups/{id}")]
pub async fn show_group(
    ctx: Ctx,
    may: Can<ReadGroups>,
    id: web::Path<MentorGroupId>,
) -> Result<HttpResponse> {
    let view = detail::view(&ctx, may.scope(), *id).await?;
    Ok(tagged(view.version, &view))
}

/// Move somebody between published groups: a mentee to another group or out, a mentor in or out.
///
/// A move that would break a rule is refused with what stands in the way. A group that nobody is left in ends.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), request_body = MoveMember, responses((status = 200, body = GroupChanges)))]
#[post("/schemes/{id}/group-moves")]
pub async fn move_member(
    ctx: Ctx,
    may: Can<EditGroups>,
    id: web::Path<SchemeId>,
    wish: Valid<MoveMember>,
) -> Result<web::Json<GroupChanges>> {
    moves::move_member(&ctx, may.scope(), *id, wish.0)
        .await
        .map(web::Json)
}

/// Give everybody who came after publishing the best free place. Nobody else moves.
///
/// Scheme leads, and supervisors for their programmes. Each change is listed in words, and so is everybody who still has no
/// place. 409 before groups are published.
#[utoipa::path(tag = "groups", params(("id" = SchemeId, Path)), responses((status = 200, body = GroupChanges)))]
#[post("/schemes/{id}/late-joiners")]
pub async fn place_late_joiners(
    ctx: Ctx,
    may: Can<EditGroups>,
    id: web::Path<SchemeId>,
) -> Result<web::Json<GroupChanges>> {
    moves::place_late_joiners(&ctx, may.scope(), *id)
        .await
        .map(web::Json)
}
