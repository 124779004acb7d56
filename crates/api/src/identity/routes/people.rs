//! `GET /people` · `POST /invitations` · `POST /invitations/participants` · `POST /people/{id}/grants` ·
//! `DELETE /people/{id}/grants/{grant_id}` · `DELETE /people/{id}/account`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::extract::{Can, EditPeople, ReadPeople, Valid};
use crate::identity::service;
use crate::identity::store::people::Filter;
use crate::problem::Result;
use crate::query::Query;
use actix_web::web::{Json, Path};
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
///
/// Staff who run a scheme see its people, an institution admin sees everybody. `q` looks in names and addresses. Roles
/// outside the caller's reach are left out.
#[utoipa::path(tag = "identity", params(Filter, PageQuery), responses((status = 200, body = Page<PersonSummary>)))]
#[get("/people")]
async fn list_people(
    ctx: Ctx,
    may: Can<ReadPeople>,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<Json<Page<PersonSummary>>> {
    service::list_people(&ctx, may.scope(), &filter, &page)
        .await
        .map(Json)
}

/// Invite somebody with a role. Nobody can give a role above or outside their own.
///
/// Scheme leads and institution admins. Makes the person if nobody has this address, gives the role, and sends a letter
/// with a link for 14 days. Somebody who has an account just gets the role and hears of it.
#[utoipa::path(tag = "identity", request_body = NewInvitation, responses((status = 201, body = PersonSummary)))]
#[post("/invitations")]
async fn invite_person(ctx: Ctx, may: Can<EditPeople>, input: Valid<NewInvitation>) -> Result<HttpResponse> {
    let person = service::invite(&ctx, may.actor(), may.scope(), input.0).await?;
    Ok(HttpResponse::Created().json(person))
}

/// Invite everybody in a scheme who has an address and no account yet. Nobody is written to twice within a day.
///
/// Scheme leads and institution admins, for a whole scheme: all of the letters go out or none. `count` is how many were
/// invited.
#[utoipa::path(tag = "identity", request_body = InviteParticipants, responses((status = 202, body = Done), (status = 404, description = "No such scheme in the caller's reach.")))]
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
///
/// Scheme leads and institution admins. The person is told by letter. Mentors and mentees get theirs by being in a scheme
/// instead. 409 when they have exactly this role already.
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
///
/// Scheme leads and institution admins, never above their own reach. It ends at once, for sign-ins that are open too.
#[utoipa::path(tag = "identity", params(("id" = PersonId, Path), ("grant_id" = GrantId, Path)), responses((status = 204), (status = 409, description = "The caller's own last admin role, or a role that comes with being in a scheme.")))]
#[delete("/people/{id}/grants/{grant_id}")]
async fn take_role(ctx: Ctx, may: Can<EditPeople>, ids: Path<(PersonId, GrantId)>) -> Result<HttpResponse> {
    let (id, grant) = ids.into_inner();
    service::remove_grant(&ctx, may.actor(), may.scope(), id, grant).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Close somebody's account: they are signed out and lose the roles they were given.
///
/// Scheme leads and institution admins. The person stays in the schemes' records; an invitation opens the account again.
#[utoipa::path(tag = "identity", params(("id" = PersonId, Path)), responses((status = 204), (status = 409, description = "The caller's own account.")))]
#[delete("/people/{id}/account")]
async fn close_account(ctx: Ctx, may: Can<EditPeople>, id: Path<PersonId>) -> Result<HttpResponse> {
    service::close_account(&ctx, may.actor(), may.scope(), *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
