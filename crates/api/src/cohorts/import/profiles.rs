//! Mappings kept by name, so that next month's file needs no matching.

use super::store;
use crate::cohorts::entity::import_profile;
use crate::cohorts::store::scheme as schemes;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{ImportProfileInput, ImportProfileView};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ImportProfileId, SchemeId};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, ModelTrait as _, Set};
use uuid::Uuid;

/// # Errors
/// 404 when the scheme is out of reach.
pub async fn list(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<ImportProfileView>> {
    schemes::whole(ctx.db(), scope, scheme).await?;
    store::profiles(ctx.db(), scheme).await
}

/// # Errors
/// 409 when the scheme has a profile of that name.
pub async fn keep(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    input: ImportProfileInput,
) -> Result<ImportProfileView> {
    let work = ctx.begin(scope).await?;
    schemes::whole(work.tx(), scope, scheme).await?;
    let name = input.name.trim().to_owned();
    if store::profiles(work.tx(), scheme)
        .await?
        .iter()
        .any(|p| p.name == name)
    {
        return Err(Problem::conflict(
            "already-there",
            "This scheme has a profile of that name. Choose another.",
        ));
    }
    let row = import_profile::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        name: Set(name.clone()),
        mapping: Set(serde_json::to_value(&input.mapping)?),
        created_at: Set(work.now),
    }
    .insert(work.tx())
    .await?;
    work.audit(
        Some(scheme),
        "import_profile.kept",
        Some(row.id),
        format!("Kept the import profile {name}."),
    )
    .await?;
    work.commit().await?;
    store::profile(row)
}

/// # Errors
/// 404 when out of reach.
pub async fn forget(ctx: &Ctx, scope: &Scope, id: ImportProfileId) -> Result<()> {
    let work = ctx.begin(scope).await?;
    let row = import_profile::Entity::find_by_id(id.0)
        .one(work.tx())
        .await?
        .filter(|p| scope.covers(SchemeId(p.scheme_id)))
        .ok_or_else(|| Problem::not_found("import profile"))?;
    let (scheme, sentence) = (
        SchemeId(row.scheme_id),
        format!("Forgot the import profile {}.", row.name),
    );
    row.delete(work.tx()).await?;
    work.audit(Some(scheme), "import_profile.forgotten", Some(id.0), sentence)
        .await?;
    work.commit().await
}
