//! `GET /me/groups`

use crate::ctx::Ctx;
use crate::extract::{Can, ReadOwnGroups};
use crate::groups::service::mine;
use crate::problem::Result;
use actix_web::{get, web};
use cairn_domain::groups::MyGroups;

/// See your own groups: who is in them, how to reach them, what happens next.
///
/// A mentor or a mentee, about themself. Of the others only what they share is shown. A mentor who isn't cleared, or
/// somebody without a group, is told in `waiting` what happens next.
#[utoipa::path(tag = "groups", responses((status = 200, body = MyGroups)))]
#[get("/me/groups")]
pub async fn my_groups(ctx: Ctx, may: Can<ReadOwnGroups>) -> Result<web::Json<MyGroups>> {
    mine::groups(&ctx, may.scope()).await.map(web::Json)
}
