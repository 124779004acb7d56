//! One's own application: begun, saved as it grows, handed in, taken back.

use super::starting::closed;
use super::{calls, content, interviews, offers, state, word};
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, recruitment_call as call};
use crate::recruitment::store::{applications as store, calls as call_store};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ApplicationId, PersonId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::call::{gaps, next};
use cairn_domain::recruitment::{
    ApplicationDraft, ApplicationEvent, ApplicationListItem, ApplicationState, CallState, OwnApplication,
    ScoringStand,
};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use uuid::Uuid;

/// One's own applications, the newest first.
///
/// # Errors
/// When the database can't be read.
pub async fn list(ctx: &Ctx, scope: &Scope) -> Result<Vec<ApplicationListItem>> {
    let rows = store::mine(ctx.db(), scope).await?;
    rows.into_iter()
        .map(|(a, c)| {
            let at: ApplicationState = word(&a.state)?;
            Ok(ApplicationListItem {
                id: ApplicationId(a.id),
                call_title: c.title.clone(),
                slug: c.slug.clone(),
                state: at,
                next: next(at, state(&c, ctx.now), content(&c)?.answer_by, a.offer_until),
                closes_at: c.closes_at,
            })
        })
        .collect()
}

async fn view(ctx: &Ctx, row: application::Model) -> Result<OwnApplication> {
    let of = call::Entity::find_by_id(row.call_id).one(ctx.db()).await?;
    let of = of.ok_or_else(|| Problem::not_found("call"))?;
    let public = calls::public_view(ctx, ctx.db(), &of).await?;
    let draft: ApplicationDraft = serde_json::from_value(row.draft.clone())?;
    let at: ApplicationState = word(&row.state)?;
    let onboarding = if at == ApplicationState::Accepted {
        super::onboarding::steps(ctx, &row).await?
    } else {
        vec![]
    };
    Ok(OwnApplication {
        id: ApplicationId(row.id),
        state: at,
        gaps: if at == ApplicationState::Draft {
            gaps(&content(&of)?, &draft)
        } else {
            vec![]
        },
        next: next(at, public.state, public.answer_by, row.offer_until),
        call: public,
        draft,
        submitted_at: row.submitted_at,
        decided_at: row.decided_at,
        // Words are for the letter about a decision, and not read before.
        feedback: row.feedback.filter(|_| row.decided_at.is_some()),
        onboarding,
        offer_until: row.offer_until,
        version: row.version,
    })
}

/// # Errors
/// 404 for what isn't the caller's own.
pub async fn one(ctx: &Ctx, scope: &Scope, id: ApplicationId) -> Result<OwnApplication> {
    let row = store::own(ctx.db(), scope, id, false).await?;
    view(ctx, row).await
}

/// Somebody's application to a call: the one that they have, or a new one.
///
/// # Errors
/// When the database refuses.
pub(super) async fn begin(work: &Work, person: PersonId, to: &call::Model) -> Result<application::Model> {
    if let Some(known) = store::to(work.tx(), person.0, to.id).await? {
        return Ok(known);
    }
    let empty: ApplicationDraft = serde_json::from_value(serde_json::json!({}))?;
    let row = application::ActiveModel {
        id: Set(Uuid::now_v7()),
        call_id: Set(to.id),
        scheme_id: Set(to.scheme_id),
        scoring: Set(ScoringStand::NotGiven.as_str().to_owned()),
        rubric_sum: Set(None),
        agreed: Set(None),
        is_calibration: Set(false),
        person_id: Set(person.0),
        state: Set(ApplicationState::Draft.as_str().to_owned()),
        draft: Set(serde_json::to_value(empty)?),
        programme_id: Set(None),
        level: Set(None),
        mode: Set(None),
        conduct_version: Set(None),
        submitted_at: Set(None),
        decided_at: Set(None),
        feedback: Set(None),
        offer_until: Set(None),
        created_at: Set(work.now),
        updated_at: Set(work.now),
        version: Set(1),
    };
    Ok(row.insert(work.tx()).await?)
}

/// Begins one's own application, or goes on with the one that there is.
///
/// # Errors
/// 404 unless the call is published, 409 unless it is open.
pub async fn add(ctx: &Ctx, scope: &Scope, slug: &str) -> Result<OwnApplication> {
    let work = ctx.begin(scope).await?;
    let to = call_store::published(work.tx(), slug).await?;
    // Held, so that two tabs begin one application.
    let to = call_store::held(work.tx(), to).await?;
    let known = store::to(work.tx(), scope.person_id().0, to.id).await?;
    if let Some(known) = known {
        drop(work);
        return view(ctx, known).await;
    }
    if state(&to, ctx.now) != CallState::Open {
        return Err(closed());
    }
    let row = begin(&work, scope.person_id(), &to).await?;
    let sentence = format!("Began an application: {}.", to.title);
    let scheme = Some(SchemeId(to.scheme_id));
    work.audit(scheme, "recruitment.begun", Some(row.id), sentence)
        .await?;
    work.commit().await?;
    view(ctx, row).await
}

