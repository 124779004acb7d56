//! Quiz attempts: starting or resuming one, keeping answers as they come, handing in.

use super::learning;
use super::walk::Walk;
use crate::cohorts::mentor_place::{self, Place};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::{quiz_answer, quiz_attempt as attempt};
use crate::training::store::learning as store;
use crate::training::store::modules;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{QuizAttemptId, SchemeId, TrainingModuleId};
use cairn_domain::training::quiz::{ask, draw, fits, is_right, passes, solution};
use cairn_domain::training::{
    Answer, AttemptResult, AttemptView, ModuleContent, Progress, Question, QuestionMark, QuizState,
    TrainingSettings,
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use std::collections::BTreeMap;
use uuid::Uuid;

type Answers = BTreeMap<String, Answer>;

/// The moment when the mentor's day began where their scheme is.
fn day_begins(place: &Place, now: DateTime<Utc>) -> DateTime<Utc> {
    let zone = crate::cohorts::roll::zone(&place.scheme.time_zone);
    let midnight = now
        .with_timezone(&zone)
        .date_naive()
        .and_time(chrono::NaiveTime::MIN);
    // A midnight that a change of clocks skips begins with the first moment after it.
    midnight
        .and_local_timezone(zone)
        .earliest()
        .map_or(now - chrono::Duration::hours(24), |t| t.with_timezone(&Utc))
}

/// Where the quiz of a module stands for a mentor.
///
/// # Errors
/// When the database can't be read.
pub async fn state_of(
    ctx: &Ctx,
    scope: &Scope,
    place: &Place,
    module: TrainingModuleId,
    questions: u32,
    settings: &TrainingSettings,
    passed: bool,
) -> Result<QuizState> {
    let attempts = store::attempts(ctx.db(), scope, place.id(), module).await?;
    let since = day_begins(place, ctx.now);
    let today = attempts.iter().filter(|a| a.started_at >= since).count();
    let handed_in = || attempts.iter().filter(|a| a.submitted_at.is_some());
    Ok(QuizState {
        questions,
        pass_percent: settings.pass_percent,
        passed,
        attempts: u32::try_from(handed_in().count()).unwrap_or(0),
        best_percent: handed_in().map(percent).max(),
        open_attempt: attempts
            .iter()
            .find(|a| a.submitted_at.is_none())
            .map(|a| QuizAttemptId(a.id)),
        left_today: (settings.attempts_per_day > 0).then(|| {
            settings
                .attempts_per_day
                .saturating_sub(u32::try_from(today).unwrap_or(u32::MAX))
        }),
    })
}

fn keys(row: &attempt::Model) -> Vec<String> {
    serde_json::from_value(row.asked.clone()).unwrap_or_default()
}

fn percent(row: &attempt::Model) -> u32 {
    let asked = u32::try_from(keys(row).len()).unwrap_or(0).max(1);
    row.right.unwrap_or(0).unsigned_abs() * 100 / asked
}

/// Starts an attempt, or gives the one that is open already.
///
/// # Errors
/// 404 when the module isn't theirs or has no quiz, 409 when today's attempts are used up.
pub async fn start(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    module: TrainingModuleId,
) -> Result<AttemptView> {
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, scheme).await?;
    let walk = Walk::of(work.tx(), scope, place, ctx).await?;
    let (row, content) = learning::begin(&work, scope, &walk, module).await?;
    let Some(quiz) = &content.quiz else {
        return Err(Problem::not_found("quiz"));
    };
    let before = store::attempts(work.tx(), scope, walk.place.id(), module).await?;
    if let Some(open) = before.iter().find(|a| a.submitted_at.is_none()) {
        let content = modules::content(work.tx(), scope, module, open.content_version).await?;
        return Ok(view(open, &content, false));
    }
    let (settings, _) = modules::settings(work.tx(), scope, scheme).await?;
    let since = day_begins(&walk.place, work.now);
    let today = store::attempts_since(work.tx(), scope, walk.place.id(), module, since).await?;
    if settings.attempts_per_day > 0 && today >= u64::from(settings.attempts_per_day) {
        return Err(Problem::conflict("enough-for-today", "That was enough for today.").detail(
            "You have used today's attempts. Read the lessons again, and come back tomorrow. Your supervisor is glad to help.",
        ));
    }
    let number = content_number(&row);
    let seen: Vec<String> = before
        .iter()
        .filter(|a| a.content_version == number)
        .flat_map(keys)
        .collect();
    let id = Uuid::now_v7();
    let seed = i64::from_le_bytes(Uuid::new_v4().as_bytes()[..8].try_into().unwrap_or_default());
    let asked = draw(quiz, seed.cast_unsigned(), &seen);
    let made = attempt::ActiveModel {
        id: Set(id),
        scheme_id: Set(scheme.0),
        participant_id: Set(walk.place.mentor.id),
        module_id: Set(module.0),
        content_version: Set(number),
        number: Set(i32::try_from(before.len()).unwrap_or(0) + 1),
        seed: Set(seed),
        pass_percent: Set(i32::try_from(settings.pass_percent).unwrap_or(100)),
        asked: Set(serde_json::to_value(&asked)?),
        answers: Set(serde_json::json!({})),
        started_at: Set(work.now),
        submitted_at: Set(None),
        right: Set(None),
        passed: Set(None),
    }
    .insert(work.tx())
    .await?;
    let progress: Progress = serde_json::from_value(row.progress.clone()).unwrap_or_default();
    learning::go_on(&mut work, &walk, row, &content, &progress, &progress).await?;
    work.commit().await?;
    Ok(view(&made, &content, false))
}

