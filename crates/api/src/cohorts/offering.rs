//! What a scheme offers, for whoever reads about it: its name and time zone, its programmes, and where people study.
//!
//! Names only, no people: calls for mentors show them to anybody.

use super::entity::scheme;
use super::store::catalogue;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{CampusView, ProgrammeView};
use cairn_domain::ids::SchemeId;
use sea_orm::{ConnectionTrait, EntityTrait as _};

/// The scheme itself.
///
/// # Errors
/// 404 when it isn't there.
pub async fn scheme<C: ConnectionTrait>(db: &C, id: SchemeId) -> Result<scheme::Model> {
    let found = scheme::Entity::find_by_id(id.0).one(db).await?;
    found.ok_or_else(|| Problem::not_found("scheme"))
}

/// The programmes that a scheme adopts or has people in.
///
/// # Errors
/// When the database can't be read.
pub async fn programmes<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<ProgrammeView>> {
    catalogue::programmes_of(db, scheme).await
}

/// Every campus of the institution.
///
/// # Errors
/// When the database can't be read.
pub async fn campuses<C: ConnectionTrait>(db: &C) -> Result<Vec<CampusView>> {
    catalogue::campuses(db).await
}
