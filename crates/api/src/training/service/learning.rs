//! A mentor's way through their modules: what is next, reading, ticking, choosing, and what is left before they are cleared.

use super::path::{self, Stone};
use super::{clearing, completions, institution};
use crate::cohorts::mentor_place::{self, Place};
use crate::cohorts::roll::local_day;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::training_progress as progress;
use crate::training::markdown;
use crate::training::store::learning as store;
use crate::training::store::modules;
use crate::work::Work;
use cairn_domain::cohorts::{Clearance, ClearanceStatus};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{QuizAttemptId, SchemeId, TrainingModuleId};
use cairn_domain::operations::Topic;
use cairn_domain::training::progress::state;
use cairn_domain::training::{
    LearnModule, LessonView, ModuleContent, ModuleState, ModuleView, MyClearance, MyCodeOfConduct, MyModule,
    MyTraining, Progress, ProgressStep, QuizState, TrainingInstitution, TrainingSettings,
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use std::collections::HashMap;
use uuid::Uuid;

/// A mentor's path with everything they did on it.
pub struct Walk {
    pub place: Place,
    pub stones: Vec<Stone>,
    pub rows: HashMap<Uuid, progress::Model>,
    pub today: NaiveDate,
}

impl Walk {
    /// # Errors
    /// When the database can't be read.
    pub async fn of<C: sea_orm::ConnectionTrait>(
        db: &C,
        scope: &Scope,
        place: Place,
        ctx: &Ctx,
    ) -> Result<Self> {
        let all = path::of_scheme(db, scope, place.scheme_id()).await?;
        let rows = store::progress_of(db, scope, place.id()).await?;
        Ok(Self {
            stones: path::for_programme(all, place.mentor.programme_id.map(Into::into)),
            rows: rows.into_iter().map(|r| (r.module_id, r)).collect(),
            today: local_day(&place.scheme.time_zone, ctx.now),
            place,
        })
    }

    fn row(&self, id: TrainingModuleId) -> Option<&progress::Model> {
        self.rows.get(&id.0)
    }

    fn in_date(&self, id: TrainingModuleId) -> bool {
        self.row(id)
            .is_some_and(|r| r.completed_on.is_some() && r.expires_on.is_none_or(|e| self.today <= e))
    }

    pub fn stone(&self, id: TrainingModuleId) -> Result<&Stone> {
        self.stones
            .iter()
            .find(|s| s.id == id)
            .ok_or_else(|| Problem::not_found("training module"))
    }

    pub fn waits_for(&self, stone: &Stone) -> Vec<String> {
        path::waits_for(stone, &self.stones, |id| self.in_date(id))
    }

    /// A module as it stands in the list. The parts that are done are counted where the content is at hand.
    pub fn module(&self, stone: &Stone) -> MyModule {
        let row = self.row(stone.id);
        let waits_for = self.waits_for(stone);
        let (completed_on, expires_on) = row.map_or((None, None), |r| (r.completed_on, r.expires_on));
        let own = row.filter(|r| r.content_version.is_some());
        let progress: Progress = own.map(|r| read(&r.progress)).unwrap_or_default();
        let done = progress.lessons_read.len() + progress.ticked.len();
        let done = u32::try_from(done).unwrap_or(0)
            + u32::from(progress.scenario_done)
            + u32::from(progress.quiz_passed);
        let state = state(
            !waits_for.is_empty(),
            own.is_some(),
            completed_on,
            expires_on,
            self.today,
        );
        MyModule {
            id: stone.id,
            key: stone.key.clone(),
            title: stone.title.clone(),
            summary: String::new(),
            minutes: stone.minutes,
            is_compulsory: stone.is_compulsory,
            state,
            waits_for,
            done: if matches!(state, ModuleState::Completed | ModuleState::DueSoon) {
                stone.parts
            } else {
                done.min(stone.parts)
            },
            parts: stone.parts,
            completed_on,
            expires_on,
            source: row.and_then(|r| r.source.as_deref()).and_then(|s| s.parse().ok()),
        }
    }

    pub fn modules(&self) -> Vec<MyModule> {
        self.stones.iter().map(|s| self.module(s)).collect()
    }
}

fn read(json: &serde_json::Value) -> Progress {
    serde_json::from_value(json.clone()).unwrap_or_default()
}

/// The module to go on with: what is begun, else the next compulsory one, else what is due or left.
fn next(modules: &[MyModule]) -> Option<TrainingModuleId> {
    let is = |m: &&MyModule, s: ModuleState| m.state == s;
    let of = |compulsory: bool| modules.iter().filter(move |m| m.is_compulsory == compulsory);
    let order = [
        ModuleState::Started,
        ModuleState::Lapsed,
        ModuleState::NotStarted,
        ModuleState::DueSoon,
    ];
    [true, false]
        .into_iter()
        .flat_map(|compulsory| {
            order
                .into_iter()
                .filter_map(move |s| of(compulsory).find(|m| is(m, s)))
        })
        .next()
        .map(|m| m.id)
}

/// What stands between a mentor and their clearance, in words.
pub fn missing(
    modules: &[MyModule],
    settings: &TrainingSettings,
    signed: bool,
    reference: bool,
    staff_decided: bool,
    status: ClearanceStatus,
) -> Vec<String> {
    if staff_decided && status == ClearanceStatus::Lapsed {
        return vec![
            "Your supervisor has paused your mentoring. Talk to them about what comes next.".to_owned(),
        ];
    }
    let mut missing: Vec<String> = modules
        .iter()
        .filter(|m| m.is_compulsory && !matches!(m.state, ModuleState::Completed | ModuleState::DueSoon))
        .map(|m| match m.state {
            ModuleState::Lapsed => format!("Refresh \u{201c}{}\u{201d}", m.title),
            _ => format!("Complete \u{201c}{}\u{201d}", m.title),
        })
        .collect();
    if settings.code_of_conduct_needed && !signed {
        missing.push("Sign the code of conduct".to_owned());
    }
    if settings.reference_needed && !reference {
        missing.push("Your scheme still needs a reference for you. Staff will look after that".to_owned());
    }
    missing
}

/// Everything about the caller's own training, one entry for each scheme that they mentor in.
///
/// # Errors
/// When the database can't be read.
pub async fn mine(ctx: &Ctx, scope: &Scope) -> Result<Vec<MyTraining>> {
    let (house, _) = institution::read(ctx).await?;
    let mut all = Vec::new();
    for place in mentor_place::places(ctx.db(), scope).await? {
        all.push(my_training(ctx, scope, place, &house).await?);
    }
    Ok(all)
}

async fn my_training(
    ctx: &Ctx,
    scope: &Scope,
    place: Place,
    house: &TrainingInstitution,
) -> Result<MyTraining> {
    let walk = Walk::of(ctx.db(), scope, place, ctx).await?;
    let (scheme, mentor) = (&walk.place.scheme, &walk.place.mentor);
    let (settings, _) = modules::settings(ctx.db(), scope, SchemeId(scheme.id)).await?;
    let signatures = store::signed(ctx.db(), scope, walk.place.id()).await?;
    let signed_at = signatures
        .iter()
        .find(|s| s.conduct_version.unsigned_abs() == settings.code_of_conduct_version)
        .map(|s| s.signed_at);
    let modules = walk.modules();
    let clearance = Clearance {
        status: mentor.clearance.parse().unwrap_or(ClearanceStatus::NotStarted),
        from: mentor.cleared_on,
        until: mentor.clearance_expires,
    };
    let is_cleared = clearance.holds_on(walk.today);
    let by_staff = mentor.clearance_by == clearing::BY_STAFF;
    let missing = if is_cleared {
        Vec::new()
    } else {
        missing(
            &modules,
            &settings,
            signed_at.is_some(),
            mentor.reference_seen_on.is_some(),
            by_staff && clearance.until.is_none(),
            clearance.status,
        )
    };
    let status = match clearance.status {
        ClearanceStatus::Cleared if !is_cleared => ClearanceStatus::Lapsed,
        status => status,
    };
    Ok(MyTraining {
        scheme_id: SchemeId(scheme.id),
        scheme_name: scheme.name.clone(),
        clearance: MyClearance {
            status,
            is_cleared,
            from: clearance.from,
            until: clearance.until,
            missing,
        },
        next: next(&modules),
        minutes_left: modules
            .iter()
            .filter(|m| m.is_compulsory && !matches!(m.state, ModuleState::Completed | ModuleState::DueSoon))
            .map(|m| m.minutes)
            .sum(),
        modules,
        code_of_conduct: settings.code_of_conduct_needed.then(|| MyCodeOfConduct {
            html: markdown::render(&settings.code_of_conduct, house),
            version: settings.code_of_conduct_version,
            signed_at,
        }),
    })
}

/// Signs the code of conduct as it stands now. Twice is once.
///
/// # Errors
/// 404 when the caller is no mentor there, 409 when the text has changed since they read it.
pub async fn sign(ctx: &Ctx, scope: &Scope, scheme: SchemeId, version: u32) -> Result<MyTraining> {
    use crate::training::entity::conduct_signature as signature;
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, scheme).await?;
    let (settings, _) = modules::settings(work.tx(), scope, scheme).await?;
    if version != settings.code_of_conduct_version {
        return Err(
            Problem::conflict("text-changed", "The code of conduct has changed.")
                .detail("Load it again, read it, and sign the new text."),
        );
    }
    let number = i32::try_from(version).unwrap_or(0);
    let signed = store::signed(work.tx(), scope, place.id()).await?;
    if !signed.iter().any(|s| s.conduct_version == number) {
        signature::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(scheme.0),
            participant_id: Set(place.mentor.id),
            conduct_version: Set(number),
            signed_at: Set(work.now),
        }
        .insert(work.tx())
        .await?;
        let sentence = format!("Signed version {version} of the code of conduct.");
        work.audit(
            Some(scheme),
            "training.conduct_signed",
            Some(place.mentor.id),
            sentence,
        )
        .await?;
        clearing::work_out(&mut work, scheme, Some(place.id())).await?;
        work.announce(Topic::Training, place.mentor.id, Some(scheme));
        work.commit().await?;
    }
    let (house, _) = institution::read(ctx).await?;
    let place = mentor_place::place(ctx.db(), scope, scheme).await?;
    my_training(ctx, scope, place, &house).await
}

