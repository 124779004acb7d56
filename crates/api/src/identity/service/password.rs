//! Changing a password that is known, and getting back in when it isn't.

use super::invitations::send_invitation;
use super::session::prove;
use crate::ctx::Ctx;
use crate::identity::entity::{account, person};
use crate::identity::link::{self, Purpose};
use crate::identity::store;
use crate::jobs::NewJob;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::identity::{
    AccountStatus, Actor, ChangePassword, ForgottenPassword, ResetPassword, Scope, password as rule,
};
use cairn_domain::ids::{PersonId, SchemeId};
use chrono::Duration;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

/// The job that answers somebody who forgot their password.
pub const FORGOTTEN: &str = "identity.forgotten_password";

/// Between two letters to the same person.
const PAUSE: Duration = Duration::minutes(1);

/// Whether a new password will do for this person.
///
/// # Errors
/// 422 at `pointer`, with what to do.
pub(in crate::identity) fn fitting(password: &str, person: &person::Model, pointer: &str) -> Result<()> {
    let names = [person.given_name.as_str(), person.family_name.as_str()];
    match rule::fault(password, person.email.as_deref().unwrap_or_default(), &names) {
        Some(detail) => Err(Problem::invalid_field(pointer, detail)),
        None => Ok(()),
    }
}

/// A new password also ends the account's rest after wrong ones.
pub(super) fn put(row: &mut account::ActiveModel, hash: String) {
    row.password_hash = Set(Some(hash));
    row.failed_sign_ins = Set(0);
    row.locked_until = Set(None);
}

/// Changes the password and signs out every other browser.
///
/// # Errors
/// 422 when the current one is wrong or the new one won't do.
pub async fn change_password(ctx: &Ctx, actor: &Actor, scope: &Scope, input: ChangePassword) -> Result<()> {
    ctx.app.limits.sign_in(ctx.address)?;
    let id = scope.person_id();
    let person = store::person(ctx.db(), id).await?;
    fitting(&input.new_password, &person, "/new_password")?;
    let wrong = || Problem::invalid_field("/current_password", "This isn't your password now.");
    let proof = prove(ctx, id, input.current_password).await?.ok_or_else(wrong)?;
    let hash = ctx.app.passwords.hash(input.new_password).await?;
    let mut work = ctx.begin(scope).await?;
    if !proof.still_holds(&work).await? {
        return Err(wrong());
    }
    replace(&work, id, hash).await?;
    store::end_other_sessions(work.tx(), id, actor.session_id, work.now).await?;
    tell(&mut work, &person).await?;
    work.audit(None, "password.changed", Some(id.0), "Changed their password.")
        .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(())
}

/// Takes note that somebody wants back in. The same work whoever asks: the letter is a job's affair.
///
/// # Errors
/// 429 when an address asks too often.
pub async fn forgotten_password(ctx: &Ctx, input: ForgottenPassword) -> Result<()> {
    ctx.app.limits.sign_in(ctx.address)?;
    let mut work = ctx.begin_as(None).await?;
    work.enqueue(NewJob::new(FORGOTTEN, serde_json::to_value(input)?))
        .await?;
    work.commit().await
}

/// Sends a link to whoever has an account at the address: a new password, or the invitation again. To anybody else, nothing.
///
/// # Errors
/// When the database refuses: the job queue tries again.
pub async fn answer_forgotten(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let input: ForgottenPassword = serde_json::from_value(payload.clone())?;
    let mut work = ctx.begin_as(None).await?;
    let Some(person) = store::person_by_email(work.tx(), &input.email).await? else {
        return Ok(());
    };
    let id = PersonId(person.id);
    let status = store::account(work.tx(), id).await?.map(|a| a.status);
    let (purpose, is_open) = match status.as_deref().and_then(|s| s.parse().ok()) {
        Some(AccountStatus::Active) => (Purpose::Reset, true),
        Some(AccountStatus::Invited) => (Purpose::Invitation, false),
        _ => return Ok(()),
    };
    let before = link::newest(work.tx(), id, purpose).await?;
    if before.as_ref().is_some_and(|l| l.created_at + PAUSE > work.now) {
        return Ok(());
    }
    if is_open {
        let url = link::make(&work, id, purpose).keep(&work).await?;
        let address = person.email.as_deref().unwrap_or_default();
        work.mail(letters::reset(address, store::first_name(&person), &url))
            .await?;
    } else {
        let scheme = before.and_then(|l| l.scheme_id).map(SchemeId);
        send_invitation(&mut work, &person, scheme).await?;
    }
    work.audit(None, "password.link_sent", Some(id.0), "Asked for a way back in.")
        .await?;
    work.commit().await
}

/// Chooses another password with a link, and signs out everywhere.
///
/// # Errors
/// 410 when the link doesn't work, 422 when the password won't do.
pub async fn reset_password(ctx: &Ctx, input: ResetPassword) -> Result<()> {
    ctx.app.limits.sign_in(ctx.address)?;
    let link = link::look(ctx.db(), Purpose::Reset, &input.token, ctx.now).await?;
    let person = store::person(ctx.db(), PersonId(link.person_id)).await?;
    fitting(&input.password, &person, "/password")?;
    let hash = ctx.app.passwords.hash(input.password).await?;
    let id = PersonId(person.id);
    let mut work = ctx.begin_as(Some(id)).await?;
    link::take(&work, Purpose::Reset, &input.token).await?;
    replace(&work, id, hash).await?;
    store::end_sessions(work.tx(), id, None, work.now).await?;
    tell(&mut work, &person).await?;
    work.audit(
        None,
        "password.reset",
        Some(id.0),
        "Chose another password by a link.",
    )
    .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(())
}

async fn replace(work: &Work, id: PersonId, hash: String) -> Result<()> {
    let account = store::account_to_change(work.tx(), id)
        .await?
        .filter(|a| a.status == AccountStatus::Active.as_str())
        .ok_or_else(Problem::unauthenticated)?;
    let mut row = account.into_active_model();
    put(&mut row, hash);
    row.update(work.tx()).await?;
    // Whoever knew the old password may have asked for letters: none of their links works any more.
    link::end_all(work, id, None).await
}

async fn tell(work: &mut Work, person: &person::Model) -> Result<()> {
    match &person.email {
        Some(address) => {
            work.mail(letters::password_changed(address, store::first_name(person)))
                .await
        }
        None => Ok(()),
    }
}
