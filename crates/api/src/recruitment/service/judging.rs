//! What scorers gave an application, for the people who decide; and what they do where scorers differ.

use super::dealing::{Round, tell};
use super::weighing::{Scores, agreed, weigh};
use super::{content, word};
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, recruitment_call as call, scoring};
use crate::recruitment::store::{applications, calls, scorings as store};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ApplicationId, CallId, SchemeId, ScoringId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::rubric::score_faults;
use cairn_domain::recruitment::scoring::{apart, may_see_scores};
use cairn_domain::recruitment::{
    AgreedScores, AnotherScorer, ApplicationFeedback, ApplicationScores, ApplicationState, ApplicationView,
    ScoringState, ScoringView,
};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _, Set};

/// # Errors
/// 404 when it isn't handed in, or not all of its scheme is in reach.
pub async fn scores(ctx: &Ctx, scope: &Scope, id: ApplicationId) -> Result<ApplicationScores> {
    let row = applications::handed_in(ctx.db(), scope, id).await?;
    let call = calls::one(ctx.db(), scope, CallId(row.call_id), false).await?;
    let content = content(&call)?;
    let rows = of(ctx.db(), &row).await?;
    let all = Scores::of(&rows)?;
    let own = rows.iter().find(|s| s.person_id == scope.person_id().0);
    let own: Option<ScoringState> = own.map(|s| word(&s.state)).transpose()?;
    // Who said that they can't be fair decides nothing here; who has still to read must not see.
    let sees = may_see_scores(own, all.done.len(), usize::from(content.scorers_each));
    let people: Vec<_> = rows.iter().map(|s| s.person_id).collect();
    let people = identity::people(ctx.db(), &people).await?;
    let scorings = rows
        .iter()
        .map(|s| {
            let shown = sees && s.state == ScoringState::Done.as_str();
            let scorer = people.iter().find(|p| p.id == s.person_id);
            Ok(ScoringView {
                id: ScoringId(s.id),
                scorer: scorer.map_or_else(|| "Somebody who left".to_owned(), identity::full_name),
                state: word(&s.state)?,
                is_calibration: s.is_calibration,
                scores: if shown {
                    Some(serde_json::from_value(s.scores.clone())?)
                } else {
                    None
                },
                note: shown.then(|| s.note.clone()),
                conflict: s.conflict.clone(),
                done_at: s.done_at,
            })
        })
        .collect::<Result<_>>()?;
    let is_own_open = own == Some(ScoringState::Given);
    Ok(ApplicationScores {
        stand: word(&row.scoring)?,
        rubric_sum: row
            .rubric_sum
            .filter(|_| !is_own_open)
            .map(|s| f64::from(s) / 100.0),
        needed: content.scorers_each,
        scorings,
        apart: if sees {
            apart(&all.done, content.threshold).0
        } else {
            vec![]
        },
        agreed: if is_own_open { None } else { agreed(&row)? },
        rubric: content.rubric,
    })
}

async fn of<C: ConnectionTrait>(db: &C, row: &application::Model) -> Result<Vec<scoring::Model>> {
    Ok(store::of(db, &[row.id])
        .await?
        .remove(&row.id)
        .unwrap_or_default())
}

/// An application that still waits for a decision, held with its call.
async fn to_judge(
    work: &Work,
    scope: &Scope,
    id: ApplicationId,
) -> Result<(application::Model, call::Model)> {
    let found = applications::handed_in(work.tx(), scope, id).await?;
    let call = calls::one(work.tx(), scope, CallId(found.call_id), true).await?;
    reach::whole_scheme(work.tx(), scope, SchemeId(call.scheme_id)).await?;
    let row = applications::to_change(work.tx(), scope, id).await?;
    let state: ApplicationState = word(&row.state)?;
    if !state.is_scored() {
        return Err(Problem::conflict(
            "decided",
            "This application does not wait for a decision any more.",
        )
        .detail("Its scores stay as they were when it was decided."));
    }
    Ok((row, call))
}

