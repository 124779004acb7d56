//! The learning outcomes that programmes set for work-based learning.

use crate::cohorts::mentor_place;
use crate::cohorts::{membership, reach};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::entity::wbl_outcome as entity;
use crate::recognition::store::wbl as store;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ProgrammeId, SchemeId, WblOutcomeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{WblOutcomeContent, WblOutcomeInput, WblOutcomeView, WblOutcomes};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

fn view(row: entity::Model) -> WblOutcomeView {
    WblOutcomeView {
        id: WblOutcomeId(row.id),
        scheme_id: SchemeId(row.scheme_id),
        programme_id: ProgrammeId(row.programme_id),
        content: WblOutcomeContent {
            code: row.code,
            text: row.text,
            minutes_needed: u32::try_from(row.minutes_needed).unwrap_or(0),
        },
        position: row.position,
    }
}

/// What the programmes of a scheme ask for now, as far as the caller reaches.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    programme: Option<ProgrammeId>,
) -> Result<Vec<WblOutcomeView>> {
    let rows = store::outcomes(ctx.db(), scope, scheme, programme).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// What the caller's own programme asks for.
///
/// # Errors
/// 404 when they are no mentor there.
pub async fn of_mine(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<WblOutcomeView>> {
    let place = mentor_place::place(ctx.db(), scope, scheme).await?;
    let rows = store::outcomes_for(ctx.db(), scope, &place.mentor, std::iter::empty()).await?;
    let asked = rows.into_iter().filter(|o| super::is_asked(o, &place.mentor));
    Ok(asked.map(view).collect())
}

/// Sets everything that a programme asks for, in order. What is left out is put aside: what students have mapped to it stays as
/// it is, and stays with their claims.
///
/// # Errors
/// 404 when the scheme isn't in reach, 403 when only a part of it is, 422 for a programme or an outcome that isn't one of its own.
pub async fn set(ctx: &Ctx, scope: &Scope, input: WblOutcomes) -> Result<Vec<WblOutcomeView>> {
    let mut work = ctx.begin(scope).await?;
    let (scheme, programme) = (input.scheme_id, input.programme_id);
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    membership::hold(work.tx(), scheme).await?;
    if !store::has_programme(work.tx(), scope, scheme, programme).await? {
        return Err(Problem::invalid_field(
            "/programme_id",
            "Choose a programme of this scheme.",
        ));
    }
    let there = store::outcomes_to_change(work.tx(), scope, scheme, programme).await?;
    let mut there: HashMap<Uuid, entity::Model> = there.into_iter().map(|o| (o.id, o)).collect();
    let faults = faults(&input.outcomes, &there);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    for (position, wish) in (1i32..).zip(input.outcomes) {
        let before = wish.id.and_then(|id| there.remove(&id.0));
        keep(&work, scheme, programme, position, wish.content, before).await?;
    }
    for gone in there.into_values().filter(|o| o.archived_at.is_none()) {
        let mut change = gone.into_active_model();
        change.archived_at = Set(Some(work.now));
        change.update(work.tx()).await?;
    }
    work.audit(
        Some(scheme),
        "recognition.outcomes_set",
        Some(programme.0),
        "Set the learning outcomes of a programme.",
    )
    .await?;
    work.announce(Topic::Recognition, programme.0, Some(scheme));
    work.commit().await?;
    list(ctx, scope, scheme, Some(programme)).await
}

fn faults(wishes: &[WblOutcomeInput], there: &HashMap<Uuid, entity::Model>) -> Vec<(String, String)> {
    let (mut ids, mut codes) = (HashSet::new(), HashSet::new());
    let mut found = Vec::new();
    for (n, wish) in wishes.iter().enumerate() {
        let is_known = wish
            .id
            .is_none_or(|id| there.contains_key(&id.0) && ids.insert(id.0));
        if !is_known {
            let sentence = "This programme has no such outcome. Load the page again.".to_owned();
            found.push((format!("/outcomes/{n}/id"), sentence));
        }
        if !codes.insert(wish.content.code.trim().to_lowercase()) {
            let sentence = "Another outcome has this code already.".to_owned();
            found.push((format!("/outcomes/{n}/code"), sentence));
        }
    }
    found
}

async fn keep(
    work: &Work,
    scheme: SchemeId,
    programme: ProgrammeId,
    position: i32,
    content: WblOutcomeContent,
    before: Option<entity::Model>,
) -> Result<()> {
    let row = entity::ActiveModel {
        id: Set(before.as_ref().map_or_else(Uuid::now_v7, |o| o.id)),
        scheme_id: Set(scheme.0),
        programme_id: Set(programme.0),
        code: Set(content.code.trim().to_owned()),
        text: Set(content.text.trim().to_owned()),
        minutes_needed: Set(i32::try_from(content.minutes_needed).unwrap_or(i32::MAX)),
        position: Set(position),
        archived_at: Set(None),
        created_at: Set(before.as_ref().map_or(work.now, |o| o.created_at)),
    };
    match before {
        Some(_) => row.update(work.tx()).await?,
        None => row.insert(work.tx()).await?,
    };
    Ok(())
}
