//! Open Badges: awards as signed documents, and the public documents that others check them with.
//!
//! A badge is signed when it is asked for, by the key that signs at that moment: when a key is revoked, asking again gives a
//! badge that counts.

use crate::ctx::{App, Ctx};
use crate::identity::house;
use crate::problem::{Problem, Result};
use crate::recognition::badge::{
    self, Achievement, BadgeKeys, Earned, Issuer, Places, achievement_document, badge_image, bake,
    credential, issuer_profile, key_document, sign, status_list,
};
use crate::recognition::code;
use crate::recognition::entity::award_grant;
use crate::recognition::service::awards;
use crate::recognition::store::badges as store;
use crate::recognition::store::grants;
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{AwardGrantId, AwardId};
use cairn_domain::recognition::{AwardContent, RuleMode, RuleStep};
use chrono::Duration;
use serde_json::Value;
use std::path::PathBuf;
use uuid::Uuid;

/// Where the keys that sign badges are kept.
pub fn folder(app: &App) -> PathBuf {
    app.config.var_dir.join("keys").join("badges")
}

fn places(ctx: &Ctx) -> Places {
    Places::new(&ctx.app.config.public_url)
}

fn issuer(ctx: &Ctx) -> Issuer {
    let institution = &ctx.app.config.institution;
    Issuer {
        name: institution.clone(),
        url: Some(ctx.app.config.public_url.clone()),
        email: None,
        description: Some(format!("Student mentoring at {institution}")),
    }
}

/// Does what reads key files or signs away from the threads that answer requests.
async fn apart<T: Send + 'static>(
    ctx: &Ctx,
    work: impl FnOnce(BadgeKeys) -> std::result::Result<T, badge::BadgeError> + Send + 'static,
) -> Result<T> {
    let folder = folder(&ctx.app);
    let done = actix_web::web::block(move || -> anyhow::Result<T> {
        let keys = badge::store::load(&folder)?;
        Ok(work(keys)?)
    });
    done.await
        .map_err(|e| Problem::internal(&e))?
        .map_err(|e| Problem::internal(&format!("{e:#}")))
}

/// The issuer's profile with its keys.
///
/// # Errors
/// When the keys can't be read.
pub async fn profile(ctx: &Ctx) -> Result<Value> {
    let (places, issuer) = (places(ctx), issuer(ctx));
    apart(ctx, move |keys| Ok(issuer_profile(&places, &issuer, &keys))).await
}

/// One key.
///
/// # Errors
/// 404 for a key that was never ours.
pub async fn key(ctx: &Ctx, kid: String) -> Result<Value> {
    let places = places(ctx);
    let found = apart(ctx, move |keys| {
        Ok(keys.find(&kid).map(|k| key_document(&places, k)))
    })
    .await?;
    found.ok_or_else(|| Problem::not_found("key"))
}

async fn rule_of(ctx: &Ctx, id: AwardId) -> Result<Achievement> {
    let house = house::scope(Action::ReadRecognition)?;
    let row = store::award(ctx.db(), &house, id).await?;
    let row = row.ok_or_else(|| Problem::not_found("award"))?;
    Ok(achievement(ctx, row.id, &awards::content(&row)?))
}

fn achievement(ctx: &Ctx, id: Uuid, award: &AwardContent) -> Achievement {
    Achievement {
        id,
        name: award.name.clone(),
        description: award.description.clone(),
        criteria: criteria(award),
        tier: award.tier.map(|t| t.label().to_owned()),
        image: Some(places(ctx).image(id)),
    }
}

/// What an award asks for, in Markdown: a line for everything that is needed by itself. Where one of several is enough, what
/// belongs together stays in one line.
fn criteria(award: &AwardContent) -> String {
    let rule = &award.rule;
    let one_is_enough = rule.blocks.len() > 1 && rule.mode == RuleMode::Any;
    let lead = if one_is_enough {
        RuleMode::Any
    } else {
        RuleMode::All
    };
    let mut out = format!("{}:\n\n", lead.label());
    for block in &rule.blocks {
        let labels: Vec<String> = block.requirements.iter().map(|r| r.label()).collect();
        match block.mode {
            RuleMode::All if one_is_enough => out.push_str(&format!("* {}\n", labels.join(", and "))),
            RuleMode::All => labels.iter().for_each(|l| out.push_str(&format!("* {l}\n"))),
            RuleMode::Any => out.push_str(&format!("* {}\n", labels.join(", or "))),
        }
    }
    out
}

/// What an award means.
///
/// # Errors
/// 404 for an award without a badge.
pub async fn meaning(ctx: &Ctx, id: AwardId) -> Result<Value> {
    let rule = rule_of(ctx, id).await?;
    Ok(achievement_document(&places(ctx), &issuer(ctx), &rule))
}