/// A module to learn from, in the version that this mentor started.
///
/// # Errors
/// 404 when it is not on their path, 409 when others come first.
pub async fn module(ctx: &Ctx, scope: &Scope, scheme: SchemeId, id: TrainingModuleId) -> Result<LearnModule> {
    let place = mentor_place::place(ctx.db(), scope, scheme).await?;
    let walk = Walk::of(ctx.db(), scope, place, ctx).await?;
    let stone = unlocked(&walk, id)?;
    let row = walk.row(id).filter(|r| r.content_version.is_some());
    let number = row.and_then(|r| r.content_version).unwrap_or(stone.number);
    let content = modules::content(ctx.db(), scope, id, number).await?;
    let progress = row.map(|r| read(&r.progress)).unwrap_or_default();
    let mut module = walk.module(stone);
    module.parts = cairn_domain::training::parts(&content);
    module.done = progress.done(&content);
    module.summary.clone_from(&content.summary);
    let quiz = match &content.quiz {
        Some(quiz) => {
            let (settings, _) = modules::settings(ctx.db(), scope, scheme).await?;
            Some(
                super::quiz::state_of(
                    ctx,
                    scope,
                    &walk.place,
                    id,
                    quiz.draw,
                    &settings,
                    progress.quiz_passed,
                )
                .await?,
            )
        }
        None => None,
    };
    let (house, _) = institution::read(ctx).await?;
    Ok(learn(module, scheme, number, content, quiz, progress, &house))
}

