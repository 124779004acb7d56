//! Moving to another address: the person, their account and their group stay the same.

use super::session::prove;
use crate::ctx::Ctx;
use crate::identity::link::{self, Purpose};
use crate::identity::store;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use cairn_domain::identity::{ChangeEmail, LinkToken, Scope};
use cairn_domain::ids::PersonId;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set, SqlErr};

fn taken() -> Problem {
    Problem::conflict("email-taken", "This address belongs to somebody else here.")
        .detail("If both are you, ask your scheme lead to put your records together.")
}

/// Sends a link to the new address. Nothing changes until it is opened.
///
/// The answer is the same when the address is somebody else's, so that nobody finds out who is here: the letter says so.
///
/// # Errors
/// 422 for a wrong password or the same address.
pub async fn change_email(ctx: &Ctx, scope: &Scope, input: ChangeEmail) -> Result<()> {
    ctx.app.limits.sign_in(ctx.address)?;
    let id = scope.person_id();
    let wrong = || Problem::invalid_field("/password", "This isn't your password.");
    let proof = prove(ctx, id, input.password).await?.ok_or_else(wrong)?;
    let address = input.new_email.trim();
    let mut work = ctx.begin(scope).await?;
    if !proof.still_holds(&work).await? {
        return Err(wrong());
    }
    let person = store::person_to_change(work.tx(), id).await?;
    let known = match store::person_by_email(work.tx(), address).await? {
        Some(other) if other.id == person.id => {
            return Err(Problem::invalid_field(
                "/new_email",
                "This is your address already.",
            ));
        }
        known => known,
    };
    link::end_all(&work, id, Some(Purpose::Email)).await?;
    // Kept in either case: the profile shows a change that waits.
    let url = link::make(&work, id, Purpose::Email)
        .for_address(address)
        .keep(&work)
        .await?;
    let letter = match known {
        Some(other) => letters::address_in_use(address, store::first_name(&other)),
        None => letters::confirm_email(address, store::first_name(&person), &url),
    };
    work.mail(letter).await?;
    work.audit(
        None,
        "email.change_asked",
        Some(id.0),
        "Asked for another address.",
    )
    .await?;
    work.commit().await
}

/// Makes the new address the person's own, and tells the old one.
///
/// # Errors
/// 410 when the link doesn't work, 409 when somebody else took the address meanwhile.
pub async fn confirm_email(ctx: &Ctx, input: LinkToken) -> Result<()> {
    let link = link::look(ctx.db(), Purpose::Email, &input.token, ctx.now).await?;
    let id = PersonId(link.person_id);
    let mut work = ctx.begin_as(Some(id)).await?;
    let link = link::take(&work, Purpose::Email, &input.token).await?;
    let address = link
        .new_email
        .ok_or_else(|| Problem::internal(&"a link without its address"))?;
    let before = store::person_to_change(work.tx(), id).await?;
    let (old, name) = (before.email.clone(), store::first_name(&before).to_owned());
    let version = before.version + 1;
    let mut row = before.into_active_model();
    row.email_key = Set(Some(store::email_key(&address)));
    row.email = Set(Some(address));
    row.updated_at = Set(work.now);
    row.version = Set(version);
    row.update(work.tx()).await.map_err(|e| match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(),
        _ => Problem::from(e),
    })?;
    // Links that wait in the old mailbox end with it.
    link::end_all(&work, id, None).await?;
    if let Some(old) = old {
        work.mail(letters::email_changed(&old, &name)).await?;
    }
    work.audit(None, "email.changed", Some(id.0), "Changed their address.")
        .await?;
    work.commit().await
}
