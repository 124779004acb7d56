//! What scorers do: read without a name, score, or say that they can't be fair.

use super::dealing::{Round, tell};
use super::weighing::{Scores, weigh};
use super::{content, word};
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, recruitment_call as call, scoring};
use crate::recruitment::store::scorings as store;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{PersonId, SchemeId, ScoringId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::rubric::score_faults;
use cairn_domain::recruitment::scoring::{blind, may_see_scores, scorers_needed};
use cairn_domain::recruitment::{
    ApplicationDraft, ApplicationState, CallAnswer, CallContent, OtherScores, OwnScoring, ScoringConflict,
    ScoringInput, ScoringSheet, ScoringState,
};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QuerySelect as _, Set,
};
use std::collections::BTreeMap;
use uuid::Uuid;

fn item(row: &scoring::Model, call: &call::Model) -> Result<OwnScoring> {
    Ok(OwnScoring {
        id: ScoringId(row.id),
        call_title: call.title.clone(),
        number: row.number.unsigned_abs(),
        state: word(&row.state)?,
        is_calibration: row.is_calibration,
        done_at: row.done_at,
    })
}

/// Everything that the caller is asked to score: what everybody scores first, then by number.
///
/// # Errors
/// When the database can't be read.
pub async fn list(ctx: &Ctx, scope: &Scope) -> Result<Vec<OwnScoring>> {
    let rows = store::mine(ctx.db(), scope).await?;
    let mut items = rows
        .iter()
        .map(|(row, call)| item(row, call))
        .collect::<Result<Vec<_>>>()?;
    items.sort_by_key(|i| (i.state != ScoringState::Given, !i.is_calibration, i.number));
    Ok(items)
}

/// What belongs to a scoring.
struct Desk {
    row: scoring::Model,
    application: application::Model,
    call: call::Model,
    content: CallContent,
    all: Vec<scoring::Model>,
}

impl Desk {
    /// The application is held, so that two scorers' last words don't pass each other.
    async fn of<C: ConnectionTrait>(db: &C, scope: &Scope, id: ScoringId, for_change: bool) -> Result<Self> {
        let missing = || Problem::not_found("scoring");
        let found = store::own(db, scope, id).await?;
        let mut query = application::Entity::find_by_id(found.application_id);
        if for_change {
            query = query.lock_exclusive();
        }
        let application = query.one(db).await?.ok_or_else(missing)?;
        let row = store::own(db, scope, id).await?;
        let call = call::Entity::find_by_id(row.call_id)
            .one(db)
            .await?
            .ok_or_else(missing)?;
        let mut all = store::of(db, &[application.id]).await?;
        let state: ApplicationState = word(&application.state)?;
        if matches!(state, ApplicationState::Draft | ApplicationState::Withdrawn) {
            return Err(missing());
        }
        Ok(Self {
            content: content(&call)?,
            all: all.remove(&application.id).unwrap_or_default(),
            row,
            application,
            call,
        })
    }

    fn sees_others(&self) -> Result<bool> {
        let done = Scores::of(&self.all)?.done.len();
        let own: ScoringState = word(&self.row.state)?;
        Ok(may_see_scores(
            Some(own),
            done,
            usize::from(self.content.scorers_each),
        ))
    }

    /// Until others' scores can be seen, and while nothing is decided.
    fn is_open(&self) -> Result<bool> {
        let state: ApplicationState = word(&self.application.state)?;
        let own: ScoringState = word(&self.row.state)?;
        Ok(state.is_scored()
            && own != ScoringState::Conflict
            && self.application.agreed.is_none()
            && !self.sees_others()?)
    }

    fn scheme(&self) -> SchemeId {
        SchemeId(self.call.scheme_id)
    }
}

/// What a scorer reads.
///
/// # Errors
/// 404 for what isn't the caller's own.
pub async fn sheet(ctx: &Ctx, scope: &Scope, id: ScoringId) -> Result<ScoringSheet> {
    let desk = Desk::of(ctx.db(), scope, id, false).await?;
    let applicant = identity::person(ctx.db(), PersonId(desk.application.person_id)).await?;
    let mut names = vec![applicant.given_name.as_str(), applicant.family_name.as_str()];
    names.extend(applicant.preferred_name.as_deref());
    let draft: ApplicationDraft = serde_json::from_value(desk.application.draft.clone())?;
    let answers: BTreeMap<String, CallAnswer> = draft
        .answers
        .into_iter()
        .map(|(key, mut answer)| {
            answer.text = blind(&answer.text, &names);
            (key, answer)
        })
        .collect();
    let others = if desk.sees_others()? {
        desk.all
            .iter()
            .filter(|s| s.id != desk.row.id && s.state == ScoringState::Done.as_str())
            .map(|s| {
                Ok(OtherScores {
                    scores: serde_json::from_value(s.scores.clone())?,
                    note: s.note.clone(),
                })
            })
            .collect::<Result<_>>()?
    } else {
        vec![]
    };
    Ok(ScoringSheet {
        scoring: item(&desk.row, &desk.call)?,
        is_open: desk.is_open()?,
        rubric: desk.content.rubric,
        questions: desk.content.questions,
        answers,
        scores: serde_json::from_value(desk.row.scores)?,
        note: desk.row.note,
        others,
        version: desk.row.version,
    })
}

