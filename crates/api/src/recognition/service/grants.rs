//! Awards that were given: who has which, and taking one back.

use super::telling;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::{Problem, Result};
use crate::recognition::code;
use crate::recognition::entity::award_grant;
use crate::recognition::store::grants::{self as store, Filter, Key, Named};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AwardGrantId, AwardId, ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{AwardContent, GrantState, GrantView, RuleStep, award_title};
use chrono::Datelike as _;
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _, Set};
use std::collections::HashMap;
use uuid::Uuid;

/// Everything that one mentor was given, the newest first, also what was taken back.
///
/// # Errors
/// When the database can't be read.
pub async fn of<C: ConnectionTrait>(
    db: &C,
    ctx: &Ctx,
    scope: &Scope,
    participant: ParticipantId,
) -> Result<Vec<GrantView>> {
    let rows = store::of(db, scope, participant).await?;
    views(db, ctx, scope, rows).await
}

/// Rows as pages show them, with names from two queries.
///
/// # Errors
/// When the database can't be read.
pub async fn views<C: ConnectionTrait>(
    db: &C,
    ctx: &Ctx,
    scope: &Scope,
    rows: Vec<award_grant::Model>,
) -> Result<Vec<GrantView>> {
    let mentors = store::named(db, scope, rows.iter().map(|r| r.participant_id)).await?;
    let givers = store::called(db, scope, rows.iter().filter_map(|r| r.granted_by)).await?;
    rows.into_iter()
        .map(|row| view(ctx, row, &mentors, &givers))
        .collect()
}

fn view(
    ctx: &Ctx,
    row: award_grant::Model,
    mentors: &HashMap<Uuid, Named>,
    givers: &HashMap<Uuid, String>,
) -> Result<GrantView> {
    let award: AwardContent = serde_json::from_value(row.award.clone())?;
    let met: Vec<RuleStep> = serde_json::from_value(row.met.clone())?;
    let mentor = mentors.get(&row.participant_id);
    let is_valid = row.revoked_at.is_none();
    let verify_url = verify_url(ctx, &row.code);
    Ok(GrantView {
        id: AwardGrantId(row.id),
        award_id: AwardId(row.award_id),
        participant_id: ParticipantId(row.participant_id),
        name: mentor.map(Named::name).unwrap_or_default(),
        name_given: row.name.clone(),
        programme_code: mentor.and_then(|m| m.programme_code.clone()),
        state: if is_valid {
            GrantState::Valid
        } else {
            GrantState::Revoked
        },
        linkedin_url: linkedin_url(ctx, &award, &row, &verify_url),
        award_name: award.name,
        tier: award.tier,
        serial: row.serial,
        code: code::shown(&row.code),
        verify_url,
        granted_on: row.granted_on,
        granted_by: row.granted_by.and_then(|id| givers.get(&id).cloned()),
        met,
        despite_rule: row.despite_reason,
        revoked_at: row.revoked_at,
        revoked_reason: row.revoked_reason,
        has_certificate: award.has_certificate,
        has_badge: award.has_badge,
    })
}

/// The public page of a code.
pub fn verify_url(ctx: &Ctx, kept: &str) -> String {
    format!("{}/verify/{}", ctx.app.config.public_url, code::shown(kept))
}

/// Opens LinkedIn's form with the award filled in; nothing is sent until the person does.
fn linkedin_url(ctx: &Ctx, award: &AwardContent, row: &award_grant::Model, verify_url: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("startTask", "CERTIFICATION_NAME")
        .append_pair("name", &award_title(&award.name, award.tier))
        .append_pair("organizationName", &ctx.app.config.institution)
        .append_pair("issueYear", &row.granted_on.year().to_string())
        .append_pair("issueMonth", &row.granted_on.month().to_string())
        .append_pair("certUrl", verify_url)
        .append_pair("certId", &row.serial)
        .finish();
    format!(
        "https://www.linkedin.com/profile/add?{}",
        query.replace('+', "%20")
    )
}