/// Asks one more scorer.
///
/// # Errors
/// 404 out of reach, 409 once it is decided, and when nobody may have it.
pub async fn another(
    ctx: &Ctx,
    scope: &Scope,
    id: ApplicationId,
    input: AnotherScorer,
) -> Result<ApplicationScores> {
    let mut work = ctx.begin(scope).await?;
    let (row, call) = to_judge(&work, scope, id).await?;
    let round = Round::read(&work, &call, vec![row.clone()]).await?;
    let made = round.give_one(&work, &call, row.id, input.person_id).await?;
    tell(&mut work, &call, &[made]).await?;
    let scheme = Some(SchemeId(call.scheme_id));
    let sentence = "Asked one more scorer.";
    work.audit(scheme, "recruitment.another_scorer", Some(row.id), sentence)
        .await?;
    work.announce(Topic::Recruitment, call.id, scheme);
    work.commit().await?;
    scores(ctx, scope, id).await
}

/// Keeps what scorers agreed on in a talk. It stands in place of what each gave.
///
/// # Errors
/// 404 out of reach, 409 once it is decided or before enough are in, 422 for scores that don't fit the rubric.
pub async fn agree(
    ctx: &Ctx,
    scope: &Scope,
    id: ApplicationId,
    input: AgreedScores,
) -> Result<ApplicationScores> {
    let mut work = ctx.begin(scope).await?;
    let (row, call) = to_judge(&work, scope, id).await?;
    let content = content(&call)?;
    let faults = score_faults(&content.rubric, &input.scores);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let rows = of(work.tx(), &row).await?;
    if Scores::of(&rows)?.done.len() < usize::from(content.scorers_each) {
        return Err(
            Problem::conflict("too-early", "Not everybody has scored this yet.")
                .detail("A talk comes after the scores, so that each is somebody's own."),
        );
    }
    let application = row.id;
    let version = row.version + 1;
    let mut new = row.into_active_model();
    new.agreed = Set(Some(serde_json::to_value(&input)?));
    new.updated_at = Set(work.now);
    new.version = Set(version);
    new.update(work.tx()).await?;
    weigh(&work, &content, &[application]).await?;
    let scheme = Some(SchemeId(call.scheme_id));
    let sentence = "Wrote down what scorers agreed on.";
    work.audit(scheme, "recruitment.agreed", Some(application), sentence)
        .await?;
    work.announce(Topic::Recruitment, call.id, scheme);
    work.commit().await?;
    scores(ctx, scope, id).await
}

/// Keeps words to one applicant, for the letter about a decision.
///
/// # Errors
/// 404 out of reach, 412 when changed meanwhile, 409 once it is decided.
pub async fn feedback(
    ctx: &Ctx,
    scope: &Scope,
    id: ApplicationId,
    seen: i32,
    input: ApplicationFeedback,
) -> Result<ApplicationView> {
    let work = ctx.begin(scope).await?;
    let row = applications::to_change(work.tx(), scope, id).await?;
    let state: ApplicationState = word(&row.state)?;
    if !state.is_scored() && state != ApplicationState::WaitingList {
        return Err(Problem::conflict(
            "decided",
            "This application does not wait for a decision any more.",
        )
        .detail("The applicant has had the letter about it."));
    }
    if row.version != seen {
        return Err(Problem::stale());
    }
    let scheme = Some(SchemeId(row.scheme_id));
    let mut new = row.into_active_model();
    new.feedback = Set(Some(input.feedback.trim().to_owned()).filter(|f| !f.is_empty()));
    new.updated_at = Set(work.now);
    new.version = Set(seen + 1);
    new.update(work.tx()).await?;
    let sentence = "Wrote words to an applicant.";
    work.audit(scheme, "recruitment.feedback", Some(id.0), sentence)
        .await?;
    work.commit().await?;
    super::reading::one(ctx, scope, id).await
}
