//! Inviting a person with a role, and what happens when they open the link.

use super::grants::{self, Given};
use super::password::{self, fitting};
use super::people::summary;
use super::session::{Opened, open_session};
use crate::cohorts::names;
use crate::ctx::Ctx;
use crate::identity::entity::person;
use crate::identity::link::{self, Purpose};
use crate::identity::store;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::identity::policy::may_grant;
use cairn_domain::identity::{
    AcceptInvitation, AccountStatus, Actor, InvitationPreview, LinkToken, NewInvitation, PersonSummary, Scope,
};
use cairn_domain::ids::{PersonId, SchemeId};
use chrono::Duration;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use uuid::Uuid;

/// Invites somebody with their first role. Somebody who has an account already only gets the role.
///
/// # Errors
/// 403 for a role above or outside one's own, 409 when two invite the same address at once.
pub async fn invite(ctx: &Ctx, actor: &Actor, scope: &Scope, input: NewInvitation) -> Result<PersonSummary> {
    if !may_grant(actor, &input.grant) {
        return Err(grants::beyond());
    }
    let mut work = ctx.begin(scope).await?;
    names::check_place(work.tx(), &input.grant, "/grant").await?;
    let person = match store::person_by_email(work.tx(), &input.email).await? {
        Some(known) => known,
        None => {
            let id = PersonId(Uuid::now_v7());
            store::new_person(
                id,
                &input.given_name,
                &input.family_name,
                Some(&input.email),
                work.now,
            )
            .insert(work.tx())
            .await?
        }
    };
    let id = PersonId(person.id);
    let given = grants::give(&work, id, &input.grant).await?;
    if !store::is_active(work.tx(), id).await? {
        send_invitation(&mut work, &person, input.grant.scheme_id).await?;
    } else if given == Given::New {
        grants::tell(&mut work, &person, &input.grant).await?;
    }
    work.audit(
        input.grant.scheme_id,
        "person.invited",
        Some(person.id),
        format!(
            "Invited {} as {}.",
            store::full_name(&person),
            input.grant.role.label()
        ),
    )
    .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    summary(ctx, scope, id).await
}

/// Writes a letter with a new link to somebody who has no open account, and gives the link. Without an address, nothing.
pub(in crate::identity) async fn send_invitation(
    work: &mut Work,
    person: &person::Model,
    scheme: Option<SchemeId>,
) -> Result<Option<String>> {
    let Some(address) = &person.email else {
        return Ok(None);
    };
    store::set_invited(work.tx(), &[PersonId(person.id)], work.now).await?;
    let place = place(work, scheme).await?;
    let url = link::make(work, PersonId(person.id), Purpose::Invitation)
        .for_scheme(scheme)
        .keep(work)
        .await?;
    let name = store::first_name(person);
    work.mail(letters::invitation(address, name, &place, &url, scheme))
        .await?;
    Ok(Some(url))
}

/// Between two letters to somebody who asks for them.
const PAUSE: Duration = Duration::minutes(1);

/// Somebody who came by themselves, and how they get in.
pub struct Met {
    pub id: PersonId,
    pub name: String,
    pub address: String,
    /// A link to choose a first password with; absent for somebody who has an account, and signs in.
    pub link: Option<String>,
}

/// Makes somebody known who came by themselves. `None` when there is nothing to write to them: their account was closed, or a
/// letter has just gone out.
///
/// # Errors
/// When the database refuses.
pub async fn meet(work: &mut Work, who: &NewcomerName<'_>, scheme: SchemeId) -> Result<Option<Met>> {
    let person = match store::person_by_email(work.tx(), who.email).await? {
        Some(known) => known,
        None => {
            let id = PersonId(Uuid::now_v7());
            store::new_person(id, who.given, who.family, Some(who.email), work.now)
                .insert(work.tx())
                .await?
        }
    };
    let id = PersonId(person.id);
    let status = store::account(work.tx(), id).await?.map(|a| a.status);
    let status = status.as_deref().and_then(|s| s.parse().ok());
    let link = match status.unwrap_or(AccountStatus::None) {
        AccountStatus::Closed => return Ok(None),
        AccountStatus::Active => None,
        AccountStatus::None | AccountStatus::Invited => {
            let before = link::newest(work.tx(), id, Purpose::Invitation).await?;
            if before.is_some_and(|l| l.created_at + PAUSE > work.now) {
                return Ok(None);
            }
            store::set_invited(work.tx(), &[id], work.now).await?;
            let made = link::make(work, id, Purpose::Invitation).for_scheme(Some(scheme));
            Some(made.keep(work).await?)
        }
    };
    Ok(Some(Met {
        id,
        name: store::first_name(&person).to_owned(),
        address: person.email.clone().unwrap_or_default(),
        link,
    }))
}

/// What somebody says of themself who comes without an account.
pub struct NewcomerName<'a> {
    pub given: &'a str,
    pub family: &'a str,
    pub email: &'a str,
}

/// What somebody is invited to.
async fn place(work: &Work, scheme: Option<SchemeId>) -> Result<String> {
    let name = match scheme {
        Some(scheme) => names::scheme_name(work.tx(), scheme).await?,
        None => None,
    };
    Ok(name.unwrap_or_else(|| format!("Cairn at {}", work.app.config.institution)))
}

/// Who an invitation is for.
///
/// # Errors
/// 410 when the link doesn't work.
pub async fn preview(ctx: &Ctx, input: LinkToken) -> Result<InvitationPreview> {
    let link = link::look(ctx.db(), Purpose::Invitation, &input.token, ctx.now).await?;
    let person = store::person(ctx.db(), PersonId(link.person_id)).await?;
    let scheme_name = match link.scheme_id {
        Some(scheme) => names::scheme_name(ctx.db(), SchemeId(scheme)).await?,
        None => None,
    };
    Ok(InvitationPreview {
        name: store::full_name(&person),
        email: person.email.unwrap_or_default(),
        scheme_name,
        expires_at: link.expires_at,
    })
}

/// Opens the account with a first password, and signs in.
///
/// # Errors
/// 410 when the link doesn't work, 422 when the password won't do.
pub async fn accept(ctx: &Ctx, input: AcceptInvitation, device: &str) -> Result<Opened> {
    ctx.app.limits.sign_in(ctx.address)?;
    let link = link::look(ctx.db(), Purpose::Invitation, &input.token, ctx.now).await?;
    let person = store::person(ctx.db(), PersonId(link.person_id)).await?;
    fitting(&input.password, &person, "/password")?;
    let hash = ctx.app.passwords.hash(input.password).await?;
    let id = PersonId(person.id);
    let mut work = ctx.begin_as(Some(id)).await?;
    link::take(&work, Purpose::Invitation, &input.token).await?;
    let account = store::account_to_change(work.tx(), id)
        .await?
        .ok_or_else(|| Problem::internal(&"an invitation without an account"))?;
    let mut row = account.into_active_model();
    row.status = Set(AccountStatus::Active.as_str().to_owned());
    row.activated_at = Set(Some(work.now));
    password::put(&mut row, hash);
    row.update(work.tx()).await?;
    link::end_all(&work, id, None).await?;
    let opened = open_session(&mut work, id, device).await?;
    work.audit(
        link.scheme_id.map(SchemeId),
        "account.opened",
        Some(person.id),
        "Accepted the invitation.",
    )
    .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(opened)
}