fn unlocked(walk: &Walk, id: TrainingModuleId) -> Result<&Stone> {
    let stone = walk.stone(id)?;
    let waits = walk.waits_for(stone);
    let begun = walk.row(id).is_some_and(|r| r.content_version.is_some());
    if waits.is_empty() || begun {
        Ok(stone)
    } else {
        Err(Problem::conflict("comes-later", "Another module comes first.")
            .detail(format!("First complete: {}.", waits.join(", "))))
    }
}

fn learn(
    module: MyModule,
    scheme_id: SchemeId,
    number: i32,
    content: ModuleContent,
    quiz: Option<QuizState>,
    progress: Progress,
    house: &TrainingInstitution,
) -> LearnModule {
    LearnModule {
        module,
        scheme_id,
        content_version: number.unsigned_abs(),
        lessons: content
            .lessons
            .into_iter()
            .map(|l| LessonView {
                html: markdown::render(&l.body, house),
                key: l.key,
                title: l.title,
            })
            .collect(),
        scenario: content.scenario,
        checklist: content.checklist,
        quiz,
        progress,
    }
}

/// A module as it looks on a first visit, for its authors.
pub fn first_visit(view: &ModuleView, house: &TrainingInstitution) -> LearnModule {
    let (s, content) = (&view.summary, view.content.clone());
    let module = MyModule {
        id: s.id,
        key: s.key.clone(),
        title: content.title.clone(),
        summary: content.summary.clone(),
        minutes: content.minutes,
        is_compulsory: s.is_compulsory,
        state: ModuleState::NotStarted,
        waits_for: Vec::new(),
        done: 0,
        parts: cairn_domain::training::parts(&content),
        completed_on: None,
        expires_on: None,
        source: None,
    };
    let settings = TrainingSettings::default();
    let quiz = content.quiz.as_ref().map(|q| QuizState {
        questions: q.draw.min(u32::try_from(q.questions.len()).unwrap_or(0)),
        pass_percent: settings.pass_percent,
        passed: false,
        attempts: 0,
        best_percent: None,
        open_attempt: None::<QuizAttemptId>,
        left_today: None,
    });
    let scheme = s.scheme_id.unwrap_or(SchemeId(Uuid::nil()));
    learn(module, scheme, 0, content, quiz, Progress::default(), house)
}

