//! What a mentor's hours count for: the HEAR, or academic credit. A piece of work has one use at a time, so no hour counts twice.

use super::evidence::{moved_one, refused};
use super::hear;
use super::hours_said::{hours_said, minutes, said, short_of_hear, short_of_outcomes};
use crate::cohorts::mentor_place::{self, Place};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{evidence as entity, wbl_claim, wbl_outcome};
use crate::recognition::store::{evidence as store, standing};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::EvidenceId;
use cairn_domain::recognition::evidence::{EvidenceRefusal, HoursSplit};
use cairn_domain::recognition::{
    EvidenceKind, EvidenceState, HoursChoice, HoursChoiceView, HoursUse, WblState,
};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Shows what a choice would mean, or keeps it.
///
/// # Errors
/// 404 for what isn't the caller's own, 422 for a learning outcome that isn't theirs to claim, 409 for what is part of something
/// verified or handed in.
pub async fn choose(ctx: &Ctx, scope: &Scope, input: HoursChoice) -> Result<HoursChoiceView> {
    if input.dry_run {
        let place = mentor_place::place(ctx.db(), scope, input.scheme_id).await?;
        let ids: Vec<Uuid> = input.ids.iter().map(|e| e.0).collect();
        let rows = entity::Entity::find()
            .filter(entity::Column::Id.is_in(ids))
            .all(ctx.db())
            .await?;
        let moving = movable(ctx.db(), &place, rows, &input).await?;
        return view(ctx.db(), scope, &place, &moving, &input).await;
    }
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, input.scheme_id).await?;
    mentor_place::one_at_a_time(work.tx(), scope, place.id()).await?;
    let rows = store::to_change(work.tx(), scope, &input.ids).await?;
    let moving = movable(work.tx(), &place, rows, &input).await?;
    let view = view(work.tx(), scope, &place, &moving, &input).await?;
    if !moving.is_empty() {
        keep(&mut work, &place, &moving, &input).await?;
        work.commit().await?;
    }
    Ok(HoursChoiceView { kept: true, ..view })
}

/// Those that a choice changes. All of them may be moved, or none is.
async fn movable<C: ConnectionTrait>(
    db: &C,
    place: &Place,
    rows: Vec<entity::Model>,
    input: &HoursChoice,
) -> Result<Vec<entity::Model>> {
    let mine: Vec<_> = rows
        .into_iter()
        .filter(|r| r.participant_id == place.mentor.id)
        .collect();
    let asked: BTreeSet<EvidenceId> = input.ids.iter().copied().collect();
    if mine.len() < asked.len() {
        return Err(Problem::not_found("evidence"));
    }
    for row in &mine {
        may_move(row)?;
    }
    check_outcome(db, place, input).await?;
    check_claim(db, place, &mine, input).await?;
    let outcome = input.outcome_id.map(|o| o.0);
    let is_there = |r: &entity::Model| r.counts_for == input.counts_for.as_str() && r.outcome_id == outcome;
    Ok(mine.into_iter().filter(|r| !is_there(r)).collect())
}

fn may_move(row: &entity::Model) -> Result<()> {
    match row.state.parse() {
        Ok(EvidenceState::Waiting | EvidenceState::Confirmed) => {}
        Ok(EvidenceState::Withdrawn) => return Err(refused(EvidenceRefusal::Withdrawn)),
        _ => {
            return Err(Problem::conflict("settled", "This can't be changed any more.")
                .detail("Staff did not confirm this, so it counts for nothing."));
        }
    }
    if row.entry_id.or(row.claim_id).is_some() {
        return Err(refused(EvidenceRefusal::Locked));
    }
    match row.kind.parse() {
        Ok(
            EvidenceKind::Hours | EvidenceKind::Meeting | EvidenceKind::Contact | EvidenceKind::Reflection,
        ) => Ok(()),
        _ => Err(Problem::invalid_field(
            "/ids",
            "Only hours, meetings, contact and reflections can count for credit.",
        )),
    }
}

