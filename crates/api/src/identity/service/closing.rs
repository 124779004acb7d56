//! Closing an account: nobody signs in with it again until they are invited anew.

use super::grants::{beyond, new_grant};
use super::people::{in_reach, roles_of};
use crate::ctx::Ctx;
use crate::identity::link;
use crate::identity::store;
use crate::problem::{Problem, Result};
use cairn_domain::identity::policy::may_grant;
use cairn_domain::identity::{AccountStatus, Actor, Role, Scope};
use cairn_domain::ids::PersonId;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

/// Ends an account, its sessions, open links and given roles. The person and their place in a scheme stay.
///
/// # Errors
/// 404 out of reach, 403 when they have a role that one couldn't give, 409 for one's own account.
pub async fn close_account(ctx: &Ctx, actor: &Actor, scope: &Scope, id: PersonId) -> Result<()> {
    let work = ctx.begin(scope).await?;
    let person = in_reach(work.tx(), scope, id).await?;
    if id == scope.person_id() {
        return Err(
            Problem::conflict("own-account", "You can't close your own account.")
                .detail("Ask another member of staff to do it."),
        );
    }
    let roles = roles_of(work.tx(), &[id]).await?.remove(&id).unwrap_or_default();
    let may = roles.iter().all(|g| match g.role {
        Role::Mentor | Role::Mentee => g.scheme_id.is_some_and(|s| scope.covers(s)),
        _ => may_grant(actor, &new_grant(g)),
    });
    if !may {
        return Err(beyond());
    }
    let account = store::account_to_change(work.tx(), id)
        .await?
        .ok_or_else(|| Problem::not_found("account"))?;
    let mut row = account.into_active_model();
    row.status = Set(AccountStatus::Closed.as_str().to_owned());
    row.password_hash = Set(None);
    row.update(work.tx()).await?;
    store::end_sessions(work.tx(), id, None, work.now).await?;
    store::remove_grants(work.tx(), id).await?;
    link::end_all(&work, id, None).await?;
    let scheme = roles.iter().find_map(|g| g.scheme_id);
    work.audit(
        scheme,
        "account.closed",
        Some(id.0),
        format!("Closed the account of {}.", store::full_name(&person)),
    )
    .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(())
}
