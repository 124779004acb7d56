//! `cairn cohort import`: the same import, for an operator's script.

use super::limits::Unreadable;
use super::{applying, service, uploading};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use actix_web::web::Bytes;
use cairn_domain::cohorts::{CohortImportView, ParticipantRole};
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use std::path::Path;

/// How a command imports.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// For a file that doesn't say who mentors.
    pub role: Option<ParticipantRole>,
    /// Withdraw who is missing from the file.
    pub withdraw_missing: bool,
    /// Only say what would happen.
    pub dry_run: bool,
}

/// Uploads, checks and (unless it is a dry run) applies a file with the columns as guessed or as a profile of the scheme has them.
///
/// # Errors
/// Where any of the three steps fails; then nothing was applied.
pub async fn import_file(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    path: &Path,
    wish: Wish,
) -> Result<CohortImportView> {
    let content = tokio::fs::read(path)
        .await
        .map_err(|e| Problem::from(Unreadable::new(format!("{} can't be read: {e}.", path.display()))))?;
    let filename = path
        .file_name()
        .map_or_else(|| "cohort".into(), |n| n.to_string_lossy());
    import_content(ctx, scope, scheme, &filename, content.into(), wish).await
}

/// The same for a file in memory.
///
/// # Errors
/// As [`import_file`].
pub async fn import_content(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    filename: &str,
    content: Bytes,
    wish: Wish,
) -> Result<CohortImportView> {
    let mut import = uploading::upload(ctx, scope, scheme, filename, content).await?;
    let mut mapping = import.mapping.clone();
    mapping.withdraw_missing |= wish.withdraw_missing;
    if mapping.defaults.role.is_some() && wish.role.is_some() {
        mapping.defaults.role = wish.role;
    }
    if mapping != import.mapping {
        import = service::map(ctx, scope, import.id, mapping).await?;
    }
    let checked = service::check(ctx, scope, import.id).await?;
    if wish.dry_run {
        return Ok(checked);
    }
    applying::apply(ctx, scope, checked.id, checked.version).await
}
