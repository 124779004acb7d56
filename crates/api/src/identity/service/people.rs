//! Finding people with an account, within what a role reaches.

use super::grants::new_grant;
use crate::cohorts::membership;
use crate::cohorts::names::Names;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::identity::actor::to_grant;
use crate::identity::entity::person;
use crate::identity::store::{self, people as query};
use crate::problem::{Problem, Result};
use cairn_domain::identity::{Grant, GrantView, NewGrant, PersonSummary, Scope};
use cairn_domain::ids::PersonId;
use cairn_domain::paging::Page;
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// One page of people with an account or an invitation, by name.
///
/// # Errors
/// 400 for a cursor that isn't ours.
pub async fn list(
    ctx: &Ctx,
    scope: &Scope,
    filter: &query::Filter,
    page: &PageQuery,
) -> Result<Page<PersonSummary>> {
    let limit = page.limit()?;
    let rows = query::page(ctx.db(), scope, filter, page.after::<query::Key>()?, limit + 1).await?;
    let found = cursor::page(rows, limit, query::key);
    Ok(Page {
        items: summaries(ctx.db(), scope, found.items).await?,
        next: found.next,
        total: None,
    })
}

/// One person as a list shows them.
///
/// # Errors
/// 404 out of reach.
pub(super) async fn summary(ctx: &Ctx, scope: &Scope, id: PersonId) -> Result<PersonSummary> {
    let row = query::one(ctx.db(), scope, id).await?;
    summaries(ctx.db(), scope, vec![row])
        .await?
        .pop()
        .ok_or_else(|| Problem::not_found("person"))
}

/// Somebody in reach, with or without an account.
pub(super) async fn in_reach<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: PersonId,
) -> Result<person::Model> {
    query::reached(db, scope, id).await
}

/// The roles of many people, given and by membership, in two queries.
pub(super) async fn roles_of<C: ConnectionTrait>(
    db: &C,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<Grant>>> {
    let mut roles: HashMap<PersonId, Vec<Grant>> = HashMap::new();
    for row in query::grants_of(db, people).await? {
        let person = PersonId(row.person_id);
        roles.entry(person).or_default().extend(to_grant(row));
    }
    for (person, grant) in membership::grants_of(db, people).await? {
        roles.entry(person).or_default().push(grant);
    }
    Ok(roles)
}

/// People with those of their roles that the scope reaches.
async fn summaries<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    rows: Vec<query::Row>,
) -> Result<Vec<PersonSummary>> {
    let people: Vec<PersonId> = rows.iter().map(|r| PersonId(r.id)).collect();
    let mut roles = roles_of(db, &people).await?;
    for grants in roles.values_mut() {
        grants.retain(|g| scope.is_institution() || g.scheme_id.is_some_and(|s| scope.touches(s)));
    }
    let names = Names::of(db, roles.values().flatten()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let grants = roles.remove(&PersonId(row.id)).unwrap_or_default();
            query::view(row, grants.into_iter().map(|g| names.view(g)).collect())
        })
        .collect())
}

/// A role that was just given, with its names.
pub(super) async fn role_view<C: ConnectionTrait>(
    db: &C,
    person: PersonId,
    wanted: &NewGrant,
) -> Result<GrantView> {
    let grant = store::grants_of(db, person)
        .await?
        .into_iter()
        .filter_map(to_grant)
        .find(|g| new_grant(g) == *wanted)
        .ok_or_else(|| Problem::not_found("role"))?;
    let names = Names::of(db, [&grant]).await?;
    Ok(names.view(grant))
}
