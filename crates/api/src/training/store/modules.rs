//! Modules, their versions, and the path of a scheme.

use crate::cohorts::entity::programme;
use crate::identity::entity::person;
use crate::problem::{Problem, Result};
use crate::training::entity::{
    training_module as module, training_module_version as version, training_path_item as path_item,
    training_progress as progress, training_settings as settings,
};
use crate::training::shipped::CENTRAL;
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{ProgrammeId, SchemeId, TrainingModuleId};
use cairn_domain::training::{ModuleContent, TrainingSettings};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// What a scope may see: central modules, and those of schemes that it touches; a programme's own for those who reach it.
fn in_reach(scope: &Scope, m: &module::Model) -> bool {
    match m.scheme_id.map(SchemeId) {
        None => true,
        Some(scheme) => {
            scope.covers(scheme)
                || scope.touches(scheme)
                    && m.programme_id.is_none_or(|p| {
                        scope
                            .programmes_in(scheme)
                            .is_none_or(|mine| mine.is_empty() || mine.contains(&ProgrammeId(p)))
                    })
        }
    }
}

/// Whether a scope of `EditTraining` may change a module: central ones in the whole institution, a scheme's in the whole
/// scheme, a programme's by its supervisors too.
pub fn may_edit(scope: &Scope, scheme: Option<SchemeId>, programme: Option<ProgrammeId>) -> bool {
    if scope.action() != Action::EditTraining {
        return false;
    }
    match (scheme, programme) {
        (None, _) => scope.is_institution(),
        (Some(scheme), None) => scope.covers(scheme),
        (Some(scheme), Some(programme)) => {
            scope.covers(scheme)
                || scope
                    .programmes_in(scheme)
                    .is_some_and(|mine| mine.contains(&programme))
        }
    }
}

/// The central modules, and a scheme's own, in no special order.
pub async fn all<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: Option<SchemeId>,
) -> Result<Vec<module::Model>> {
    let mut owners = vec![CENTRAL.to_owned()];
    if let Some(scheme) = scheme {
        if !scope.touches(scheme) {
            return Err(Problem::not_found("scheme"));
        }
        owners.push(scheme.to_string());
    }
    let found = module::Entity::find()
        .filter(module::Column::Owner.is_in(owners))
        .order_by_asc(module::Column::Position)
        .order_by_asc(module::Column::Id)
        .all(db)
        .await?;
    Ok(found.into_iter().filter(|m| in_reach(scope, m)).collect())
}

/// A module in reach.
pub async fn one<C: ConnectionTrait>(db: &C, scope: &Scope, id: TrainingModuleId) -> Result<module::Model> {
    module::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .filter(|m| in_reach(scope, m))
        .ok_or_else(|| Problem::not_found("training module"))
}

/// The content of a published version.
pub async fn content<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    id: TrainingModuleId,
    number: i32,
) -> Result<ModuleContent> {
    let found = version::Entity::find()
        .filter(version::Column::ModuleId.eq(id.0))
        .filter(version::Column::Number.eq(number))
        .one(db)
        .await?
        .ok_or_else(|| Problem::not_found("version"))?;
    Ok(serde_json::from_value(found.content)?)
}

/// What is published of many modules, at once.
pub async fn published<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    modules: &[module::Model],
) -> Result<HashMap<Uuid, ModuleContent>> {
    let rows = version::Entity::find()
        .filter(version::Column::ModuleId.is_in(modules.iter().map(|m| m.id)))
        .all(db)
        .await?;
    let mut found = HashMap::new();
    for row in rows {
        let current = modules
            .iter()
            .any(|m| m.id == row.module_id && m.published == Some(row.number));
        if current {
            found.insert(row.module_id, serde_json::from_value(row.content)?);
        }
    }
    Ok(found)
}

/// A version without its content.
pub struct VersionRow {
    pub number: i32,
    pub note: String,
    pub published_at: chrono::DateTime<chrono::Utc>,
    pub published_by: Option<String>,
    pub learners: u64,
}

/// The versions of a module, the newest first.
pub async fn versions<C: ConnectionTrait>(db: &C, _scope: &Scope, id: Uuid) -> Result<Vec<VersionRow>> {
    type Row = (i32, String, chrono::DateTime<chrono::Utc>, Option<Uuid>);
    let rows: Vec<Row> = version::Entity::find()
        .select_only()
        .column(version::Column::Number)
        .column(version::Column::Note)
        .column(version::Column::PublishedAt)
        .column(version::Column::PublishedBy)
        .filter(version::Column::ModuleId.eq(id))
        .order_by_desc(version::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let makers: Vec<Uuid> = rows.iter().filter_map(|r| r.3).collect();
    let names: HashMap<Uuid, String> = person::Entity::find()
        .filter(person::Column::Id.is_in(makers))
        .all(db)
        .await?
        .iter()
        .map(|p| (p.id, crate::identity::store::full_name(p)))
        .collect();
    let counted: Vec<(Option<i32>, i64)> = progress::Entity::find()
        .select_only()
        .column(progress::Column::ContentVersion)
        .column_as(progress::Column::Id.count(), "learners")
        .filter(progress::Column::ModuleId.eq(id))
        .group_by(progress::Column::ContentVersion)
        .into_tuple()
        .all(db)
        .await?;
    let learners: HashMap<i32, i64> = counted.into_iter().filter_map(|(v, n)| Some((v?, n))).collect();
    Ok(rows
        .into_iter()
        .map(|(number, note, published_at, by)| VersionRow {
            number,
            note,
            published_at,
            published_by: by.and_then(|b| names.get(&b).cloned()),
            learners: learners.get(&number).copied().unwrap_or(0).unsigned_abs(),
        })
        .collect())
}

/// The codes of programmes that modules name.
pub async fn programme_codes<C: ConnectionTrait>(
    db: &C,
    modules: &[module::Model],
) -> Result<HashMap<Uuid, String>> {
    let ids: Vec<Uuid> = modules.iter().filter_map(|m| m.programme_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = programme::Entity::find()
        .filter(programme::Column::Id.is_in(ids))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|p| (p.id, p.code)).collect())
}

/// How a scheme places modules where it does so differently.
pub async fn path_items<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<path_item::Model>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    Ok(path_item::Entity::find()
        .filter(path_item::Column::SchemeId.eq(scheme.0))
        .all(db)
        .await?)
}

/// A scheme's training settings and their version; the defaults at version 0.
pub async fn settings<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<(TrainingSettings, i32)> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    match settings::Entity::find_by_id(scheme.0).one(db).await? {
        Some(row) => Ok((serde_json::from_value(row.value)?, row.version)),
        None => Ok((TrainingSettings::default(), 0)),
    }
}
