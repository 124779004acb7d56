//! Starting an application without an account: a letter with a way in. The answer is the same whoever has the address.

use crate::ctx::Ctx;
use crate::identity::service::{NewcomerName, meet};
use crate::jobs::NewJob;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use crate::recruitment::service::{mine, state};
use crate::recruitment::store::calls;
use cairn_domain::ids::SchemeId;
use cairn_domain::recruitment::{CallState, StartApplication};
use serde::{Deserialize, Serialize};

/// The job that writes the letter, so that a request takes as long for an address that is known as for one that isn't.
pub const START: &str = "recruitment.start";

#[derive(Serialize, Deserialize)]
struct Wish {
    slug: String,
    who: StartApplication,
}

/// Has a letter written.
///
/// # Errors
/// 404 unless the call is published, 409 unless it is open, 429 when an address asks too often.
pub async fn start(ctx: &Ctx, slug: String, who: StartApplication) -> Result<()> {
    ctx.app.limits.sign_in(ctx.address)?;
    let call = calls::published(ctx.db(), &slug).await?;
    if state(&call, ctx.now) != CallState::Open {
        return Err(closed());
    }
    let mut work = ctx.begin_as(None).await?;
    let wish = serde_json::to_value(Wish { slug, who })?;
    work.enqueue(NewJob::new(START, wish)).await?;
    work.commit().await
}

/// What somebody hears who comes too early or too late.
pub fn closed() -> Problem {
    Problem::conflict("call-closed", "This call does not take applications now.")
        .detail("Its page says when it opens and closes.")
}

/// Makes the person known, begins their application, and writes the letter.
///
/// # Errors
/// When the database refuses: the job queue tries again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let Wish { slug, who } = serde_json::from_value(payload.clone())?;
    let mut work = ctx.begin_as(None).await?;
    let call = calls::published(work.tx(), &slug).await?;
    let scheme = SchemeId(call.scheme_id);
    let name = NewcomerName {
        given: who.given_name.trim(),
        family: who.family_name.trim(),
        email: who.email.trim(),
    };
    let Some(met) = meet(&mut work, &name, scheme).await? else {
        return Ok(());
    };
    let application = mine::begin(&work, met.id, &call).await?;
    let page = format!("{}/applications/{}", work.app.config.public_url, application.id);
    let (link, is_new) = met.link.map_or((page, false), |link| (link, true));
    let letter =
        letters::start_application(&met.address, &met.name, &call.title, &link, is_new, Some(scheme));
    work.mail(letter).await?;
    let sentence = format!("Asked to apply: {}.", call.title);
    work.audit(
        Some(scheme),
        "recruitment.started",
        Some(application.id),
        sentence,
    )
    .await?;
    work.commit().await
}
