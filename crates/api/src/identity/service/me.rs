//! Somebody and what they tell about themself.

use crate::cohorts::names::Names;
use crate::ctx::Ctx;
use crate::extract::IfMatch;
use crate::identity::entity::person;
use crate::identity::link::{self, Purpose};
use crate::identity::store;
use crate::problem::Result;
use cairn_domain::identity::{Actor, Me, PersonSettings, Profile, Scope};
use cairn_domain::ids::PersonId;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

/// The person who is signed in.
///
/// # Errors
/// When the database can't be read.
pub async fn me(ctx: &Ctx, actor: &Actor) -> Result<Me> {
    let person = store::person(ctx.db(), actor.person_id).await?;
    describe(ctx, actor, person).await
}

async fn describe(ctx: &Ctx, actor: &Actor, p: person::Model) -> Result<Me> {
    let names = Names::of(ctx.db(), &actor.grants).await?;
    let pending = link::newest(ctx.db(), PersonId(p.id), Purpose::Email)
        .await?
        .filter(|l| l.used_at.is_none() && l.expires_at > ctx.now);
    Ok(Me {
        person_id: PersonId(p.id),
        profile: store::profile(&p),
        settings: store::json(&p.settings),
        email: p.email,
        pending_email: pending.and_then(|l| l.new_email),
        grants: actor.grants.iter().map(|g| names.view(g.clone())).collect(),
        version: p.version,
    })
}

/// # Errors
/// 412 when it was changed meanwhile.
pub async fn change_profile(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    at: &IfMatch,
    profile: Profile,
) -> Result<Me> {
    let work = ctx.begin(scope).await?;
    let before = store::person_to_change(work.tx(), scope.person_id()).await?;
    at.check(before.version)?;
    let version = before.version + 1;
    let mut row = before.into_active_model();
    row.given_name = Set(profile.given_name.trim().to_owned());
    row.family_name = Set(profile.family_name.trim().to_owned());
    row.preferred_name = Set(filled(profile.preferred_name));
    row.pronouns = Set(filled(profile.pronouns));
    row.about = Set(filled(profile.about));
    row.interests = Set(serde_json::to_value(words(profile.interests))?);
    row.languages = Set(serde_json::to_value(words(profile.languages))?);
    row.availability = Set(i32::try_from(profile.availability.bits()).unwrap_or_default());
    row.contact = Set(filled(profile.contact));
    row.updated_at = Set(work.now);
    row.version = Set(version);
    let after = row.update(work.tx()).await?;
    work.audit(None, "profile.changed", Some(after.id), "Changed their profile.")
        .await?;
    work.commit().await?;
    describe(ctx, actor, after).await
}

/// # Errors
/// When the database refuses.
pub async fn change_settings(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    settings: PersonSettings,
) -> Result<Me> {
    let work = ctx.begin(scope).await?;
    let before = store::person_to_change(work.tx(), scope.person_id()).await?;
    let version = before.version + 1;
    let mut row = before.into_active_model();
    row.settings = Set(serde_json::to_value(settings)?);
    row.updated_at = Set(work.now);
    row.version = Set(version);
    let after = row.update(work.tx()).await?;
    work.audit(
        None,
        "settings.changed",
        Some(after.id),
        "Changed their settings.",
    )
    .await?;
    work.commit().await?;
    describe(ctx, actor, after).await
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

/// Trimmed, each once, in their own order.
fn words(list: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(list.len());
    for word in list {
        let word = word.trim().to_owned();
        if !kept.iter().any(|k| k.eq_ignore_ascii_case(&word)) {
            kept.push(word);
        }
    }
    kept
}
