//! What the demo's mentors have done of their training: most are through, some are on their way, a few are stuck.
//!
//! Follows from each mentor's place in the list alone, so that every demo looks the same. Days lie around the present one.

use crate::cohorts::entity::participant;
use crate::cohorts::service::participants::BY_TRAINING;
use crate::ctx::Ctx;
use crate::identity::house;
use crate::problem::Result;
use crate::training::entity::{quiz_answer, quiz_attempt, training_completion, training_progress};
use crate::training::service::{clearing, path};
use crate::training::shipped;
use crate::work::Work;
use cairn_domain::cohorts::{ClearanceStatus, ParticipantRole};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::quiz::{draw, passes};
use cairn_domain::training::{CompletionSource, ModuleContent, Progress, lasts_until};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, Set,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Rows to insert, gathered for all mentors.
#[derive(Default)]
struct Rows {
    progress: Vec<training_progress::ActiveModel>,
    completions: Vec<training_completion::ActiveModel>,
    attempts: Vec<quiz_attempt::ActiveModel>,
    answers: Vec<quiz_answer::ActiveModel>,
}

/// Gives the mentors of a scheme a past, unless they have one.
///
/// # Errors
/// When the database refuses.
pub async fn give_a_past(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let there = training_progress::Entity::find().filter(training_progress::Column::SchemeId.eq(scheme.0));
    if there.count(ctx.db()).await? > 0 {
        return Ok(());
    }
    let house = house::scope(Action::ReadTraining)?;
    let stones = path::of_scheme(ctx.db(), &house, scheme).await?;
    let contents: HashMap<String, ModuleContent> = shipped::modules()?
        .into_iter()
        .map(|m| (m.key, m.content))
        .collect();
    let mut work = ctx.begin_as(None).await?;
    let mentors = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .order_by_asc(participant::Column::Id)
        .all(work.tx())
        .await?;
    let mut rows = Rows::default();
    for (n, mentor) in mentors.iter().enumerate() {
        let pace = Pace::of(n, mentor, work.now);
        for (place, stone) in stones.iter().enumerate().take(pace.begun) {
            let Some(content) = contents.get(&stone.key) else {
                continue;
            };
            let done = place < pace.done;
            let at = pace.moment(place);
            rows.module(mentor, stone, content, done, at);
            if n % 3 == 0 {
                rows.attempts(mentor, stone, content, n + place, done, at);
            }
        }
    }
    rows.keep(&work).await?;
    // From here on their training says who is cleared, not the file that they came with.
    participant::Entity::update_many()
        .col_expr(participant::Column::ClearanceBy, Expr::value(BY_TRAINING))
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .exec(work.tx())
        .await?;
    clearing::work_out(&mut work, scheme, None).await?;
    work.commit().await
}

/// How far a mentor is, and when they were at it.
struct Pace {
    begun: usize,
    done: usize,
    last: DateTime<Utc>,
    /// Days from one module to the next.
    step: i64,
}

impl Pace {
    fn of(n: usize, mentor: &participant::Model, now: DateTime<Utc>) -> Self {
        let was_cleared = mentor.clearance == ClearanceStatus::Cleared.as_str();
        let days = |d: usize| now - Duration::days(i64::try_from(d).unwrap_or(0)) - Duration::hours(3);
        match (was_cleared, n % 9) {
            // One or two will have to refresh soon.
            (true, _) if n % 90 == 7 => Self {
                begun: 10,
                done: 10,
                last: days(345),
                step: 1,
            },
            (true, _) => Self {
                begun: 10,
                done: 10,
                last: days(2 + n * 7 % 60),
                step: 1 + (n % 4) as i64,
            },
            (false, 0) => Self {
                begun: 0,
                done: 0,
                last: now,
                step: 1,
            },
            // Nothing for a while.
            (false, 1 | 2) => Self {
                begun: 3 + n % 6,
                done: 2 + n % 6,
                last: days(9 + n % 20),
                step: 2,
            },
            (false, k) => Self {
                begun: k + 1,
                done: k,
                last: days(n % 6),
                step: 3,
            },
        }
    }

    fn moment(&self, place: usize) -> DateTime<Utc> {
        let before = self.begun.saturating_sub(place + 1);
        self.last - Duration::days(self.step * i64::try_from(before).unwrap_or(0))
    }
}

