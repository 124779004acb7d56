//! Activities in the register: writing them, and confirming each year that their protocol still holds.

use super::{content, facts, open, settings};
use crate::cohorts::entity::scheme;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::entity::hear_activity as entity;
use crate::recognition::store::grants;
use crate::recognition::store::hear::{self as store, Tally};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{HearActivityId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::hear::activity_blocks;
use cairn_domain::recognition::{HearActivityContent, HearActivityView, NewHearActivity};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use std::collections::HashMap;
use uuid::Uuid;

/// The activities of a scheme, with how many entries the caller reaches in each.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<HearActivityView>> {
    let found = reach::scheme(ctx.db(), scope, scheme).await?;
    let rows = store::activities(ctx.db(), scope, scheme).await?;
    views(ctx, scope, &found, rows).await
}

async fn views(
    ctx: &Ctx,
    scope: &Scope,
    scheme: &scheme::Model,
    rows: Vec<entity::Model>,
) -> Result<Vec<HearActivityView>> {
    let (rules, _) = settings(ctx.db()).await?;
    let today = reach::today(scheme, ctx.now);
    let open = open(&rows, scheme, &rules, today);
    let tallies = store::tally(ctx.db(), scope, SchemeId(scheme.id), &open).await?;
    let names = grants::called(ctx.db(), scope, rows.iter().filter_map(|r| r.confirmed_by)).await?;
    Ok(rows
        .iter()
        .map(|row| {
            let blocks = activity_blocks(&facts(row, scheme), &rules, today);
            let mut view = view(row, scheme, &tallies, &names);
            view.blocks = blocks;
            view
        })
        .collect())
}

fn view(
    row: &entity::Model,
    scheme: &scheme::Model,
    tallies: &HashMap<Uuid, Tally>,
    names: &HashMap<Uuid, String>,
) -> HearActivityView {
    let tally = tallies.get(&row.id).cloned().unwrap_or_default();
    HearActivityView {
        id: HearActivityId(row.id),
        scheme_id: SchemeId(row.scheme_id),
        academic_year: scheme.academic_year.clone(),
        content: content(row),
        confirmed_for: row.confirmed_for.clone(),
        confirmed_by: row.confirmed_by.and_then(|p| names.get(&p).cloned()),
        confirmed_at: row.confirmed_at,
        blocks: Vec::new(),
        asked: tally.asked.unsigned_abs(),
        ready: tally.ready.unsigned_abs(),
        verified: tally.verified.unsigned_abs(),
        version: row.version,
    }
}

/// One activity after a change.
async fn shown(ctx: &Ctx, scope: &Scope, row: entity::Model) -> Result<HearActivityView> {
    let scheme = reach::scheme(ctx.db(), scope, SchemeId(row.scheme_id)).await?;
    let found = views(ctx, scope, &scheme, vec![row]).await?.pop();
    found.ok_or_else(|| Problem::not_found("activity"))
}

fn columns(content: HearActivityContent) -> entity::ActiveModel {
    let line = |text: String| Set(text.trim().to_owned());
    entity::ActiveModel {
        title: line(content.title),
        category: Set(content.category.as_str().to_owned()),
        description: line(content.description),
        provider: line(content.provider),
        key_contact: line(content.key_contact),
        verifier: line(content.verifier),
        protocol: line(content.protocol),
        minutes_needed: Set(i32::try_from(content.minutes_needed).unwrap_or(i32::MAX)),
        is_paid: Set(content.is_paid),
        is_credit_bearing: Set(content.is_credit_bearing),
        deadline: Set(content.deadline),
        ..Default::default()
    }
}

/// Puts an activity into the register. Its protocol is not confirmed by that.
///
/// # Errors
/// 404 when the scheme isn't in reach, 403 when only a part of it is.
pub async fn add(ctx: &Ctx, scope: &Scope, input: NewHearActivity) -> Result<HearActivityView> {
    let mut work = ctx.begin(scope).await?;
    let scheme = reach::whole_scheme(work.tx(), scope, input.scheme_id).await?;
    let row = entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.id),
        academic_year: Set(scheme.academic_year.clone()),
        confirmed_for: Set(None),
        confirmed_by: Set(None),
        confirmed_at: Set(None),
        created_at: Set(work.now),
        updated_at: Set(work.now),
        version: Set(1),
        ..columns(input.content)
    }
    .insert(work.tx())
    .await?;
    let sentence = format!("Put {} into the HEAR register.", row.title);
    tell(&mut work, &row, "recognition.hear_activity_added", sentence).await?;
    work.commit().await?;
    shown(ctx, scope, row).await
}

async fn tell(work: &mut Work, row: &entity::Model, verb: &str, sentence: String) -> Result<()> {
    let scheme = SchemeId(row.scheme_id);
    work.audit(Some(scheme), verb, Some(row.id), sentence).await?;
    work.announce(Topic::Recognition, row.id, Some(scheme));
    Ok(())
}

/// Changes what is written about an activity. Whoever confirmed it for this year confirmed other words, so that is taken back.
/// Entries that are verified keep the words that they were verified with.
///
/// # Errors
/// 404 out of reach, 403 when only a part of the scheme is in reach, 412 when changed meanwhile.
pub async fn change(
    ctx: &Ctx,
    scope: &Scope,
    id: HearActivityId,
    seen: i32,
    input: HearActivityContent,
) -> Result<HearActivityView> {
    let mut work = ctx.begin(scope).await?;
    let row = store::activity_to_change(work.tx(), scope, id).await?;
    reach::whole_scheme(work.tx(), scope, SchemeId(row.scheme_id)).await?;
    if row.version != seen {
        return Err(Problem::stale());
    }
    let before = content(&row);
    let version = row.version + 1;
    let kept = entity::ActiveModel {
        id: Set(row.id),
        updated_at: Set(work.now),
        version: Set(version),
        ..columns(input)
    };
    let mut row = kept.update(work.tx()).await?;
    if content(&row) != before {
        let mut again = row.into_active_model();
        again.confirmed_for = Set(None);
        again.confirmed_by = Set(None);
        again.confirmed_at = Set(None);
        row = again.update(work.tx()).await?;
    }
    let sentence = format!("Changed {} in the HEAR register.", row.title);
    tell(&mut work, &row, "recognition.hear_activity_changed", sentence).await?;
    work.commit().await?;
    shown(ctx, scope, row).await
}

/// Says that an activity's protocol holds for the scheme's academic year.
///
/// # Errors
/// 404 out of reach, 403 when only a part of the scheme is in reach.
pub async fn confirm(ctx: &Ctx, scope: &Scope, id: HearActivityId) -> Result<HearActivityView> {
    let mut work = ctx.begin(scope).await?;
    let row = store::activity_to_change(work.tx(), scope, id).await?;
    let scheme = reach::whole_scheme(work.tx(), scope, SchemeId(row.scheme_id)).await?;
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.academic_year = Set(scheme.academic_year.clone());
    change.confirmed_for = Set(Some(scheme.academic_year.clone()));
    change.confirmed_by = Set(work.actor.map(|p| p.0));
    change.confirmed_at = Set(Some(work.now));
    change.updated_at = Set(work.now);
    change.version = Set(version);
    let row = change.update(work.tx()).await?;
    let sentence = format!("Confirmed {} for {}.", row.title, scheme.academic_year);
    tell(&mut work, &row, "recognition.hear_activity_confirmed", sentence).await?;
    work.commit().await?;
    shown(ctx, scope, row).await
}
