//! `GET /people` · `POST /invitations` · `POST /invitations/participants` · `POST /people/{id}/grants` ·
//! `DELETE /people/{id}/grants/{grant_id}` · `DELETE /people/{id}/account`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::extract::{Can, EditPeople, ReadPeople, Valid};
use crate::identity::service;
use crate::identity::store::people::Filter;
use crate::problem::Result;
use actix_web::web::{Json, Path, Query};
use actix_web::{HttpResponse, delete, get, post};
use cairn_domain::identity::{Done, GrantView, InviteParticipants, NewGrant, NewInvitation, PersonSummary};
use cairn_domain::ids::{GrantId, PersonId};
use cairn_domain::paging::Page;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_people)
        .service(invite_person)
        .service(invite_participants)
        .service(give_role)
        .service(take_role)
        .service(close_account);
}

/// The people with an account or an invitation that your role reaches, by name.
#[utoipa::path(tag = "identity", params(Filter, PageQuery), responses((status = 200, body = Page<PersonSummary>)))]
#[get("/people")]
async fn list_people(
    ctx: Ctx,
    may: Can<ReadPeople>,
    filter: Query<Filter>,
    page: Query<PageQuery>,
) -> Result<Json<Page<PersonSummary>>> {
    service::list_people(&ctx, may.scope(), &filter, &page)
        .await
        .map(Json)
}

/// Invite somebody with a role. Nobody can give a role above or outside their own.
#[utoipa::path(tag = "identity", request_body = NewInvitation, responses((status = 201, body = PersonSummary)))]
#[post("/invitations")]
async fn invite_person(ctx: Ctx, may: Can<EditPeople>, input: Valid<NewInvitation>) -> Result<HttpResponse> {
    let person = service::invite(&ctx, may.actor(), may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(person))
}

/// Invite everybody in a scheme who has an address and no account yet. Nobody is written to twice within a day.
#[utoipa::path(tag = "identity", request_body = InviteParticipants, responses((status = 202, body = Done)))]
#[post("/invitations/participants")]
async fn invite_participants(
    ctx: Ctx,
    may: Can<EditPeople>,
    input: Valid<InviteParticipants>,
) -> Result<HttpResponse> {
    let done = service::invite_participants(&ctx, may.scope(), input.0).await?;
    Ok(HttpResponse::Accepted().json(done))
}

/// Give somebody a role. Nobody can give a role above or outside their own.
#[utoipa::path(tag = "identity", params(("id" = PersonId, Path)), request_body = NewGrant, responses((status = 201, body = GrantView)))]
#[post("/people/{id}/grants")]
async fn give_role(
    ctx: Ctx,
    may: Can<EditPeople>,
    id: Path<PersonId>,
    input: Valid<NewGrant>,
) -> Result<HttpResponse> {
    let grant = service::add_grant(&ctx, may.actor(), may.scope(), *id, input.0).await?;
    Ok(HttpResponse::Created().json(grant))
}

/// Take a role away. Your own last admin role stays.
#[utoipa::path(tag = "identity", params(("id" = PersonId, Path), ("grant_id" = GrantId, Path)), responses((status = 204)))]
#[delete("/people/{id}/grants/{grant_id}")]
async fn take_role(ctx: Ctx, may: Can<EditPeople>, ids: Path<(PersonId, GrantId)>) -> Result<HttpResponse> {
    let (id, grant) = ids.into_inner();
    service::remove_grant(&ctx, may.actor(), may.scope(), id, grant).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Close somebody's account: they are signed out and lose the roles they were given.
#[utoipa::path(tag = "identity", params(("id" = PersonId, Path)), responses((status = 204)))]
#[delete("/people/{id}/account")]
async fn close_account(ctx: Ctx, may: Can<EditPeople>, id: Path<PersonId>) -> Result<HttpResponse> {
    service::close_account(&ctx, may.actor(), may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