impl Rows {
    fn module(
        &mut self,
        mentor: &participant::Model,
        stone: &path::Stone,
        content: &ModuleContent,
        done: bool,
        at: DateTime<Utc>,
    ) {
        let on = at.date_naive();
        let until = lasts_until(on, stone.valid_months);
        let lessons = content.lessons.iter().map(|l| l.key.clone());
        let progress = Progress {
            lessons_read: if done {
                lessons.collect()
            } else {
                lessons.take(2).collect()
            },
            scenario: Vec::new(),
            scenario_done: done,
            ticked: content
                .checklist
                .iter()
                .filter(|_| done)
                .map(|c| c.key.clone())
                .collect(),
            quiz_passed: done,
        };
        self.progress.push(training_progress::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(mentor.scheme_id),
            participant_id: Set(mentor.id),
            module_id: Set(stone.id.0),
            content_version: Set(Some(stone.number)),
            progress: Set(serde_json::to_value(&progress).unwrap_or_default()),
            started_at: Set(at - Duration::hours(1)),
            last_step_at: Set(at),
            completed_on: Set(done.then_some(on)),
            expires_on: Set(until.filter(|_| done)),
            source: Set(done.then(|| CompletionSource::Module.as_str().to_owned())),
        });
        if done {
            self.completions.push(completion(mentor, stone, on, until, at));
        }
    }

    /// The attempts at a quiz: one that failed now and then, and the one that passed.
    fn attempts(
        &mut self,
        mentor: &participant::Model,
        stone: &path::Stone,
        content: &ModuleContent,
        turn: usize,
        done: bool,
        at: DateTime<Utc>,
    ) {
        let Some(quiz) = &content.quiz else { return };
        let tries = usize::from(turn.is_multiple_of(4)) + usize::from(done);
        for number in 0..tries {
            let seed = (turn * 31 + number) as u64;
            let asked = draw(quiz, seed, &[]);
            let well = done && number + 1 == tries;
            // Some questions are harder than others, for everybody.
            let hard = |key: &str| key.bytes().map(usize::from).sum::<usize>() % 7 == 0;
            let marks: Vec<bool> = asked
                .iter()
                .enumerate()
                .map(|(n, key)| {
                    if well {
                        !(n == turn % 8 && hard(key))
                    } else {
                        !hard(key) && !(n + turn).is_multiple_of(3)
                    }
                })
                .collect();
            let right = marks.iter().filter(|m| **m).count();
            let passed = passes(right as u32, asked.len() as u32, 80);
            let id = Uuid::now_v7();
            for (key, is_right) in asked.iter().zip(marks) {
                self.answers.push(quiz_answer::ActiveModel {
                    id: Set(Uuid::now_v7()),
                    scheme_id: Set(mentor.scheme_id),
                    attempt_id: Set(id),
                    module_id: Set(stone.id.0),
                    question_key: Set(key.clone()),
                    is_right: Set(is_right),
                    attempt_passed: Set(passed),
                });
            }
            self.attempts.push(quiz_attempt::ActiveModel {
                id: Set(id),
                scheme_id: Set(mentor.scheme_id),
                participant_id: Set(mentor.id),
                module_id: Set(stone.id.0),
                content_version: Set(stone.number),
                number: Set(number as i32 + 1),
                seed: Set(seed.cast_signed()),
                pass_percent: Set(80),
                asked: Set(serde_json::json!(asked)),
                answers: Set(serde_json::json!({})),
                started_at: Set(at - Duration::minutes(10)),
                submitted_at: Set(Some(at)),
                right: Set(Some(right as i32)),
                passed: Set(Some(passed)),
            });
        }
    }

    async fn keep(self, work: &Work) -> Result<()> {
        for some in self.completions.chunks(1000) {
            training_completion::Entity::insert_many(some.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
        for some in self.progress.chunks(1000) {
            training_progress::Entity::insert_many(some.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
        for some in self.attempts.chunks(1000) {
            quiz_attempt::Entity::insert_many(some.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
        for some in self.answers.chunks(2000) {
            quiz_answer::Entity::insert_many(some.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
        Ok(())
    }
}

fn completion(
    mentor: &participant::Model,
    stone: &path::Stone,
    on: NaiveDate,
    until: Option<NaiveDate>,
    at: DateTime<Utc>,
) -> training_completion::ActiveModel {
    training_completion::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(mentor.scheme_id),
        person_id: Set(mentor.person_id),
        module_id: Set(stone.id.0),
        content_version: Set(Some(stone.number)),
        completed_on: Set(on),
        expires_on: Set(until),
        source: Set(CompletionSource::Module.as_str().to_owned()),
        external_key: Set(None),
        evidence: Set(None),
        reason: Set(None),
        recorded_by: Set(None),
        withdrawn_at: Set(None),
        withdrawn_reason: Set(None),
        created_at: Set(at),
    }
}