/// Keeps what was written. Only while the call is open and nothing is handed in.
///
/// # Errors
/// 404 for what isn't the caller's own, 412 when another device has saved meanwhile, 409 once it is handed in or the call has closed.
pub async fn save(
    ctx: &Ctx,
    scope: &Scope,
    id: ApplicationId,
    seen: i32,
    draft: ApplicationDraft,
) -> Result<OwnApplication> {
    let work = ctx.begin(scope).await?;
    let row = store::own(work.tx(), scope, id, true).await?;
    let at: ApplicationState = word(&row.state)?;
    if !at.is_open() {
        return Err(
            Problem::conflict("handed-in", "This application is handed in already.").detail(
                "Take it back first, if you would like to change it. You can do that while the call is open.",
            ),
        );
    }
    if state(&of(&work, &row).await?, work.now) != CallState::Open {
        return Err(closed());
    }
    if row.version != seen {
        return Err(Problem::stale());
    }
    let mut new = row.into_active_model();
    new.programme_id = Set(draft.programme_id.map(|p| p.0));
    new.level = Set(draft.level.map(|l| i32::from(l.get())));
    new.mode = Set(draft.mode.map(|m| m.as_str().to_owned()));
    new.draft = Set(serde_json::to_value(&draft)?);
    new.updated_at = Set(work.now);
    new.version = Set(seen + 1);
    let row = new.update(work.tx()).await?;
    work.commit().await?;
    view(ctx, row).await
}

async fn of(work: &Work, row: &application::Model) -> Result<call::Model> {
    let found = call::Entity::find_by_id(row.call_id).one(work.tx()).await?;
    found.ok_or_else(|| Problem::not_found("call"))
}

/// Takes a step: hand in, change again, take back, accept or turn down an offer. The same step twice is the same as once.
///
/// # Errors
/// 404 for what isn't the caller's own, 422 with everything that is missing, 409 for a step that doesn't fit or comes too late.
pub async fn step(
    ctx: &Ctx,
    scope: &Scope,
    id: ApplicationId,
    event: ApplicationEvent,
) -> Result<OwnApplication> {
    let mut work = ctx.begin(scope).await?;
    let row = store::own(work.tx(), scope, id, true).await?;
    let at: ApplicationState = word(&row.state)?;
    if at == reached(event) && event != ApplicationEvent::Reopen {
        drop(work);
        return view(ctx, row).await;
    }
    let to = of(&work, &row).await?;
    let then = at
        .next(event)
        .map_err(|why| Problem::conflict("wrong-step", "This can't be done now.").detail(why))?;
    if event == ApplicationEvent::Accept && row.offer_until.is_some_and(|until| until < work.now) {
        return Err(Problem::conflict("offer-over", "This offer has run out.")
            .detail("Write to the mentoring team if you would still like to join."));
    }
    let is_open = state(&to, work.now) == CallState::Open;
    if matches!(event, ApplicationEvent::Submit | ApplicationEvent::Reopen) && !is_open {
        return Err(closed());
    }
    let content = content(&to)?;
    if event == ApplicationEvent::Submit {
        let draft: ApplicationDraft = serde_json::from_value(row.draft.clone())?;
        let missing = gaps(&content, &draft);
        if !missing.is_empty() {
            return Err(Problem::invalid(
                missing.into_iter().map(|g| (g.at, g.sentence)).collect(),
            ));
        }
    }
    let version = row.version + 1;
    let mut new = row.into_active_model();
    new.state = Set(then.as_str().to_owned());
    if event == ApplicationEvent::Submit {
        new.submitted_at = Set(Some(work.now));
        new.conduct_version = Set(Some(to.conduct_version));
    }
    new.updated_at = Set(work.now);
    new.version = Set(version);
    let row = new.update(work.tx()).await?;
    if event == ApplicationEvent::Submit {
        confirm(
            &mut work,
            &row,
            &to,
            &next(then, CallState::Open, content.answer_by, None),
        )
        .await?;
    }
    if event == ApplicationEvent::Withdraw {
        interviews::give_back(&work, row.id).await?;
    }
    if event == ApplicationEvent::Accept {
        offers::join(&mut work, &row).await?;
    } else if at == ApplicationState::Offered {
        offers::place_is_free(&mut work, &to).await?;
    }
    let scheme = SchemeId(to.scheme_id);
    let sentence = format!("{}: {}.", event.label(), to.title);
    work.audit(Some(scheme), "recruitment.stepped", Some(row.id), sentence)
        .await?;
    work.announce(Topic::Recruitment, row.id, Some(scheme));
    work.commit().await?;
    if event == ApplicationEvent::Accept {
        // They are a mentor now.
        ctx.app.actors.forget();
    }
    view(ctx, row).await
}

/// Where an applicant's step leads, whatever was before.
fn reached(event: ApplicationEvent) -> ApplicationState {
    match event {
        ApplicationEvent::Submit => ApplicationState::Submitted,
        ApplicationEvent::Withdraw => ApplicationState::Withdrawn,
        ApplicationEvent::Accept => ApplicationState::Accepted,
        ApplicationEvent::TurnDown => ApplicationState::TurnedDown,
        _ => ApplicationState::Draft,
    }
}

/// A letter that says that it is in.
async fn confirm(work: &mut Work, row: &application::Model, to: &call::Model, next: &str) -> Result<()> {
    let person = identity::person(work.tx(), PersonId(row.person_id)).await?;
    let Some(address) = &person.email else {
        return Ok(());
    };
    let link = format!("{}/applications/{}", work.app.config.public_url, row.id);
    let scheme = Some(SchemeId(to.scheme_id));
    let name = identity::first_name(&person);
    work.mail(letters::application_received(
        address, name, &to.title, next, &link, scheme,
    ))
    .await
}
