//! Giving roles and taking them away: never above or outside one's own.

use super::people::{in_reach, role_view};
use crate::cohorts::membership;
use crate::cohorts::names;
use crate::ctx::Ctx;
use crate::identity::actor::to_grant;
use crate::identity::entity::{person, role_grant};
use crate::identity::store;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::identity::policy::may_grant;
use cairn_domain::identity::{Actor, Grant, GrantView, NewGrant, Role, Scope};
use cairn_domain::ids::{GrantId, PersonId, SchemeId};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, Set};
use uuid::Uuid;

/// Whether giving a role changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    New,
    HadIt,
}

pub(super) fn beyond() -> Problem {
    Problem::forbidden().detail("You can give roles up to your own, within what your own role reaches.")
}

/// Gives a person a role in a scheme (or the institution), as part of work that already decided they should have it.
///
/// # Errors
/// When the database refuses.
pub async fn give_role(work: &Work, person: PersonId, role: Role, scheme: Option<SchemeId>) -> Result<()> {
    let wanted = NewGrant {
        role,
        scheme_id: scheme,
        programme_id: None,
        tutor_group_id: None,
    };
    give(work, person, &wanted).await.map(drop)
}

/// Gives a role unless the person has exactly this one.
pub(super) async fn give(work: &Work, person: PersonId, wanted: &NewGrant) -> Result<Given> {
    let has = store::grants_of(work.tx(), person)
        .await?
        .into_iter()
        .filter_map(to_grant)
        .any(|g| new_grant(&g) == *wanted);
    if has {
        return Ok(Given::HadIt);
    }
    role_grant::ActiveModel {
        id: Set(Uuid::now_v7()),
        person_id: Set(person.0),
        role: Set(wanted.role.as_str().to_owned()),
        scheme_id: Set(wanted.scheme_id.map(|s| s.0)),
        programme_id: Set(wanted.programme_id.map(|p| p.0)),
        tutor_group_id: Set(wanted.tutor_group_id.map(|t| t.0)),
        granted_by: Set(work.actor.map(|p| p.0)),
        created_at: Set(work.now),
    }
    .insert(work.tx())
    .await?;
    Ok(Given::New)
}

/// Tells somebody with an account about a new role.
pub(super) async fn tell(work: &mut Work, person: &person::Model, wanted: &NewGrant) -> Result<()> {
    let Some(address) = &person.email else {
        return Ok(());
    };
    let place = match wanted.scheme_id {
        Some(scheme) => names::scheme_name(work.tx(), scheme).await?,
        None => None,
    };
    let place = place.unwrap_or_else(|| work.app.config.institution.clone());
    let url = work.app.config.public_url.clone();
    let name = store::first_name(person);
    work.mail(letters::role_given(
        address,
        name,
        wanted.role.label(),
        &place,
        &url,
        wanted.scheme_id,
    ))
    .await
}

/// Gives a role to somebody in reach.
///
/// # Errors
/// 404 for somebody out of reach, 403 for a role above or outside one's own, 409 when they have it.
pub async fn add_grant(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    id: PersonId,
    wanted: NewGrant,
) -> Result<GrantView> {
    let mut work = ctx.begin(scope).await?;
    let person = in_reach(work.tx(), scope, id).await?;
    if !may_grant(actor, &wanted) {
        return Err(beyond());
    }
    names::check_place(work.tx(), &wanted, "").await?;
    store::person_to_change(work.tx(), id).await?;
    if give(&work, id, &wanted).await? == Given::HadIt {
        return Err(Problem::conflict("already-there", "They have this role already."));
    }
    if store::is_active(work.tx(), id).await? {
        tell(&mut work, &person, &wanted).await?;
    }
    let sentence = format!("Made {} {}.", store::full_name(&person), wanted.role.label());
    work.audit(wanted.scheme_id, "role.given", Some(id.0), sentence)
        .await?;
    let view = role_view(work.tx(), id, &wanted).await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(view)
}

/// Takes a role away.
///
/// # Errors
/// 404 for somebody or a role out of reach, 403 for a role above or outside one's own, 409 for one's own last admin role
/// and for a role that comes with being in a scheme.
pub async fn remove_grant(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    id: PersonId,
    grant: GrantId,
) -> Result<()> {
    let work = ctx.begin(scope).await?;
    let person = in_reach(work.tx(), scope, id).await?;
    // Admins wait for each other here, so that two can't take each other's last role at once.
    let admins = store::admins_to_change(work.tx()).await?;
    let found = store::grants_of(work.tx(), id)
        .await?
        .into_iter()
        .filter_map(to_grant)
        .find(|g| g.id == grant);
    let Some(found) = found else {
        return Err(not_given(&work, id, grant).await?);
    };
    if !may_grant(actor, &new_grant(&found)) {
        return Err(
            if scope.is_institution() || found.scheme_id.is_some_and(|s| scope.touches(s)) {
                beyond()
            } else {
                Problem::not_found("role")
            },
        );
    }
    if found.role == Role::InstitutionAdmin {
        let others = admins.iter().filter(|g| g.id != grant.0);
        let keeps = others
            .clone()
            .any(|g| id != scope.person_id() || g.person_id == id.0);
        if !keeps {
            return Err(
                Problem::conflict("last-admin", "You can't take away your own last admin role.")
                    .detail("Make somebody else an institution admin, then ask them to do it."),
            );
        }
    }
    role_grant::Entity::delete_by_id(grant.0).exec(work.tx()).await?;
    let sentence = format!(
        "{} is no longer {}.",
        store::full_name(&person),
        found.role.label()
    );
    work.audit(found.scheme_id, "role.taken", Some(id.0), sentence)
        .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(())
}

/// Why a role can't be found among those that were given.
async fn not_given(work: &Work, person: PersonId, grant: GrantId) -> Result<Problem> {
    let comes_with = membership::grants(work.tx(), person).await?;
    Ok(if comes_with.iter().any(|g| g.id == grant) {
        Problem::conflict(
            "role-comes-with-scheme",
            "This role comes with being in the scheme.",
        )
        .detail("Withdraw them from the scheme to end it.")
    } else {
        Problem::not_found("role")
    })
}

/// What would have to be asked for to get this role.
pub(super) fn new_grant(grant: &Grant) -> NewGrant {
    NewGrant {
        role: grant.role,
        scheme_id: grant.scheme_id,
        programme_id: grant.programme_id,
        tutor_group_id: grant.tutor_group_id,
    }
}
