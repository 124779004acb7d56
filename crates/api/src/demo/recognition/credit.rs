//! Claims for credit in the demo: one handed in, one still open.

use super::cast::Cast;
use super::evidence::{Line, REFLECTION, effort};
use crate::cohorts::entity::participant;
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::recognition::entity::wbl_claim;
use crate::recognition::service::{standing, wbl};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ProgrammeId, SchemeId, WblOutcomeId};
use cairn_domain::recognition::{
    EvidenceKind, EvidenceSource, HoursUse, WblOutcomeContent, WblOutcomeInput, WblOutcomes, WblState,
};
use chrono::Duration;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Learning outcomes for the programme with the most mentors, and one claim that was handed in.
pub(super) async fn claim(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
    let mut by: BTreeMap<Uuid, u32> = BTreeMap::new();
    for programme in cast.mentors.iter().filter_map(|m| m.programme_id) {
        *by.entry(programme).or_default() += 1;
    }
    let Some((&programme, _)) = by.iter().max_by_key(|(_, n)| **n) else {
        return Ok(());
    };
    let outcome = |code: &str, text: &str| WblOutcomeInput {
        id: None,
        content: WblOutcomeContent {
            code: code.to_owned(),
            text: text.to_owned(),
            minutes_needed: 120,
        },
    };
    let input = WblOutcomes {
        scheme_id: scheme,
        programme_id: ProgrammeId(programme),
        outcomes: vec![
            outcome("LO1", "Plan and lead activities that help other people learn."),
            outcome("LO2", "Reflect on how you listen, explain and refer people on."),
        ],
    };
    let set = wbl::set(ctx, &cast.lead(Action::EditRecognition)?, input).await?;
    let ids: Vec<WblOutcomeId> = set.iter().map(|o| o.id).collect();
    let of_programme = cast
        .mentors
        .iter()
        .enumerate()
        .filter(|(_, m)| m.programme_id == Some(programme));
    let busy = of_programme
        .filter(|(n, _)| *n % 3 != 0 && effort(*n) > 6)
        .take(2);
    for (turn, (_, mentor)) in busy.enumerate() {
        hand_in(ctx, cast, mentor, &ids, turn == 0).await?;
    }
    Ok(())
}

/// A claim of one mentor with work for each outcome.
async fn hand_in(
    ctx: &Ctx,
    cast: &Cast,
    mentor: &participant::Model,
    outcomes: &[WblOutcomeId],
    is_submitted: bool,
) -> Result<()> {
    let mut work = ctx.begin_as(None).await?;
    let on = work.now.date_naive() - Duration::days(8);
    let claim = wbl_claim::Model {
        id: Uuid::now_v7(),
        scheme_id: mentor.scheme_id,
        participant_id: mentor.id,
        person_id: mentor.person_id,
        state: if is_submitted {
            WblState::Submitted
        } else {
            WblState::Open
        }
        .as_str()
        .to_owned(),
        submitted_at: is_submitted.then_some(work.now - Duration::days(1)),
        signed_off_by: None,
        signed_off_at: None,
        signed_outcomes: None,
        created_at: work.now - Duration::days(5),
        version: 1,
    };
    for outcome in outcomes {
        let parts = [
            (
                EvidenceKind::Hours,
                150,
                "Prepared and led a session on using the library's databases.",
            ),
            (EvidenceKind::Reflection, 0, REFLECTION),
        ];
        for (kind, minutes, text) in parts {
            let line = Line {
                mentor,
                kind,
                source: EvidenceSource::Mentor,
                on,
                minutes,
                text,
                said_by: None,
            };
            let mut row = line.row(cast, true, work.now);
            row.counts_for = Set(HoursUse::Credit.as_str().to_owned());
            row.outcome_id = Set(Some(outcome.0));
            row.claim_id = Set(is_submitted.then_some(claim.id));
            row.insert(work.tx()).await?;
        }
    }
    claim.into_active_model().reset_all().insert(work.tx()).await?;
    standing::work_out(&mut work, SchemeId(mentor.scheme_id), Some(mentor.id.into())).await?;
    work.commit().await
}
