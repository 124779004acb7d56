//! The browsers that somebody is signed in with.

use crate::ctx::Ctx;
use crate::identity::store;
use crate::problem::{Problem, Result};
use cairn_domain::identity::{Actor, Scope, SessionView};
use cairn_domain::ids::SessionId;

/// Every browser that is signed in now, the last used first.
///
/// # Errors
/// When the database can't be read.
pub async fn sessions(ctx: &Ctx, actor: &Actor) -> Result<Vec<SessionView>> {
    let rows = store::open_sessions(ctx.db(), actor.person_id, ctx.now).await?;
    Ok(rows
        .into_iter()
        .map(|s| SessionView {
            id: SessionId(s.id),
            current: actor.session_id == Some(SessionId(s.id)),
            device: s.device,
            created_at: s.created_at,
            last_used_at: s.last_used_at,
        })
        .collect())
}

/// Signs one browser out.
///
/// # Errors
/// 404 when it isn't one's own, or is signed out already.
pub async fn end_session(ctx: &Ctx, scope: &Scope, id: SessionId) -> Result<()> {
    let work = ctx.begin(scope).await?;
    let ended = store::end_sessions(work.tx(), scope.person_id(), Some(id.0), work.now).await?;
    if ended == 0 {
        return Err(Problem::not_found("sign-in"));
    }
    work.audit(None, "session.ended", Some(id.0), "Signed a browser out.")
        .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(())
}