fn content_number(row: &crate::training::entity::training_progress::Model) -> i32 {
    row.content_version.unwrap_or(1)
}

fn questions<'a>(row: &attempt::Model, content: &'a ModuleContent) -> Vec<&'a Question> {
    let all = content.quiz.as_ref().map_or(&[][..], |q| q.questions.as_slice());
    keys(row)
        .iter()
        .filter_map(|key| all.iter().find(|q| q.key == *key))
        .collect()
}

fn answers(row: &attempt::Model) -> Answers {
    serde_json::from_value(row.answers.clone()).unwrap_or_default()
}

/// An attempt as the mentor sees it. Marks come with it once it is handed in, solutions once it is passed.
fn view(row: &attempt::Model, content: &ModuleContent, module_completed: bool) -> AttemptView {
    let seed = row.seed.cast_unsigned();
    let asked = questions(row, content);
    let given = answers(row);
    let passed = row.passed == Some(true);
    let result = row.submitted_at.map(|_| AttemptResult {
        right: row.right.unwrap_or(0).unsigned_abs(),
        asked: u32::try_from(asked.len()).unwrap_or(0),
        percent: percent(row),
        passed,
        marks: asked
            .iter()
            .map(|q| QuestionMark {
                key: q.key.clone(),
                is_right: given.get(&q.key).is_some_and(|a| is_right(q, seed, a)),
                // A blank hand-in would tell the answers.
                explanation: if passed || given.contains_key(&q.key) {
                    q.explanation.clone()
                } else {
                    String::new()
                },
                solution: passed.then(|| solution(q, seed)),
            })
            .collect(),
        module_completed,
    });
    AttemptView {
        id: QuizAttemptId(row.id),
        module_id: TrainingModuleId(row.module_id),
        number: row.number.unsigned_abs(),
        content_version: row.content_version.unsigned_abs(),
        pass_percent: row.pass_percent.unsigned_abs(),
        questions: asked.iter().map(|q| ask(q, seed)).collect(),
        answers: given,
        started_at: row.started_at,
        submitted_at: row.submitted_at,
        result,
    }
}

/// An attempt of the caller's own, on any device.
///
/// # Errors
/// 404 when it is somebody else's.
pub async fn read(ctx: &Ctx, scope: &Scope, id: QuizAttemptId) -> Result<AttemptView> {
    let (row, _) = store::attempt(ctx.db(), scope, id, false).await?;
    let content = modules::content(
        ctx.db(),
        scope,
        TrainingModuleId(row.module_id),
        row.content_version,
    )
    .await?;
    Ok(view(&row, &content, false))
}

