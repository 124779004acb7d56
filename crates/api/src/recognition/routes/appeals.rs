//! `POST /me/appeals` · `DELETE /me/appeals/{id}` · `GET /appeals` · `POST /appeals/{id}/answer`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::extract::{Can, EarnRecognition, GrantAwards, Valid};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::appeals;
use crate::recognition::store::appeals::Filter;
use actix_web::{HttpResponse, delete, get, post, web};
use cairn_domain::ids::AppealId;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{AppealAnswer, AppealView, NewAppeal};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(appeal)
        .service(take_appeal_back)
        .service(list_appeals)
        .service(answer_appeal);
}

/// Appeal: ask for a second look.
///
/// At an award that you think you have earned, one that was taken back, evidence that was not confirmed, or a HEAR entry. One
/// open appeal for each.
#[utoipa::path(tag = "recognition", request_body = NewAppeal, responses((status = 201, body = AppealView), (status = 404, description = "No such scheme.")))]
#[post("/me/appeals")]
pub async fn appeal(ctx: Ctx, may: Can<EarnRecognition>, input: Valid<NewAppeal>) -> Result<HttpResponse> {
    let made = appeals::ask(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Take an own appeal back.
///
/// As long as nobody has answered it; it stays on record.
#[utoipa::path(tag = "recognition", params(("id" = AppealId, Path)), responses((status = 204, description = "Taken back."), (status = 409, description = "It is not open any more.")))]
#[delete("/me/appeals/{id}")]
pub async fn take_appeal_back(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    id: web::Path<AppealId>,
) -> Result<HttpResponse> {
    appeals::take_back(&ctx, may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List the appeals of a scheme, the oldest first.
///
/// Scheme leads and institution admins, who answer them.
#[utoipa::path(tag = "recognition", params(Filter, PageQuery), responses((status = 200, body = Page<AppealView>), (status = 404, description = "No such scheme.")))]
#[get("/appeals")]
pub async fn list_appeals(
    ctx: Ctx,
    may: Can<GrantAwards>,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<web::Json<Page<AppealView>>> {
    appeals::page(&ctx, may.scope(), &filter, &page)
        .await
        .map(web::Json)
}

/// Answer an appeal.
///
/// The student gets a letter with the answer. Agreeing changes nothing by itself: give the award or confirm the evidence then.
/// Nobody answers their own.
#[utoipa::path(tag = "recognition", params(("id" = AppealId, Path)), request_body = AppealAnswer, responses((status = 200, body = AppealView)))]
#[post("/appeals/{id}/answer")]
pub async fn answer_appeal(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<AppealId>,
    input: Valid<AppealAnswer>,
) -> Result<web::Json<AppealView>> {
    appeals::answer(&ctx, may.scope(), *id, input.0)
        .await
        .map(web::Json)
}
