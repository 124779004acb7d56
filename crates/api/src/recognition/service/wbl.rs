//! Work-based learning: what a programme asks for, and a student's claim from the first hour to the signature.
//!
//! Hours and reflections that count for credit are mapped to learning outcomes one by one. Handing a claim in makes it hold on
//! to them; taking it back, or sending it back, lets them go.

mod claims;
mod outcomes;
mod portfolio;
mod steps;

pub use claims::{own_view, page, view};
pub use outcomes::{list, of_mine, set};
pub use portfolio::print;
pub use steps::{comment, decide, open, own_step};

use crate::cohorts::entity::{participant, scheme};
use crate::cohorts::roll::listed_name;
use crate::problem::Result;
use crate::recognition::entity::{wbl_claim as claim, wbl_outcome as outcome};
use crate::recognition::store::wbl::{self as store, Sum};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, PersonId, WblClaimId, WblOutcomeId};
use cairn_domain::recognition::wbl::OutcomeFacts;
use cairn_domain::recognition::{MyWbl, WblComment, WblEvent, WblOutcomeState, WblState};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// Where a claim stands; before it is opened it is open too.
fn state_of(claim: Option<&claim::Model>) -> WblState {
    claim.and_then(|c| c.state.parse().ok()).unwrap_or(WblState::Open)
}

/// Outcomes with what is mapped to them. Asked for are those of the mentor's programme that were not put aside; others come only
/// when something is mapped to them. A claim that is signed off shows what it was signed off with.
fn states(
    outcomes: &[outcome::Model],
    sums: &HashMap<Uuid, Sum>,
    mentor: &participant::Model,
    claim: Option<&claim::Model>,
) -> Result<Vec<WblOutcomeState>> {
    let signed = claim.and_then(|c| c.signed_outcomes.clone());
    match signed {
        Some(signed) => Ok(serde_json::from_value(signed)?),
        None => Ok(present(outcomes, sums, mentor, state_of(claim))),
    }
}

/// Outcomes as they are asked for now.
fn present(
    outcomes: &[outcome::Model],
    sums: &HashMap<Uuid, Sum>,
    mentor: &participant::Model,
    state: WblState,
) -> Vec<WblOutcomeState> {
    let shown = |o: &&outcome::Model| {
        let is_asked = is_asked(o, mentor) && state != WblState::SignedOff;
        is_asked || sums.contains_key(&o.id)
    };
    let shown = outcomes.iter().filter(shown);
    shown
        .map(|o| {
            let facts = facts(o, sums);
            WblOutcomeState {
                id: WblOutcomeId(o.id),
                code: o.code.clone(),
                text: o.text.clone(),
                minutes: facts.minutes,
                minutes_needed: facts.minutes_needed,
                reflections: facts.reflections,
                is_met: facts.is_met(),
                is_archived: !is_asked(o, mentor),
            }
        })
        .collect()
}

fn is_asked(outcome: &outcome::Model, mentor: &participant::Model) -> bool {
    outcome.archived_at.is_none() && Some(outcome.programme_id) == mentor.programme_id
}

fn facts(outcome: &outcome::Model, sums: &HashMap<Uuid, Sum>) -> OutcomeFacts {
    let sum = sums.get(&outcome.id).copied().unwrap_or_default();
    OutcomeFacts {
        minutes: sum.minutes,
        minutes_needed: u32::try_from(outcome.minutes_needed).unwrap_or(0),
        reflections: sum.reflections,
    }
}

/// What has to be met before a claim is handed in or signed off.
fn asked(
    outcomes: &[outcome::Model],
    sums: &HashMap<Uuid, Sum>,
    mentor: &participant::Model,
) -> Vec<OutcomeFacts> {
    let asked = outcomes.iter().filter(|o| is_asked(o, mentor));
    asked.map(|o| facts(o, sums)).collect()
}

async fn comments<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    claim: Option<&claim::Model>,
) -> Result<Vec<WblComment>> {
    let Some(claim) = claim else {
        return Ok(Vec::new());
    };
    let rows = store::comments(db, scope, WblClaimId(claim.id)).await?;
    Ok(rows
        .into_iter()
        .map(|c| WblComment {
            by: listed_name(&c.given_name, c.preferred_name.as_deref(), &c.family_name),
            text: c.text,
            said_at: c.created_at,
        })
        .collect())
}

/// A mentor's own claim, as far as it is. Nothing where their programme asks for no outcomes and they never opened one.
///
/// # Errors
/// When the database can't be read.
pub async fn mine<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    _scheme: &scheme::Model,
    mentor: &participant::Model,
) -> Result<Option<MyWbl>> {
    let claim = store::claim_of(db, scope, ParticipantId(mentor.id)).await?;
    let mapped = store::mapped(db, scope, &[mentor.id]).await?;
    let sums = store::by_outcome(store::of_claim(&mapped, mentor.id, claim.as_ref()));
    let outcomes = store::outcomes_for(db, scope, mentor, sums.keys().copied()).await?;
    let asked = asked(&outcomes, &sums, mentor);
    if claim.is_none() && asked.is_empty() {
        return Ok(None);
    }
    let state = state_of(claim.as_ref());
    let me = PersonId(mentor.person_id);
    let is_complete = claim.is_some() && state.next(WblEvent::Submit, me, me, &asked).is_ok();
    Ok(Some(MyWbl {
        claim_id: claim.as_ref().map(|c| WblClaimId(c.id)),
        state,
        outcomes: states(&outcomes, &sums, mentor, claim.as_ref())?,
        comments: comments(db, scope, claim.as_ref()).await?,
        is_complete,
    }))
}
