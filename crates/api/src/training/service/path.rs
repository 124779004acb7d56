//! The path of a scheme: which modules its mentors do, in which order, and which of them clear a mentor.

use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::training_path_item as path_item;
use crate::training::store::modules as store;
use crate::training::{entity::training_module as module, service::clearing};
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{ProgrammeId, SchemeId, TrainingModuleId};
use cairn_domain::operations::Topic;
use cairn_domain::training::{ModuleSummary, TrainingPath};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A module as it stands in a scheme's path.
#[derive(Clone, Debug)]
pub struct Stone {
    pub id: TrainingModuleId,
    pub key: String,
    pub title: String,
    pub minutes: u32,
    pub parts: u32,
    pub number: i32,
    pub is_compulsory: bool,
    pub programme_id: Option<Uuid>,
    pub prerequisites: Vec<String>,
    pub valid_months: Option<u32>,
}

impl Stone {
    /// Whether it is on the way of somebody who studies a programme.
    pub fn is_for(&self, programme: Option<Uuid>) -> bool {
        self.programme_id.is_none_or(|p| Some(p) == programme)
    }
}

/// The published modules of a scheme's path, in order.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn of_scheme<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<Stone>> {
    let modules = store::all(db, scope, Some(scheme)).await?;
    let items = store::path_items(db, scope, scheme).await?;
    Ok(order(modules, &items)
        .into_iter()
        .filter(|(m, is_included, _)| *is_included && m.archived_at.is_none())
        .filter_map(|(m, _, is_compulsory)| stone(m, is_compulsory))
        .collect())
}

fn stone(m: module::Model, is_compulsory: bool) -> Option<Stone> {
    Some(Stone {
        id: TrainingModuleId(m.id),
        number: m.published?,
        key: m.key,
        title: m.title,
        minutes: m.minutes.unsigned_abs(),
        parts: m.parts.unsigned_abs(),
        is_compulsory,
        programme_id: m.programme_id,
        prerequisites: serde_json::from_value(m.prerequisites).unwrap_or_default(),
        valid_months: m.valid_months.map(i32::unsigned_abs),
    })
}

/// A published module that a mentor is in the middle of, though it has left their path.
///
/// # Errors
/// 404 when it was never published.
pub async fn off_path<C: ConnectionTrait>(db: &C, id: TrainingModuleId) -> Result<Stone> {
    let found = module::Entity::find_by_id(id.0).one(db).await?;
    found
        .and_then(|m| stone(m, false))
        .ok_or_else(|| Problem::not_found("training module"))
}

/// Modules in the order of a scheme, each with whether it is included and compulsory there.
fn order(modules: Vec<module::Model>, items: &[path_item::Model]) -> Vec<(module::Model, bool, bool)> {
    let placed: HashMap<Uuid, &path_item::Model> = items.iter().map(|i| (i.module_id, i)).collect();
    // What the scheme has not placed comes after what it has, where its maker put it.
    let unplaced = if items.is_empty() { 0 } else { 10_000 };
    let mut all: Vec<(i32, module::Model, bool, bool)> = modules
        .into_iter()
        .map(|m| match placed.get(&m.id) {
            Some(item) => (item.position, m, item.is_included, item.is_compulsory),
            None => {
                let (position, is_compulsory) = (m.position + unplaced, m.is_compulsory);
                (position, m, true, is_compulsory)
            }
        })
        .collect();
    all.sort_by_key(|(position, m, _, _)| (*position, m.id));
    all.into_iter()
        .map(|(_, m, included, compulsory)| (m, included, compulsory))
        .collect()
}

/// All modules of a scheme (or the central ones) as staff see them in a list.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list(ctx: &Ctx, scope: &Scope, scheme: Option<SchemeId>) -> Result<Vec<ModuleSummary>> {
    let modules = store::all(ctx.db(), scope, scheme).await?;
    let items = match scheme {
        Some(scheme) => store::path_items(ctx.db(), scope, scheme).await?,
        None => Vec::new(),
    };
    let codes = store::programme_codes(ctx.db(), &modules).await?;
    let published = store::published(ctx.db(), scope, &modules).await?;
    Ok(order(modules, &items)
        .into_iter()
        .zip(1..)
        .map(|((m, is_included, is_compulsory), place)| {
            let content = published.get(&m.id);
            let mut view = super::authoring::summary(scope, &m, content, &codes);
            view.is_compulsory = is_compulsory;
            view.is_included = is_included;
            if scheme.is_some() {
                view.position = place;
            }
            view
        })
        .collect())
}

/// Sets which modules a scheme's mentors do. Modules that aren't named come after, as their makers placed them.
///
/// # Errors
/// 403 for a part of the scheme only, 422 for a module that isn't there.
pub async fn set(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    path: TrainingPath,
) -> Result<Vec<ModuleSummary>> {
    let mut work = ctx.begin(scope).await?;
    crate::cohorts::reach::whole_scheme(work.tx(), scope, scheme).await?;
    let known: HashSet<Uuid> = store::all(work.tx(), scope, Some(scheme))
        .await?
        .iter()
        .map(|m| m.id)
        .collect();
    if let Some(n) = path.items.iter().position(|i| !known.contains(&i.module_id.0)) {
        return Err(Problem::invalid_field(
            &format!("/items/{n}/module_id"),
            "This scheme has no such module. Load the list again.",
        ));
    }
    path_item::Entity::delete_many()
        .filter(path_item::Column::SchemeId.eq(scheme.0))
        .exec(work.tx())
        .await?;
    for (item, position) in path.items.iter().zip(1..) {
        path_item::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(scheme.0),
            module_id: Set(item.module_id.0),
            position: Set(position),
            is_compulsory: Set(item.is_compulsory),
            is_included: Set(item.is_included),
        }
        .insert(work.tx())
        .await?;
    }
    let sentence = format!("Set the training path: {} modules.", path.items.len());
    work.audit(Some(scheme), "training.path_set", Some(scheme.0), sentence)
        .await?;
    clearing::later(&mut work, scheme).await?;
    work.announce(Topic::Training, scheme.0, Some(scheme));
    work.commit().await?;
    list(ctx, scope, Some(scheme)).await
}

/// The titles of what somebody with these completed keys still has to do before a module.
pub fn waits_for(stone: &Stone, stones: &[Stone], is_done: impl Fn(TrainingModuleId) -> bool) -> Vec<String> {
    stone
        .prerequisites
        .iter()
        .filter_map(|key| stones.iter().find(|s| s.key == *key))
        .filter(|s| s.id != stone.id && !is_done(s.id))
        .map(|s| s.title.clone())
        .collect()
}

/// What belongs to one programme's mentors.
pub fn for_programme(stones: Vec<Stone>, programme: Option<ProgrammeId>) -> Vec<Stone> {
    stones
        .into_iter()
        .filter(|s| s.is_for(programme.map(|p| p.0)))
        .collect()
}

/// A scope that sees all of training, for rules that must know everything.
///
/// # Errors
/// Never, as long as admins may read training.
pub fn house() -> Result<Scope> {
    crate::identity::house::scope(Action::ReadTraining)
}