fn closed() -> Problem {
    Problem::conflict("scores-stand", "These scores can't change any more.").detail(
        "Others have scored this application too and see what you gave, it was decided, or you said that you can't be fair.",
    )
}

/// Keeps somebody's scores.
///
/// # Errors
/// 404 for what isn't the caller's own, 412 when another device has saved meanwhile, 409 once others' scores can be seen, 422 for scores
/// that don't fit the rubric.
pub async fn score(
    ctx: &Ctx,
    scope: &Scope,
    id: ScoringId,
    seen: i32,
    input: ScoringInput,
) -> Result<ScoringSheet> {
    let mut work = ctx.begin(scope).await?;
    let desk = Desk::of(work.tx(), scope, id, true).await?;
    if !desk.is_open()? {
        return Err(closed());
    }
    if desk.row.version != seen {
        return Err(Problem::stale());
    }
    let faults = score_faults(&desk.content.rubric, &input.scores);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let scheme = desk.scheme();
    let mut new = desk.row.clone().into_active_model();
    new.state = Set(ScoringState::Done.as_str().to_owned());
    new.scores = Set(serde_json::to_value(&input.scores)?);
    new.note = Set(input.note.trim().to_owned());
    new.done_at = Set(Some(work.now));
    new.version = Set(seen + 1);
    new.update(work.tx()).await?;
    settle(&mut work, &desk, "recruitment.scored", "Scored an application.").await?;
    work.announce(Topic::Recruitment, desk.call.id, Some(scheme));
    work.commit().await?;
    sheet(ctx, scope, id).await
}

async fn settle(work: &mut Work, desk: &Desk, verb: &str, sentence: &str) -> Result<()> {
    weigh(work, &desk.content, &[desk.application.id]).await?;
    work.audit(Some(desk.scheme()), verb, Some(desk.application.id), sentence)
        .await
}

/// A scorer can't be fair: somebody else is asked, if there is anybody.
///
/// # Errors
/// 404 for what isn't the caller's own, 409 once others' scores can be seen.
pub async fn conflict(ctx: &Ctx, scope: &Scope, id: ScoringId, input: ScoringConflict) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let call = store::own(work.tx(), scope, id).await?.call_id;
    // Dealing holds the call.
    call::Entity::find_by_id(call)
        .lock_exclusive()
        .one(work.tx())
        .await?;
    let desk = Desk::of(work.tx(), scope, id, true).await?;
    if desk.row.state == ScoringState::Conflict.as_str() {
        return Ok(());
    }
    if !desk.is_open()? {
        return Err(closed());
    }
    let mut new = desk.row.clone().into_active_model();
    new.state = Set(ScoringState::Conflict.as_str().to_owned());
    new.scores = Set(serde_json::json!([]));
    new.note = Set(String::new());
    new.done_at = Set(None);
    new.conflict = Set(Some(input.reason.trim().to_owned()));
    new.version = Set(desk.row.version + 1);
    new.update(work.tx()).await?;
    settle(
        &mut work,
        &desk,
        "recruitment.conflict",
        "Said that they could not be fair about an application.",
    )
    .await?;
    replace(&mut work, &desk).await?;
    work.announce(Topic::Recruitment, desk.call.id, Some(desk.scheme()));
    work.commit().await
}

/// Somebody else, where the application still needs one and there is anybody.
async fn replace(work: &mut Work, desk: &Desk) -> Result<()> {
    let mut all = store::of(work.tx(), &[desk.application.id]).await?;
    let rows: Vec<scoring::Model> = all.remove(&desk.application.id).unwrap_or_default();
    let scores = Scores::of(&rows)?;
    let needed = usize::from(desk.content.scorers_each);
    if scorers_needed(scores.given, &scores.done, false, needed, desk.content.threshold) == 0 {
        return Ok(());
    }
    let application: Uuid = desk.application.id;
    let round = Round::read(work, &desk.call, vec![desk.application.clone()]).await?;
    if !round.scorers.iter().any(|s| round.is_free(*s, application)) {
        return Ok(());
    }
    let made = round.give_one(work, &desk.call, application, None).await?;
    tell(work, &desk.call, &[made]).await
}
