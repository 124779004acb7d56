//! Queries about imports and their profiles. Each asks for the scope that reaches the scheme.

use crate::cohorts::entity::{cohort_import, cohort_import_file, import_profile};
use crate::problem::{Problem, Result};
use actix_web::web::Bytes;
use cairn_domain::cohorts::{CohortImportView, ImportProfileView, ImportState};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CohortImportId, ImportProfileId, SchemeId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

/// An import of a scheme that is in reach as a whole.
pub async fn one<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: CohortImportId,
    lock: bool,
) -> Result<cohort_import::Model> {
    let mut query = cohort_import::Entity::find_by_id(id.0);
    if lock {
        query = query.lock_exclusive();
    }
    query
        .one(db)
        .await?
        .filter(|i| scope.covers(SchemeId(i.scheme_id)))
        .ok_or_else(|| Problem::not_found("import"))
}

/// The imports of a scheme, newest first.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<cohort_import::Model>> {
    if !scope.covers(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mut query = cohort_import::Entity::find()
        .filter(cohort_import::Column::SchemeId.eq(scheme.0))
        .order_by_desc(cohort_import::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(cohort_import::Column::Id.lt(after));
    }
    Ok(query.all(db).await?)
}

/// A file's bytes.
pub async fn content<C: ConnectionTrait>(db: &C, import: Uuid) -> Result<Bytes> {
    let file = cohort_import_file::Entity::find_by_id(import).one(db).await?;
    file.map(|f| Bytes::from(f.content))
        .ok_or_else(|| Problem::not_found("file"))
}

/// An import as the API shows it.
///
/// # Errors
/// When what is stored can't be read, which is a fault of ours.
pub fn view(row: &cohort_import::Model) -> Result<CohortImportView> {
    Ok(CohortImportView {
        id: CohortImportId(row.id),
        scheme_id: SchemeId(row.scheme_id),
        filename: row.filename.clone(),
        state: state(row)?,
        format: serde_json::from_value(row.format.clone())?,
        columns: serde_json::from_value(row.columns.clone())?,
        mapping: serde_json::from_value(row.mapping.clone())?,
        report: row.report.clone().map(serde_json::from_value).transpose()?,
        failure: row.failure.clone(),
        created_at: row.created_at,
        applied_at: row.applied_at,
        version: row.version,
    })
}

/// How far an import has come.
///
/// # Errors
/// When its word isn't one of ours.
pub fn state(row: &cohort_import::Model) -> Result<ImportState> {
    row.state.parse().map_err(|e: String| Problem::internal(&e))
}

/// The profiles of a scheme, by name.
pub async fn profiles<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<ImportProfileView>> {
    let rows = import_profile::Entity::find()
        .filter(import_profile::Column::SchemeId.eq(scheme.0))
        .order_by_asc(import_profile::Column::Name)
        .all(db)
        .await?;
    rows.into_iter().map(profile).collect()
}

/// A profile as the API shows it.
///
/// # Errors
/// When what is stored can't be read, which is a fault of ours.
pub fn profile(row: import_profile::Model) -> Result<ImportProfileView> {
    let mapping = serde_json::from_value(row.mapping)?;
    Ok(ImportProfileView {
        id: ImportProfileId(row.id),
        name: row.name,
        mapping,
    })
}
