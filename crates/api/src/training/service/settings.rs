//! What a scheme asks of its mentors: pass mark, attempts, code of conduct, references.

use super::clearing;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::training_settings as entity;
use crate::training::store::modules as store;
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::training::{TrainingSettings, TrainingSettingsView};
use sea_orm::{ActiveModelTrait as _, Set};

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn view(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<TrainingSettingsView> {
    reach::scheme(ctx.db(), scope, scheme).await?;
    let (settings, version) = store::settings(ctx.db(), scope, scheme).await?;
    Ok(TrainingSettingsView { settings, version })
}

/// Attempts that are under way keep the pass mark that they started with.
///
/// # Errors
/// 403 for a part of the scheme only, 412 when changed meanwhile.
pub async fn change(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    seen: i32,
    input: TrainingSettings,
) -> Result<TrainingSettingsView> {
    let mut work = ctx.begin(scope).await?;
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    let (_, version) = store::settings(work.tx(), scope, scheme).await?;
    if version != seen {
        return Err(Problem::stale());
    }
    let row = entity::ActiveModel {
        scheme_id: Set(scheme.0),
        value: Set(serde_json::to_value(&input)?),
        version: Set(version + 1),
    };
    if version == 0 {
        row.insert(work.tx()).await?;
    } else {
        row.update(work.tx()).await?;
    }
    work.audit(
        Some(scheme),
        "training.settings_changed",
        Some(scheme.0),
        "Changed what training asks of mentors.",
    )
    .await?;
    clearing::later(&mut work, scheme).await?;
    work.announce(Topic::Training, scheme.0, Some(scheme));
    work.commit().await?;
    Ok(TrainingSettingsView {
        settings: input,
        version: version + 1,
    })
}
