//! A mentor's way through their modules: what is next, reading, ticking, choosing, and what is left before they are cleared.

use super::path::{self, Stone};
use super::walk::{Walk, read};
use super::{clearing, completions, institution};
use crate::cohorts::mentor_place::{self, Place};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::{conduct_signature as signature, conduct_text, training_progress as progress};
use crate::training::markdown;
use crate::training::store::learning as store;
use crate::training::store::modules;
use crate::work::Work;
use cairn_domain::cohorts::{Clearance, ClearanceStatus};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{QuizAttemptId, SchemeId, TrainingModuleId};
use cairn_domain::operations::Topic;
use cairn_domain::training::{
    LearnModule, LessonView, ModuleContent, ModuleState, ModuleView, MyClearance, MyCodeOfConduct, MyModule,
    MyTraining, Progress, ProgressStep, QuizState, TrainingInstitution, TrainingSettings,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, Set,
};
use uuid::Uuid;

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

/// What stands between a mentor and their clearance, in words; nothing when they are cleared.
pub fn missing(
    walk: &Walk,
    modules: &[MyModule],
    settings: &TrainingSettings,
    signatures: &[signature::Model],
    is_cleared: bool,
) -> Vec<String> {
    let mentor = &walk.place.mentor;
    let is_paused = mentor.clearance_by == clearing::BY_STAFF
        && mentor.clearance_expires.is_none()
        && mentor.clearance == ClearanceStatus::Lapsed.as_str();
    if is_cleared {
        Vec::new()
    } else if is_paused {
        vec!["Your supervisor has paused your mentoring. Talk to them about what comes next.".to_owned()]
    } else {
        walk.missing(modules, settings, signatures)
    }
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
    let missing = missing(&walk, &modules, &settings, &signatures, is_cleared);
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
            asked_from: walk.still_to_come(walk.asks.conduct(settings.code_of_conduct_version).from),
        }),
    })
}

/// Signs the code of conduct as it stands now. Twice is once.
///
/// # Errors
/// 404 when the caller is no mentor there, 409 when the text has changed since they read it.
pub async fn sign(ctx: &Ctx, scope: &Scope, scheme: SchemeId, version: u32) -> Result<MyTraining> {
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
            text_id: Set(Some(
                text_of(&work, scheme, number, &settings.code_of_conduct).await?,
            )),
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

/// The words of a code of conduct on record, kept when they are signed for the first time.
async fn text_of(work: &Work, scheme: SchemeId, version: i32, body: &str) -> Result<Uuid> {
    let kept = conduct_text::Entity::find()
        .filter(conduct_text::Column::SchemeId.eq(scheme.0))
        .filter(conduct_text::Column::Version.eq(version))
        .all(work.tx())
        .await?;
    if let Some(same) = kept.iter().find(|t| t.body == body) {
        return Ok(same.id);
    }
    let row = conduct_text::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        version: Set(version),
        body: Set(body.to_owned()),
        since: Set(work.now),
    };
    Ok(row.insert(work.tx()).await?.id)
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
        asked_from: None,
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
        let stone = match walk.stone(module) {
            Ok(stone) => stone.clone(),
            Err(_) => path::off_path(work.tx(), module).await?,
        };
        completions::by_learning(work, walk, &stone, number).await?;
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
    // An attempt at the version that is left behind would count for nothing.
    store::forget_open_attempt(work.tx(), scope, walk.place.id(), id).await?;
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
