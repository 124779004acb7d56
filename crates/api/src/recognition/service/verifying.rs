//! What anybody learns who has a certificate in hand: whether it is real, and no more than it says itself.

use crate::cohorts::entity::scheme;
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::recognition::code;
use crate::recognition::entity::award_grant;
use crate::recognition::service::certificates;
use crate::recognition::store::grants as store;
use cairn_domain::recognition::{AwardContent, Verification, VerificationState};
use sea_orm::EntityTrait as _;

/// Looks a code up. What is no code at all and what is nobody's code get the same answer.
///
/// # Errors
/// 429 for an address that tries many.
pub async fn verify(ctx: &Ctx, typed: &str) -> Result<Verification> {
    ctx.app.limits.verify(ctx.address)?;
    let Some(code) = code::read(typed) else {
        return Ok(unknown());
    };
    match store::by_code(ctx.db(), &code).await? {
        Some(row) => known(ctx, row).await,
        None => Ok(unknown()),
    }
}

const fn unknown() -> Verification {
    Verification {
        state: VerificationState::Unknown,
        name: None,
        award: None,
        tier: None,
        scheme: None,
        academic_year: None,
        institution: None,
        serial: None,
        granted_on: None,
        revoked_on: None,
    }
}

async fn known(ctx: &Ctx, row: award_grant::Model) -> Result<Verification> {
    let award: AwardContent = serde_json::from_value(row.award)?;
    let scheme = scheme::Entity::find_by_id(row.scheme_id).one(ctx.db()).await?;
    let revoked_on = row.revoked_at.map(|at| at.date_naive());
    let state = if revoked_on.is_some() {
        VerificationState::Revoked
    } else {
        VerificationState::Valid
    };
    Ok(Verification {
        state,
        name: Some(row.name),
        award: Some(award.name),
        tier: award.tier,
        scheme: scheme.as_ref().map(|s| s.name.clone()),
        academic_year: scheme.map(|s| s.academic_year),
        institution: Some(certificates::institution(ctx).await?),
        serial: Some(row.serial),
        granted_on: Some(row.granted_on),
        revoked_on,
    })
}
