//! What the institution says in all of its lessons: emergency routes, the word for supervisors, and hosts to link to.

use crate::ctx::{App, Ctx};
use crate::problem::{Problem, Result};
use crate::settings;
use cairn_domain::identity::Scope;
use cairn_domain::operations::Topic;
use cairn_domain::training::{TrainingInstitution, TrainingInstitutionView};
use uuid::Uuid;

const NAME: &str = "training";

/// # Errors
/// When the database can't be read.
pub async fn read(ctx: &Ctx) -> Result<(TrainingInstitution, i32)> {
    settings::read(ctx.db(), NAME).await
}

/// # Errors
/// When the database can't be read.
pub async fn view(ctx: &Ctx) -> Result<TrainingInstitutionView> {
    let (settings, version) = read(ctx).await?;
    Ok(TrainingInstitutionView { settings, version })
}

/// # Errors
/// 403 for anybody but institution admins, 412 when changed meanwhile.
pub async fn change(
    ctx: &Ctx,
    scope: &Scope,
    seen: i32,
    input: TrainingInstitution,
) -> Result<TrainingInstitutionView> {
    if !scope.is_institution() {
        return Err(Problem::forbidden());
    }
    let mut work = ctx.begin(scope).await?;
    let version = settings::write(&work, NAME, seen, &input).await?;
    work.audit(
        None,
        "training.institution_changed",
        None,
        "Changed what lessons say of the institution.",
    )
    .await?;
    work.announce(Topic::Training, Uuid::nil(), None);
    work.commit().await?;
    ctx.app.frames.set(&input.embed_hosts);
    Ok(TrainingInstitutionView {
        settings: input,
        version,
    })
}

/// Tells the security policy of this process which hosts may be shown inside a page.
///
/// # Errors
/// When the database can't be read.
pub async fn allow_frames(app: &std::sync::Arc<App>) -> Result<()> {
    let (settings, _): (TrainingInstitution, i32) = settings::read(&app.db, NAME).await?;
    app.frames.set(&settings.embed_hosts);
    Ok(())
}
