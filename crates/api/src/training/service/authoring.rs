//! Writing modules: drafts, publishing, versions, files.

use super::{clearing, institution, learning};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::{training_module as module, training_module_version as version};
use crate::training::markdown;
use crate::training::shipped::CENTRAL;
use crate::training::store::modules as store;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ProgrammeId, SchemeId, TrainingModuleId};
use cairn_domain::operations::Topic;
use cairn_domain::training::{
    ContentGap, LearnModule, ModuleContent, ModuleFile, ModulePlace, ModuleSummary, ModuleVersionSummary,
    ModuleView, NewModule, TrainingInstitution, parts,
};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, QuerySelect as _, Set};
use std::collections::HashMap;
use uuid::Uuid;

/// What a module's row repeats of its content, so that lists need not read it.
pub fn columns_of(mut row: module::ActiveModel, content: &ModuleContent, number: i32) -> module::ActiveModel {
    let whole = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    row.title = Set(content.title.clone());
    row.minutes = Set(whole(content.minutes));
    row.parts = Set(whole(parts(content)));
    row.published = Set(Some(number));
    row
}

/// A module in a list. `content` is what is published.
pub fn summary(
    scope: &Scope,
    m: &module::Model,
    content: Option<&ModuleContent>,
    codes: &HashMap<Uuid, String>,
) -> ModuleSummary {
    let (scheme, programme) = (m.scheme_id.map(SchemeId), m.programme_id.map(ProgrammeId));
    let questions = content
        .and_then(|c| c.quiz.as_ref())
        .map_or(0, |q| q.questions.len());
    ModuleSummary {
        id: TrainingModuleId(m.id),
        key: m.key.clone(),
        title: m.title.clone(),
        summary: content.map(|c| c.summary.clone()).unwrap_or_default(),
        topic: content.map(|c| c.topic.clone()).unwrap_or_default(),
        minutes: m.minutes.unsigned_abs(),
        scheme_id: scheme,
        programme_id: programme,
        programme_code: m.programme_id.and_then(|p| codes.get(&p).cloned()),
        position: m.position,
        is_compulsory: m.is_compulsory,
        is_included: true,
        prerequisites: serde_json::from_value(m.prerequisites.clone()).unwrap_or_default(),
        valid_months: m.valid_months.map(i32::unsigned_abs),
        published: m.published.map(i32::unsigned_abs),
        has_draft: m.draft.is_some(),
        is_archived: m.archived_at.is_some(),
        questions: u32::try_from(questions).unwrap_or(0),
        may_edit: store::may_edit(scope, scheme, programme),
        version: m.version,
    }
}

/// A module with everything that can be edited.
///
/// # Errors
/// 404 when it isn't in reach.
pub async fn view(ctx: &Ctx, scope: &Scope, id: TrainingModuleId) -> Result<ModuleView> {
    let m = store::one(ctx.db(), scope, id).await?;
    let published = match m.published {
        Some(number) => Some(store::content(ctx.db(), scope, id, number).await?),
        None => None,
    };
    let codes = store::programme_codes(ctx.db(), std::slice::from_ref(&m)).await?;
    let content = match &m.draft {
        Some(draft) => serde_json::from_value(draft.clone())?,
        None => published.clone().unwrap_or_default(),
    };
    let versions = store::versions(ctx.db(), scope, id.0).await?;
    let (house, _) = institution::read(ctx).await?;
    Ok(ModuleView {
        summary: summary(scope, &m, published.as_ref().or(Some(&content)), &codes),
        gaps: gaps(&content, &house),
        content,
        versions: versions
            .into_iter()
            .map(|v| ModuleVersionSummary {
                number: v.number.unsigned_abs(),
                published_at: v.published_at,
                published_by: v.published_by,
                note: v.note,
                learners: v.learners,
            })
            .collect(),
    })
}

/// Everything between a draft and its publication, the Markdown of its lessons included.
fn gaps(content: &ModuleContent, house: &TrainingInstitution) -> Vec<ContentGap> {
    let of_lessons = content.lessons.iter().enumerate().flat_map(|(n, lesson)| {
        markdown::faults(&lesson.body, house)
            .into_iter()
            .map(move |what| (format!("/lessons/{n}/body"), what))
    });
    content
        .gaps()
        .into_iter()
        .chain(of_lessons)
        .map(|(pointer, detail)| ContentGap { pointer, detail })
        .collect()
}

