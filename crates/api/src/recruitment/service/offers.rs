//! What comes of an offer: a yes makes a mentor, a no or silence frees the place. Who is next is decided by people.

use super::word;
use crate::cohorts::joining::{Joining, as_mentor};
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::jobs::NewJob;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, recruitment_call as call};
use crate::work::Work;
use cairn_domain::cohorts::FheqLevel;
use cairn_domain::ids::{PersonId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{ApplicationDraft, ApplicationEvent, ApplicationState};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, QuerySelect as _, Set};
use uuid::Uuid;

/// The job that ends an offer that nobody answered.
pub const LAPSE: &str = "recruitment.lapse";

/// Has an offer ended when its time is over.
///
/// # Errors
/// When the database refuses.
pub async fn lapse_at(work: &mut Work, application: Uuid, until: DateTime<Utc>) -> Result<()> {
    let mut job = NewJob::new(LAPSE, serde_json::json!({ "application_id": application }));
    job.run_at = Some(until + chrono::Duration::seconds(1));
    work.enqueue(job).await
}

/// The job. An offer that was answered meanwhile, or got more time, stays.
///
/// # Errors
/// When the database refuses; then it is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let id: Uuid = serde_json::from_value(payload["application_id"].clone())?;
    let mut work = ctx.begin_as(None).await?;
    let Some(row) = application::Entity::find_by_id(id)
        .lock_exclusive()
        .one(work.tx())
        .await?
    else {
        return Ok(());
    };
    let state: ApplicationState = word(&row.state)?;
    if state != ApplicationState::Offered || row.offer_until.is_none_or(|until| until >= work.now) {
        return Ok(());
    }
    let call = call_of(&work, &row).await?;
    let scheme = SchemeId(call.scheme_id);
    let then = state
        .next(ApplicationEvent::Lapse)
        .map_err(|e| Problem::internal(&e))?;
    let (person, version) = (PersonId(row.person_id), row.version);
    let mut new = row.into_active_model();
    new.state = Set(then.as_str().to_owned());
    new.updated_at = Set(work.now);
    new.version = Set(version + 1);
    new.update(work.tx()).await?;
    let person = identity::person(work.tx(), person).await?;
    if let Some(address) = &person.email {
        let link = format!("{}/applications/{id}", work.app.config.public_url);
        let name = identity::first_name(&person);
        work.mail(letters::offer_lapsed(
            address,
            name,
            &call.title,
            &link,
            Some(scheme),
        ))
        .await?;
    }
    place_is_free(&mut work, &call).await?;
    let sentence = format!("An offer ran out: {}.", call.title);
    work.audit(Some(scheme), "recruitment.lapsed", Some(id), sentence)
        .await?;
    work.announce(Topic::Recruitment, call.id, Some(scheme));
    work.commit().await
}

async fn call_of(work: &Work, row: &application::Model) -> Result<call::Model> {
    let found = call::Entity::find_by_id(row.call_id).one(work.tx()).await?;
    found.ok_or_else(|| Problem::not_found("call"))
}

/// Writes to the leads of a scheme that a place is free.
///
/// # Errors
/// When the database refuses.
pub async fn place_is_free(work: &mut Work, call: &call::Model) -> Result<()> {
    let scheme = SchemeId(call.scheme_id);
    let link = format!(
        "{}/schemes/{scheme}/recruitment/{}/selection",
        work.app.config.public_url, call.id
    );
    let letters = identity::leads(work.tx(), scheme)
        .await?
        .iter()
        .filter_map(|p| {
            let name = identity::first_name(p);
            Some(letters::place_is_free(
                p.email.as_deref()?,
                name,
                &call.title,
                &link,
                Some(scheme),
            ))
        })
        .collect();
    work.mail_all(letters).await
}

/// Somebody said yes: they are a mentor of the scheme, and their training is the next step.
///
/// # Errors
/// When the database refuses.
pub async fn join(work: &mut Work, row: &application::Model) -> Result<()> {
    let draft: ApplicationDraft = serde_json::from_value(row.draft.clone())?;
    let joining = Joining {
        programme_id: draft.programme_id,
        campus_id: draft.campus_id,
        level: draft.level.unwrap_or(FheqLevel::SECOND_YEAR).get(),
        mode: draft.mode,
        entry_route: Some(draft.entry_route),
    };
    as_mentor(work, SchemeId(row.scheme_id), PersonId(row.person_id), joining).await?;
    Ok(())
}