/// An award's picture.
///
/// # Errors
/// 404 for an award without a badge.
pub async fn picture(ctx: &Ctx, id: AwardId) -> Result<String> {
    let rule = rule_of(ctx, id).await?;
    Ok(badge_image(&rule, &ctx.app.config.institution))
}

/// A signed list of what was taken back.
///
/// # Errors
/// 404 for a list that holds nothing yet.
pub async fn status(ctx: &Ctx, number: u32) -> Result<Value> {
    let house = house::scope(Action::ReadRecognition)?;
    let revoked = store::revoked(ctx.db(), &house, number).await?;
    let revoked = revoked.ok_or_else(|| Problem::not_found("list"))?;
    let (places, now) = (places(ctx), ctx.now);
    apart(ctx, move |keys| {
        let list = status_list(&places, number, &revoked, now, now + Duration::days(1))?;
        sign(list, keys.current()?, &places, now)
    })
    .await
}

/// A signed badge and its picture.
pub struct Badge {
    pub serial: String,
    pub signed: Value,
    image: String,
}

impl Badge {
    /// The picture with the badge in it.
    pub fn baked(&self) -> String {
        bake(&self.image, &self.signed)
    }
}

async fn signed(ctx: &Ctx, scope: &Scope, row: award_grant::Model) -> Result<Badge> {
    let award: AwardContent = serde_json::from_value(row.award)?;
    if !award.has_badge {
        return Err(Problem::not_found("badge"));
    }
    let named = grants::named(ctx.db(), scope, [row.participant_id]).await?;
    let email = named.get(&row.participant_id).and_then(|n| n.email.clone());
    let email = email.ok_or_else(|| {
        Problem::conflict(
            "no-address",
            "A badge is for an email address, and there is none here.",
        )
        .detail("Add an address to the profile first.")
    })?;
    let rule = achievement(ctx, row.award_id, &award);
    let image = badge_image(&rule, &ctx.app.config.institution);
    let met: Vec<RuleStep> = serde_json::from_value(row.met)?;
    let earned = Earned {
        award_id: row.id,
        rule,
        email,
        salt: row.salt,
        valid_from: row.granted_at,
        status_index: u32::try_from(row.status_index).map_err(|e| Problem::internal(&e))?,
        evidence: evidence(&met),
    };
    let (places, issuer, now) = (places(ctx), issuer(ctx), ctx.now);
    let document = credential(&places, &issuer, &earned);
    let signed = apart(ctx, move |keys| sign(document, keys.current()?, &places, now)).await?;
    Ok(Badge {
        serial: row.serial,
        signed,
        image,
    })
}

/// What was met, in Markdown; nothing where the rule was set aside.
fn evidence(met: &[RuleStep]) -> Option<String> {
    let lines: Vec<String> = met
        .iter()
        .filter(|s| s.is_met)
        .map(|s| format!("* {}", s.label))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The badge of an award that the caller reaches: staff by its mentor, a mentor their own.
///
/// # Errors
/// 404 out of reach or without a badge, 409 for somebody without an address.
pub async fn of_grant(ctx: &Ctx, scope: &Scope, id: AwardGrantId) -> Result<Badge> {
    let row = grants::one(ctx.db(), scope, id, false).await?;
    signed(ctx, scope, row).await
}

/// The badge of an award, for whoever has its code.
///
/// # Errors
/// 404 for a code that isn't this award's.
pub async fn by_code(ctx: &Ctx, id: AwardGrantId, typed: &str) -> Result<Value> {
    ctx.app.limits.verify(ctx.address)?;
    let house = house::scope(Action::ReadRecognition)?;
    let missing = || Problem::not_found("badge");
    let code = code::read(typed).ok_or_else(missing)?;
    let row = store::with_code(ctx.db(), &house, id, &code)
        .await?
        .ok_or_else(missing)?;
    Ok(signed(ctx, &house, row).await?.signed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(mode: &str, blocks: Value) -> String {
        let award = json!({
            "name": "A", "description": "", "has_certificate": true, "has_badge": true,
            "rule": { "mode": mode, "blocks": blocks }
        });
        criteria(&serde_json::from_value(award).unwrap())
    }

    #[test]
    fn what_belongs_together_is_not_taken_apart() {
        let hours = json!({ "kind": "hours", "hours": 100 });
        let meetings = json!({ "kind": "meetings", "meetings": 50 });
        let thanks = json!({ "kind": "thanks", "mentees": 1 });
        let blocks = json!([
            { "mode": "all", "requirements": [hours, meetings] },
            { "mode": "any", "requirements": [hours, thanks] }
        ]);
        assert_eq!(
            said("any", blocks.clone()),
            "Any one of these:\n\n* 100 hours, and 50 meetings held\n* 100 hours, or Thanks from a mentee\n"
        );
        assert_eq!(
            said("all", blocks),
            "All of these:\n\n* 100 hours\n* 50 meetings held\n* 100 hours, or Thanks from a mentee\n"
        );
    }
}