/// A new module, with its content as a draft.
///
/// # Errors
/// 403 where the caller may not write modules, 409 when the key is taken.
pub async fn create(ctx: &Ctx, scope: &Scope, input: NewModule) -> Result<ModuleView> {
    if let Some(scheme) = input.scheme_id
        && !scope.touches(scheme)
    {
        return Err(Problem::not_found("scheme"));
    }
    if !store::may_edit(scope, input.scheme_id, input.programme_id) {
        return Err(Problem::forbidden());
    }
    let work = ctx.begin(scope).await?;
    if let Some(programme) = input.programme_id {
        let there = crate::cohorts::entity::programme::Entity::find_by_id(programme.0)
            .one(work.tx())
            .await?;
        if there.is_none() {
            return Err(Problem::invalid_field(
                "/programme_id",
                "Choose a programme from the list.",
            ));
        }
    }
    let id = TrainingModuleId(Uuid::now_v7());
    let others = store::all(work.tx(), scope, input.scheme_id).await?;
    // Awards, prerequisites and reports of other systems go by key, so a scheme's path has each once.
    if others.iter().any(|m| m.key == input.key) {
        return Err(key_taken());
    }
    waits_for_what_is_there(&input.key, &input.prerequisites, &others)?;
    let last = others.iter().map(|m| m.position).max();
    module::ActiveModel {
        id: Set(id.0),
        owner: Set(input
            .scheme_id
            .map_or_else(|| CENTRAL.to_owned(), |s| s.to_string())),
        key: Set(input.key.clone()),
        scheme_id: Set(input.scheme_id.map(|s| s.0)),
        programme_id: Set(input.programme_id.map(|p| p.0)),
        position: Set(last.unwrap_or(0) + 1),
        is_compulsory: Set(input.is_compulsory),
        prerequisites: Set(serde_json::json!(input.prerequisites)),
        valid_months: Set(input.valid_months.and_then(|m| i32::try_from(m).ok())),
        draft: Set(Some(serde_json::to_value(&input.content)?)),
        title: Set(input.content.title.clone()),
        minutes: Set(0),
        parts: Set(0),
        published: Set(None),
        archived_at: Set(None),
        created_at: Set(work.now),
        updated_at: Set(work.now),
        version: Set(1),
    }
    .insert(work.tx())
    .await
    .map_err(|e| match e.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => key_taken(),
        _ => Problem::from(e),
    })?;
    let sentence = format!("Started the training module {}.", input.content.title);
    finish(
        ctx,
        scope,
        work,
        input.scheme_id,
        id,
        "training.module_added",
        sentence,
    )
    .await
}

async fn finish(
    ctx: &Ctx,
    scope: &Scope,
    mut work: Work,
    scheme: Option<SchemeId>,
    id: TrainingModuleId,
    verb: &str,
    sentence: String,
) -> Result<ModuleView> {
    work.audit(scheme, verb, Some(id.0), sentence).await?;
    work.announce(Topic::Training, id.0, scheme);
    work.commit().await?;
    view(ctx, scope, id).await
}

/// A module that the caller may change, at the version that they saw.
async fn to_change(work: &Work, scope: &Scope, id: TrainingModuleId, seen: i32) -> Result<module::Model> {
    store::one(work.tx(), scope, id).await?;
    let m = module::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(work.tx())
        .await?
        .ok_or_else(|| Problem::not_found("training module"))?;
    if !store::may_edit(scope, m.scheme_id.map(SchemeId), m.programme_id.map(ProgrammeId)) {
        return Err(Problem::forbidden());
    }
    if m.version == seen {
        Ok(m)
    } else {
        Err(Problem::stale())
    }
}

fn next(m: module::Model, work: &Work) -> module::ActiveModel {
    let version = m.version + 1;
    let mut row = m.into_active_model();
    row.version = Set(version);
    row.updated_at = Set(work.now);
    row
}