/// Keeps answers. Those to other questions stay, so two devices can't undo each other.
///
/// # Errors
/// 409 when it is handed in, 422 for an answer that doesn't fit its question.
pub async fn answer(ctx: &Ctx, scope: &Scope, id: QuizAttemptId, new: Answers) -> Result<AttemptView> {
    let work = ctx.begin(scope).await?;
    let (row, _) = store::attempt(work.tx(), scope, id, true).await?;
    if row.submitted_at.is_some() {
        return Err(Problem::conflict("handed-in", "This quiz is handed in already.")
            .detail("Its answers can't change any more. Start another attempt."));
    }
    let content = modules::content(
        work.tx(),
        scope,
        TrainingModuleId(row.module_id),
        row.content_version,
    )
    .await?;
    let asked = questions(&row, &content);
    let mut faults = Vec::new();
    for (key, answer) in &new {
        match asked.iter().find(|q| q.key == *key) {
            Some(q) if fits(q, answer) => {}
            Some(_) => faults.push((
                format!("/answers/{key}"),
                "This question has no such answer.".to_owned(),
            )),
            None => faults.push((
                format!("/answers/{key}"),
                "This attempt has no such question.".to_owned(),
            )),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let mut all = answers(&row);
    all.extend(new);
    let mut change = row.into_active_model();
    change.answers = Set(serde_json::to_value(&all)?);
    let row = change.update(work.tx()).await?;
    work.commit().await?;
    Ok(view(&row, &content, false))
}

/// Hands an attempt in. A second time gives the same result.
///
/// # Errors
/// 404 when it is somebody else's.
pub async fn submit(ctx: &Ctx, scope: &Scope, id: QuizAttemptId) -> Result<AttemptView> {
    let mut work = ctx.begin(scope).await?;
    let (row, place) = store::attempt(work.tx(), scope, id, true).await?;
    let module = TrainingModuleId(row.module_id);
    let content = modules::content(work.tx(), scope, module, row.content_version).await?;
    if row.submitted_at.is_some() {
        return Ok(view(&row, &content, false));
    }
    let seed = row.seed.cast_unsigned();
    let given = answers(&row);
    let asked = questions(&row, &content);
    let marks: Vec<(String, bool)> = asked
        .iter()
        .map(|q| {
            (
                q.key.clone(),
                given.get(&q.key).is_some_and(|a| is_right(q, seed, a)),
            )
        })
        .collect();
    let right = u32::try_from(marks.iter().filter(|m| m.1).count()).unwrap_or(0);
    let passed = passes(
        right,
        u32::try_from(asked.len()).unwrap_or(0),
        row.pass_percent.unsigned_abs(),
    );
    let rows = marks.into_iter().map(|(key, is_right)| quiz_answer::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(row.scheme_id),
        attempt_id: Set(row.id),
        module_id: Set(row.module_id),
        question_key: Set(key),
        is_right: Set(is_right),
        attempt_passed: Set(passed),
    });
    quiz_answer::Entity::insert_many(rows)
        .exec_without_returning(work.tx())
        .await?;
    let version = row.content_version;
    let mut change = row.into_active_model();
    change.submitted_at = Set(Some(work.now));
    change.right = Set(i32::try_from(right).ok());
    change.passed = Set(Some(passed));
    let row = change.update(work.tx()).await?;
    let walk = Walk::of(work.tx(), scope, place, ctx).await?;
    let completed = note_result(&mut work, scope, &walk, module, version, passed).await?;
    work.commit().await?;
    Ok(view(&row, &content, completed))
}

/// Lets the module's progress know. An attempt at a version that the mentor has left behind counts for nothing there.
async fn note_result(
    work: &mut crate::work::Work,
    scope: &Scope,
    walk: &Walk,
    module: TrainingModuleId,
    version: i32,
    passed: bool,
) -> Result<bool> {
    let (progress, content) = if walk.stone(module).is_ok() {
        learning::begin(work, scope, walk, module).await?
    } else {
        // The module left the path meanwhile. What they did in it is theirs all the same.
        let there = store::progress_to_change(work.tx(), scope, walk.place.id(), module).await?;
        let Some(progress) = there.filter(|p| p.content_version == Some(version)) else {
            return Ok(false);
        };
        let content = modules::content(work.tx(), scope, module, version).await?;
        (progress, content)
    };
    let before: Progress = serde_json::from_value(progress.progress.clone()).unwrap_or_default();
    let mut after = before.clone();
    after.quiz_passed |= passed && progress.content_version == Some(version);
    learning::go_on(work, walk, progress, &content, &before, &after).await
}