/// A learner's row of a module, begun if need be, with the content that they learn from.
pub async fn begin(
    work: &Work,
    scope: &Scope,
    walk: &Walk,
    id: TrainingModuleId,
) -> Result<(progress::Model, ModuleContent)> {
    let stone = unlocked(walk, id)?;
    mentor_place::one_at_a_time(work.tx(), scope, walk.place.id()).await?;
    let there = store::progress_to_change(work.tx(), scope, walk.place.id(), id).await?;
    let number = there
        .as_ref()
        .and_then(|r| r.content_version)
        .unwrap_or(stone.number);
    let content = modules::content(work.tx(), scope, id, number).await?;
    let row = match there {
        Some(row) if row.content_version.is_some() => row,
        Some(row) => {
            let mut row = row.into_active_model();
            row.content_version = Set(Some(number));
            row.update(work.tx()).await?
        }
        None => {
            progress::ActiveModel {
                id: Set(Uuid::now_v7()),
                scheme_id: Set(walk.place.scheme.id),
                participant_id: Set(walk.place.mentor.id),
                module_id: Set(id.0),
                content_version: Set(Some(number)),
                progress: Set(serde_json::to_value(Progress::default())?),
                started_at: Set(work.now),
                last_step_at: Set(work.now),
                completed_on: Set(None),
                expires_on: Set(None),
                source: Set(None),
            }
            .insert(work.tx())
            .await?
        }
    };
    Ok((row, content))
}

/// Keeps progress that has gone on, and completes the module when that was the last part. Says whether it was.
pub async fn go_on(
    work: &mut Work,
    walk: &Walk,
    row: progress::Model,
    content: &ModuleContent,
    before: &Progress,
    after: &Progress,
) -> Result<bool> {
    let (module, number) = (TrainingModuleId(row.module_id), row.content_version);
    let mut change = row.into_active_model();
    change.progress = Set(serde_json::to_value(after)?);
    change.last_step_at = Set(work.now);
    change.update(work.tx()).await?;
    let scheme = walk.place.scheme_id();
    let completed = after.is_complete(content) && !before.is_complete(content);
    if completed {
        let stone = walk.stone(module)?;
        completions::by_learning(work, walk, stone, number).await?;
    } else if walk.place.mentor.clearance == ClearanceStatus::NotStarted.as_str() {
        clearing::work_out(work, scheme, Some(walk.place.id())).await?;
    }
    work.announce(Topic::Training, walk.place.mentor.id, Some(scheme));
    Ok(completed)
}

/// Keeps what a mentor has done since the last time.
///
/// # Errors
/// 404 when the module is not on their path, 422 for a choice that the scenario doesn't offer.
pub async fn step(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    id: TrainingModuleId,
    step: ProgressStep,
) -> Result<LearnModule> {
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, scheme).await?;
    let walk = Walk::of(work.tx(), scope, place, ctx).await?;
    let (row, content) = begin(&work, scope, &walk, id).await?;
    let before = read(&row.progress);
    let mut after = before.clone();
    after
        .take(&step, &content)
        .map_err(|(at, what)| Problem::invalid_field(&at, what))?;
    go_on(&mut work, &walk, row, &content, &before, &after).await?;
    work.commit().await?;
    module(ctx, scope, scheme, id).await
}

/// Starts a module again in its newest version, to refresh it. What was completed stays on record and counts until it ends.
///
/// # Errors
/// 409 while it isn't complete, or is in date for long yet.
pub async fn refresh(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    id: TrainingModuleId,
) -> Result<LearnModule> {
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, scheme).await?;
    let walk = Walk::of(work.tx(), scope, place, ctx).await?;
    let stone = unlocked(&walk, id)?;
    let state = walk.module(stone).state;
    if !matches!(state, ModuleState::DueSoon | ModuleState::Lapsed) {
        return Err(
            Problem::conflict("not-due", "This module is not due to be refreshed yet.")
                .detail("You can read its lessons again at any time."),
        );
    }
    let (row, content) = begin(&work, scope, &walk, id).await?;
    if !read(&row.progress).is_complete(&content) {
        // A refresh is under way, perhaps begun on another device: it goes on.
        drop(work);
        return module(ctx, scope, scheme, id).await;
    }
    let number = stone.number;
    let mut change = row.into_active_model();
    change.content_version = Set(Some(number));
    change.progress = Set(serde_json::to_value(Progress::default())?);
    change.last_step_at = Set(work.now);
    change.update(work.tx()).await?;
    let sentence = format!("Began to refresh {}.", stone.title);
    work.audit(
        Some(scheme),
        "training.refresh_begun",
        Some(walk.place.mentor.id),
        sentence,
    )
    .await?;
    work.announce(Topic::Training, walk.place.mentor.id, Some(scheme));
    work.commit().await?;
    module(ctx, scope, scheme, id).await
}
