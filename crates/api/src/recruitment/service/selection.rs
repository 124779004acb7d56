//! How scoring and deciding go, for the people who run a call.

use super::dealing::Round;
use super::weighing::Scores;
use super::{content, reading};
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::problem::Result;
use crate::recruitment::entity::{application, recruitment_call as call, scoring};
use crate::recruitment::store::{applications, calls, scorings as store};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ApplicationId, CallId, PersonId, SchemeId};
use cairn_domain::recruitment::agreement::{said, weighted_kappa};
use cairn_domain::recruitment::rubric::{CriterionScore, LEVELS, total};
use cairn_domain::recruitment::scoring::pairs;
use cairn_domain::recruitment::{
    ApplicationState, CallContent, CriterionAgreement, ScorerView, ScoringStand, ScoringState, SelectionView,
    StandCount,
};
use std::collections::HashMap;
use uuid::Uuid;

/// How many of the waiting list are shown as next.
const NEXT: u64 = 5;

/// # Errors
/// 404 or 403 when not all of the call's scheme is in reach.
pub async fn view(ctx: &Ctx, scope: &Scope, id: CallId) -> Result<SelectionView> {
    // A transaction, so that all figures are of one moment.
    let work = ctx.begin(scope).await?;
    let call = calls::one(work.tx(), scope, id, false).await?;
    reach::whole_scheme(work.tx(), scope, SchemeId(call.scheme_id)).await?;
    let content = content(&call)?;
    let to_score = store::to_score(work.tx(), call.id).await?;
    let scorings = store::of_call(work.tx(), call.id).await?;
    let scorers = scorers(&work, &call, &scorings).await?;
    let counts = calls::counts(work.tx(), &[call.id]).await?;
    let count = |state: ApplicationState| {
        let all = counts.get(&call.id).into_iter().flatten();
        all.filter(|c| c.state == state).map(|c| c.count).sum::<u64>()
    };
    let (offered, accepted) = (
        count(ApplicationState::Offered),
        count(ApplicationState::Accepted),
    );
    let next = applications::waiting(work.tx(), scope, &call, NEXT).await?;
    let calibration_ids = to_score
        .iter()
        .filter(|a| a.is_calibration)
        .map(|a| ApplicationId(a.id))
        .collect();
    let stands = stands(&to_score)?;
    let agreement = agreement(&content, &scorings)?;
    let round = Round::read(&work, &call, to_score).await?;
    Ok(SelectionView {
        call_id: id,
        short: if round.scorers.is_empty() {
            0
        } else {
            round.short().await?
        },
        scorers,
        stands,
        agreement,
        calibration_ids,
        places: content.places,
        offered,
        accepted,
        free: u64::from(content.places).saturating_sub(offered + accepted),
        next: next.into_iter().map(reading::summary).collect::<Result<_>>()?,
    })
}

fn stands(applications: &[application::Model]) -> Result<Vec<StandCount>> {
    let mut counts: HashMap<ScoringStand, u64> = HashMap::new();
    for a in applications {
        *counts.entry(super::word(&a.scoring)?).or_default() += 1;
    }
    Ok(ScoringStand::ALL
        .iter()
        .map(|stand| StandCount {
            stand: *stand,
            count: counts.get(stand).copied().unwrap_or(0),
        })
        .collect())
}

/// Everybody who scores, and the staff who could.
async fn scorers(work: &Work, call: &call::Model, scorings: &[scoring::Model]) -> Result<Vec<ScorerView>> {
    let chosen = store::scorers(work.tx(), call.id).await?;
    let mut people = identity::staff(work.tx(), SchemeId(call.scheme_id)).await?;
    // Somebody who has left the staff keeps what they scored.
    let gone: Vec<Uuid> = scorings
        .iter()
        .map(|s| s.person_id)
        .filter(|id| !people.iter().any(|p| p.id == *id))
        .collect();
    people.extend(identity::people(work.tx(), &gone).await?);
    let mut views = Vec::with_capacity(people.len());
    for p in people {
        let own: Vec<&scoring::Model> = scorings.iter().filter(|s| s.person_id == p.id).collect();
        let count = |state: ScoringState| own.iter().filter(|s| s.state == state.as_str()).count() as u64;
        let mut sums = vec![];
        for s in own.iter().filter(|s| s.state == ScoringState::Done.as_str()) {
            let scores: Vec<CriterionScore> = serde_json::from_value(s.scores.clone())?;
            sums.push(f64::from(total(&scores)));
        }
        let mean = sums.iter().sum::<f64>() / sums.len() as f64;
        views.push(ScorerView {
            person_id: PersonId(p.id),
            name: identity::full_name(&p),
            is_scorer: chosen.contains(&p.id),
            to_read: count(ScoringState::Given),
            done: count(ScoringState::Done),
            conflicts: count(ScoringState::Conflict),
            mean: (!sums.is_empty()).then_some(mean),
        });
    }
    Ok(views)
}

/// Agreement on each criterion, over everything that two people have scored.
fn agreement(content: &CallContent, scorings: &[scoring::Model]) -> Result<Vec<CriterionAgreement>> {
    let mut by_application: HashMap<Uuid, Vec<scoring::Model>> = HashMap::new();
    for s in scorings {
        by_application
            .entry(s.application_id)
            .or_default()
            .push(s.clone());
    }
    let done = by_application
        .values()
        .map(|rows| Scores::of(rows).map(|s| s.done))
        .collect::<Result<Vec<_>>>()?;
    Ok(content
        .rubric
        .iter()
        .map(|c| {
            let pairs = pairs(&done, &c.key);
            let kappa = weighted_kappa(&pairs, *LEVELS.end());
            CriterionAgreement {
                key: c.key.clone(),
                name: c.name.clone(),
                pairs: pairs.len() as u64,
                kappa,
                said: kappa.map(|k| said(k).to_owned()),
            }
        })
        .collect())
}