/// Credit is claimed for a learning outcome of one's own programme.
async fn check_outcome<C: ConnectionTrait>(db: &C, place: &Place, input: &HoursChoice) -> Result<()> {
    if input.counts_for == HoursUse::Hear {
        return Ok(());
    }
    let Some(outcome) = input.outcome_id else {
        return Err(Problem::invalid_field(
            "/outcome_id",
            "Choose a learning outcome.",
        ));
    };
    let found = wbl_outcome::Entity::find_by_id(outcome.0).one(db).await?;
    let fits = found.is_some_and(|o| {
        o.scheme_id == place.scheme.id
            && Some(o.programme_id) == place.mentor.programme_id
            && o.archived_at.is_none()
    });
    if fits {
        Ok(())
    } else {
        Err(Problem::invalid_field(
            "/outcome_id",
            "Your programme has no such learning outcome.",
        ))
    }
}

/// Nothing moves into or out of a claim that was handed in.
async fn check_claim<C: ConnectionTrait>(
    db: &C,
    place: &Place,
    rows: &[entity::Model],
    input: &HoursChoice,
) -> Result<()> {
    let credit = HoursUse::Credit.as_str();
    if input.counts_for == HoursUse::Hear && rows.iter().all(|r| r.counts_for != credit) {
        return Ok(());
    }
    let claim = wbl_claim::Entity::find()
        .filter(wbl_claim::Column::ParticipantId.eq(place.mentor.id))
        .lock_exclusive()
        .one(db)
        .await?;
    let state = claim.and_then(|c| c.state.parse::<WblState>().ok());
    if state.is_none_or(WblState::is_open) {
        return Ok(());
    }
    Err(
        Problem::conflict("claim-handed-in", "Your claim for credit has been handed in.")
            .detail("Take it back first, if it has not been signed off yet. Then choose again."),
    )
}

async fn view<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    place: &Place,
    moving: &[entity::Model],
    input: &HoursChoice,
) -> Result<HoursChoiceView> {
    let sums = standing::sums(db, scope, place.scheme_id(), Some(place.id())).await?;
    let sums = sums.get(&place.mentor.id).cloned().unwrap_or_default();
    let before = HoursSplit {
        hear: u32::try_from(sums.hear_minutes).unwrap_or(0),
        credit: u32::try_from(sums.credit_minutes).unwrap_or(0),
    };
    let is_confirmed = |r: &&entity::Model| r.state == EvidenceState::Confirmed.as_str();
    let crossing = |r: &&entity::Model| r.counts_for != input.counts_for.as_str();
    let moved: u32 = moving
        .iter()
        .filter(is_confirmed)
        .filter(crossing)
        .map(minutes)
        .sum();
    let after = match input.counts_for {
        HoursUse::Credit => HoursSplit {
            hear: before.hear.saturating_sub(moved),
            credit: before.credit + moved,
        },
        HoursUse::Hear => HoursSplit {
            hear: before.hear + moved,
            credit: before.credit.saturating_sub(moved),
        },
    };
    let (settings, _) = hear::settings(db).await?;
    let mut sentences = said(moving, input.counts_for, &settings.label);
    sentences
        .extend(short_of_hear(db, place, before.hear.saturating_sub(after.hear), &settings.label).await?);
    sentences.extend(short_of_outcomes(db, place, moving).await?);
    Ok(HoursChoiceView {
        hear_minutes_before: before.hear,
        hear_minutes_after: after.hear,
        credit_minutes_before: before.credit,
        credit_minutes_after: after.credit,
        sentences,
        kept: false,
    })
}

async fn keep(work: &mut Work, place: &Place, moving: &[entity::Model], input: &HoursChoice) -> Result<()> {
    use entity::Column as E;
    entity::Entity::update_many()
        .col_expr(E::CountsFor, Expr::value(input.counts_for.as_str()))
        .col_expr(E::OutcomeId, Expr::value(input.outcome_id.map(|o| o.0)))
        .col_expr(E::Version, Expr::col(E::Version).add(1))
        .filter(E::Id.is_in(moving.iter().map(|r| r.id)))
        .exec(work.tx())
        .await?;
    let sum: u32 = moving.iter().map(minutes).sum();
    let sentence = format!("Chose {} for: {}.", hours_said(sum), input.counts_for.label());
    work.audit(
        Some(input.scheme_id),
        "recognition.hours_chosen",
        Some(place.mentor.id),
        sentence,
    )
    .await?;
    moved_one(work, place.scheme.id, place.mentor.id).await
}