/// Keeps a draft. What learners see does not change.
///
/// # Errors
/// 412 when somebody else kept another one meanwhile.
pub async fn keep_draft(
    ctx: &Ctx,
    scope: &Scope,
    id: TrainingModuleId,
    seen: i32,
    content: ModuleContent,
) -> Result<ModuleView> {
    let work = ctx.begin(scope).await?;
    let m = to_change(&work, scope, id, seen).await?;
    let (scheme, is_new) = (m.scheme_id.map(SchemeId), m.published.is_none());
    let mut row = next(m, &work);
    row.draft = Set(Some(serde_json::to_value(&content)?));
    if is_new {
        row.title = Set(content.title.clone());
    }
    row.update(work.tx()).await?;
    let sentence = format!("Changed the draft of {}.", content.title);
    finish(ctx, scope, work, scheme, id, "training.draft_kept", sentence).await
}

/// Throws a draft away: what is published is what is edited next.
///
/// # Errors
/// 409 when nothing is published yet.
pub async fn drop_draft(ctx: &Ctx, scope: &Scope, id: TrainingModuleId, seen: i32) -> Result<ModuleView> {
    let work = ctx.begin(scope).await?;
    let m = to_change(&work, scope, id, seen).await?;
    if m.published.is_none() {
        return Err(
            Problem::conflict("only-a-draft", "This module is nothing but its draft.")
                .detail("Archive the module if nobody needs it."),
        );
    }
    let scheme = m.scheme_id.map(SchemeId);
    let sentence = format!("Threw the draft of {} away.", m.title);
    let mut row = next(m, &work);
    row.draft = Set(None);
    row.update(work.tx()).await?;
    finish(ctx, scope, work, scheme, id, "training.draft_dropped", sentence).await
}

/// Sets how a module stands in every path that doesn't place it itself.
///
/// # Errors
/// 422 for a prerequisite that is the module itself or leads back to it.
pub async fn place(
    ctx: &Ctx,
    scope: &Scope,
    id: TrainingModuleId,
    seen: i32,
    place: ModulePlace,
) -> Result<ModuleView> {
    let mut work = ctx.begin(scope).await?;
    let m = to_change(&work, scope, id, seen).await?;
    let scheme = m.scheme_id.map(SchemeId);
    let others = store::all(work.tx(), scope, scheme).await?;
    waits_for_what_is_there(&m.key, &place.prerequisites, &others)?;
    let sentence = format!("Changed the place of {} in the path.", m.title);
    let mut row = next(m, &work);
    row.position = Set(place.position);
    row.is_compulsory = Set(place.is_compulsory);
    row.prerequisites = Set(serde_json::json!(place.prerequisites));
    row.valid_months = Set(place.valid_months.and_then(|n| i32::try_from(n).ok()));
    row.update(work.tx()).await?;
    clearing::later_where(&mut work, scheme).await?;
    finish(ctx, scope, work, scheme, id, "training.module_placed", sentence).await
}

fn key_taken() -> Problem {
    Problem::conflict("key-taken", "Another module has this key.").detail("Choose another key.")
}

/// # Errors
/// 422 for what comes first and is not there, or waits for the module itself.
fn waits_for_what_is_there(key: &str, prerequisites: &[String], others: &[module::Model]) -> Result<()> {
    let refuse = |why: String| Err(Problem::invalid_field("/prerequisites", why));
    if leads_back(key, prerequisites, others) {
        return refuse(
            "One of these waits for this module, so nobody could ever begin. Take it out.".to_owned(),
        );
    }
    match prerequisites
        .iter()
        .find(|p| !others.iter().any(|m| m.key == **p))
    {
        Some(unknown) => refuse(format!(
            "There is no module with the key {unknown}. Choose from the list."
        )),
        None => Ok(()),
    }
}

/// Whether one of these waits, directly or not, for the module with `key`.
fn leads_back(key: &str, prerequisites: &[String], modules: &[module::Model]) -> bool {
    let mut seen: Vec<String> = Vec::new();
    let mut open: Vec<String> = prerequisites.to_vec();
    while let Some(next) = open.pop() {
        if next == key {
            return true;
        }
        if seen.contains(&next) {
            continue;
        }
        if let Some(m) = modules.iter().find(|m| m.key == next) {
            let more: Vec<String> = serde_json::from_value(m.prerequisites.clone()).unwrap_or_default();
            open.extend(more);
        }
        seen.push(next);
    }
    false
}