/// # Errors
/// 404 when the scheme isn't in reach, 400 for a cursor that isn't ours.
pub async fn page(ctx: &Ctx, scope: &Scope, filter: &Filter, page: &PageQuery) -> Result<Page<GrantView>> {
    reach::scheme(ctx.db(), scope, filter.scheme_id).await?;
    let limit = page.limit()?;
    let rows = store::list(ctx.db(), scope, filter, page.after::<Key>()?, Some(limit + 1)).await?;
    let rows = cursor::page(rows, limit, |r| Key(r.granted_at, r.id));
    Ok(Page {
        items: views(ctx.db(), ctx, scope, rows.items).await?,
        next: rows.next,
        total: None,
    })
}

/// Everything that a filter finds, for a table.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn all(ctx: &Ctx, scope: &Scope, filter: &Filter) -> Result<Vec<GrantView>> {
    reach::scheme(ctx.db(), scope, filter.scheme_id).await?;
    let rows = store::list(ctx.db(), scope, filter, None, None).await?;
    views(ctx.db(), ctx, scope, rows).await
}

/// Takes an award back, with a reason. It stays on record, its number is never given again, and whoever opens its code is told.
///
/// # Errors
/// 404 out of reach, 403 for one's own, 409 when it was taken back before.
pub async fn revoke(ctx: &Ctx, scope: &Scope, id: AwardGrantId, reason: &str) -> Result<GrantView> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id, true).await?;
    let scheme = SchemeId(row.scheme_id);
    if row.person_id == scope.person_id().0 {
        return Err(Problem::forbidden().detail("Somebody else has to decide about your own award."));
    }
    if row.revoked_at.is_some() {
        return Err(Problem::conflict(
            "revoked-already",
            "This award was taken back already.",
        ));
    }
    let award: AwardContent = serde_json::from_value(row.award.clone())?;
    let title = award_title(&award.name, award.tier);
    let mut change = row.into_active_model();
    change.revoked_at = Set(Some(work.now));
    change.revoked_by = Set(work.actor.map(|p| p.0));
    change.revoked_reason = Set(Some(reason.trim().to_owned()));
    let row = change.update(work.tx()).await?;
    let mentors = store::named(work.tx(), scope, [row.participant_id]).await?;
    if let Some(mentor) = mentors.get(&row.participant_id) {
        let letter = telling::taken_back(ctx, mentor, scheme, &title, reason.trim());
        work.mail_all(letter.into_iter().collect()).await?;
        let sentence = format!("Took {title} back from {}: {}", mentor.name(), reason.trim());
        work.audit(Some(scheme), "recognition.revoked", Some(id.0), sentence)
            .await?;
    }
    work.announce(Topic::Recognition, row.participant_id, Some(scheme));
    work.commit().await?;
    one_view(ctx, scope, row).await
}

/// Makes an award out to the name that its mentor has now: certificates, the public page and exports follow. For a student who is
/// called something else since; they can't do it themselves, so that a certificate stays with whom it was given to.
///
/// # Errors
/// 404 out of reach, 403 for one's own, 409 when it was taken back.
pub async fn rename(ctx: &Ctx, scope: &Scope, id: AwardGrantId) -> Result<GrantView> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id, true).await?;
    let scheme = SchemeId(row.scheme_id);
    if row.person_id == scope.person_id().0 {
        return Err(Problem::forbidden().detail("Somebody else has to decide about your own award."));
    }
    if row.revoked_at.is_some() {
        return Err(Problem::conflict("revoked-already", "This award was taken back."));
    }
    let mentors = store::named(work.tx(), scope, [row.participant_id]).await?;
    let now = mentors
        .get(&row.participant_id)
        .map(Named::name)
        .unwrap_or_default();
    if now == row.name {
        drop(work);
        return one_view(ctx, scope, row).await;
    }
    let sentence = format!(
        "Made the award {} out to {now}; before it was {}.",
        row.serial, row.name
    );
    let mut change = row.into_active_model();
    change.name = Set(now);
    let row = change.update(work.tx()).await?;
    work.audit(Some(scheme), "recognition.renamed", Some(id.0), sentence)
        .await?;
    work.announce(Topic::Recognition, row.participant_id, Some(scheme));
    work.commit().await?;
    one_view(ctx, scope, row).await
}

/// # Errors
/// When the database can't be read.
pub async fn one_view(ctx: &Ctx, scope: &Scope, row: award_grant::Model) -> Result<GrantView> {
    let views = views(ctx.db(), ctx, scope, vec![row]).await?;
    let found = views.into_iter().next();
    found.ok_or_else(|| Problem::not_found("award"))
}
