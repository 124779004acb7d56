//! What mentors write down of their own work. It counts once somebody else has confirmed it.

use super::evidence::{self, New, Reader, moved_one};
use crate::cohorts::mentor_place;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::entity::evidence as entity;
use crate::recognition::store::evidence as store;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{EvidenceId, SchemeId};
use cairn_domain::recognition::evidence::{EvidenceRefusal, may_change};
use cairn_domain::recognition::{
    EvidenceKind, EvidencePatch, EvidenceSource, EvidenceState, EvidenceView, NewEvidence,
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

/// Writes work down. It waits for staff.
///
/// # Errors
/// 404 when the caller is no mentor there, 422 for work that can't have been done like that.
pub async fn add(ctx: &Ctx, scope: &Scope, input: NewEvidence) -> Result<EvidenceView> {
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, input.scheme_id).await?;
    let today = reach::today(&place.scheme, work.now);
    evidence::check(input.kind, input.happened_on, today, input.minutes, &input.text)?;
    let new = New {
        kind: input.kind,
        source: EvidenceSource::Mentor,
        happened_on: input.happened_on,
        minutes: input.minutes,
        text: &input.text,
        said_by: None,
        external: None,
    };
    let row = new.row(&place.mentor, work.now);
    let id = row.id;
    row.into_active_model().reset_all().insert(work.tx()).await?;
    let sentence = format!("Wrote down: {}.", input.kind.label());
    work.audit(
        Some(input.scheme_id),
        "recognition.evidence_added",
        Some(id),
        sentence,
    )
    .await?;
    moved_one(&mut work, place.scheme.id, place.mentor.id).await?;
    work.commit().await?;
    evidence::one(ctx, scope, EvidenceId(id), Reader::Mentor).await
}

/// A piece that the caller wrote themself, and the day it is where they mentor.
async fn own(work: &Work, scope: &Scope, id: EvidenceId) -> Result<(entity::Model, NaiveDate)> {
    let missing = || Problem::not_found("evidence");
    let found = store::to_change(work.tx(), scope, &[id]).await?.pop();
    let found = found.ok_or_else(missing)?;
    let place = mentor_place::place(work.tx(), scope, SchemeId(found.scheme_id))
        .await
        .map_err(|_| missing())?;
    if place.mentor.id != found.participant_id || found.source != EvidenceSource::Mentor.as_str() {
        return Err(missing());
    }
    Ok((found, reach::today(&place.scheme, work.now)))
}

fn state(row: &entity::Model) -> EvidenceState {
    row.state.parse().unwrap_or(EvidenceState::Confirmed)
}

/// # Errors
/// 409 once something relies on it.
fn not_locked(row: &entity::Model) -> Result<()> {
    match row.entry_id.or(row.claim_id) {
        Some(_) => Err(evidence::refused(EvidenceRefusal::Locked)),
        None => Ok(()),
    }
}

/// Changes what was written down, while it waits.
///
/// # Errors
/// 404 when it isn't the caller's, 412 when it has changed since they saw it, 409 once staff have decided, 422 for work that
/// can't have been done like that.
pub async fn change(
    ctx: &Ctx,
    scope: &Scope,
    id: EvidenceId,
    seen: i32,
    patch: EvidencePatch,
) -> Result<EvidenceView> {
    let mut work = ctx.begin(scope).await?;
    let (row, today) = own(&work, scope, id).await?;
    if row.version != seen {
        return Err(Problem::stale());
    }
    may_change(state(&row)).map_err(evidence::refused)?;
    not_locked(&row)?;
    let kind = row.kind.parse().unwrap_or(EvidenceKind::Hours);
    evidence::check(kind, patch.happened_on, today, patch.minutes, &patch.text)?;
    let (scheme, mentor) = (row.scheme_id, row.participant_id);
    let mut change = row.into_active_model();
    change.happened_on = Set(patch.happened_on);
    change.week = Set(evidence::week(patch.happened_on));
    change.minutes = Set(evidence::short(patch.minutes));
    change.words = Set(evidence::words(kind, &patch.text));
    change.text = Set(patch.text.trim().to_owned());
    change.version = Set(seen + 1);
    change.update(work.tx()).await?;
    let sentence = "Changed what they had written down.";
    work.audit(
        Some(SchemeId(scheme)),
        "recognition.evidence_changed",
        Some(id.0),
        sentence,
    )
    .await?;
    moved_one(&mut work, scheme, mentor).await?;
    work.commit().await?;
    evidence::one(ctx, scope, id, Reader::Mentor).await
}

/// Takes back what was written down, while it waits. Twice is once.
///
/// # Errors
/// 404 when it isn't the caller's, 409 once staff have decided.
pub async fn withdraw(ctx: &Ctx, scope: &Scope, id: EvidenceId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let (row, _) = own(&work, scope, id).await?;
    if state(&row) == EvidenceState::Withdrawn {
        return Ok(());
    }
    may_change(state(&row)).map_err(evidence::refused)?;
    not_locked(&row)?;
    let (scheme, mentor, version) = (row.scheme_id, row.participant_id, row.version);
    let mut change = row.into_active_model();
    change.state = Set(EvidenceState::Withdrawn.as_str().to_owned());
    change.version = Set(version + 1);
    change.update(work.tx()).await?;
    let sentence = "Took back what they had written down.";
    work.audit(
        Some(SchemeId(scheme)),
        "recognition.evidence_withdrawn",
        Some(id.0),
        sentence,
    )
    .await?;
    moved_one(&mut work, scheme, mentor).await?;
    work.commit().await
}