/// Publishes the draft as the module's next version. Learners keep the version that they started.
///
/// # Errors
/// 409 when there is no draft, 422 with everything that is missing.
pub async fn publish(
    ctx: &Ctx,
    scope: &Scope,
    id: TrainingModuleId,
    seen: i32,
    note: String,
) -> Result<ModuleView> {
    let (house, _) = institution::read(ctx).await?;
    let mut work = ctx.begin(scope).await?;
    let m = to_change(&work, scope, id, seen).await?;
    let Some(draft) = m.draft.clone() else {
        return Err(Problem::conflict("no-draft", "There is nothing new to publish.")
            .detail("Change the module first."));
    };
    let content: ModuleContent = serde_json::from_value(draft.clone())?;
    let missing = gaps(&content, &house);
    if !missing.is_empty() {
        return Err(Problem::invalid(
            missing.into_iter().map(|g| (g.pointer, g.detail)).collect(),
        ));
    }
    let number = m.published.unwrap_or(0) + 1;
    version::ActiveModel {
        id: Set(Uuid::now_v7()),
        module_id: Set(id.0),
        number: Set(number),
        content: Set(draft),
        note: Set(note.trim().to_owned()),
        published_by: Set(work.actor.map(|p| p.0)),
        published_at: Set(work.now),
    }
    .insert(work.tx())
    .await?;
    let scheme = m.scheme_id.map(SchemeId);
    let mut row = columns_of(next(m, &work), &content, number);
    row.draft = Set(None);
    row.update(work.tx()).await?;
    if number == 1 {
        clearing::later_where(&mut work, scheme).await?;
    }
    let sentence = format!("Published version {number} of {}.", content.title);
    finish(
        ctx,
        scope,
        work,
        scheme,
        id,
        "training.module_published",
        sentence,
    )
    .await
}

/// Takes a module out of every path, or brings it back. What was completed stays on record.
///
/// # Errors
/// 412 when it was changed meanwhile.
pub async fn archive(
    ctx: &Ctx,
    scope: &Scope,
    id: TrainingModuleId,
    seen: i32,
    away: bool,
) -> Result<ModuleView> {
    let mut work = ctx.begin(scope).await?;
    let m = to_change(&work, scope, id, seen).await?;
    let scheme = m.scheme_id.map(SchemeId);
    let (verb, did) = if away {
        ("training.module_archived", "Archived")
    } else {
        ("training.module_restored", "Brought back")
    };
    let sentence = format!("{did} the training module {}.", m.title);
    let mut row = next(m, &work);
    row.archived_at = Set(away.then_some(work.now));
    row.update(work.tx()).await?;
    clearing::later_where(&mut work, scheme).await?;
    finish(ctx, scope, work, scheme, id, verb, sentence).await
}

/// A module as a file: what is published, or the draft of one that never was.
///
/// # Errors
/// 404 when it isn't in reach.
pub async fn file(ctx: &Ctx, scope: &Scope, id: TrainingModuleId) -> Result<ModuleFile> {
    let m = store::one(ctx.db(), scope, id).await?;
    let content = match (m.published, m.draft) {
        (Some(number), _) => store::content(ctx.db(), scope, id, number).await?,
        (None, Some(draft)) => serde_json::from_value(draft)?,
        (None, None) => ModuleContent::default(),
    };
    Ok(ModuleFile {
        format: "cairn-training-module".to_owned(),
        format_version: 1,
        key: m.key,
        content,
    })
}

/// What a version says.
///
/// # Errors
/// 404 when there is no such version.
pub async fn version(ctx: &Ctx, scope: &Scope, id: TrainingModuleId, number: u32) -> Result<ModuleContent> {
    store::one(ctx.db(), scope, id).await?;
    store::content(ctx.db(), scope, id, i32::try_from(number).unwrap_or(0)).await
}

/// The draft (or what is published) as a mentor sees it on a first visit.
///
/// # Errors
/// 404 when it isn't in reach.
pub async fn preview(ctx: &Ctx, scope: &Scope, id: TrainingModuleId) -> Result<LearnModule> {
    let view = view(ctx, scope, id).await?;
    let (house, _) = institution::read(ctx).await?;
    Ok(learning::first_visit(&view, &house))
}
