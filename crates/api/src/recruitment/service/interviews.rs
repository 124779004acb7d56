//! Talks with applicants: staff set times, and somebody on the shortlist chooses one.

use super::{calls as call_service, word};
use crate::cohorts::roll::zone;
use crate::cohorts::{offering, reach};
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{
    application, interview_booking as booking, interview_slot as slot, recruitment_call as call,
};
use crate::recruitment::store::{applications, calls, interviews as store};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ApplicationId, CallId, InterviewSlotId, PersonId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{
    InterviewBooking, InterviewRefusal, InterviewSlotView, NewInterviewSlots, OpenInterviewSlot,
    OwnInterview, may_book,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Every time of a call, with who comes.
///
/// # Errors
/// 404 or 403 when not all of the call's scheme is in reach.
pub async fn list(ctx: &Ctx, scope: &Scope, id: CallId) -> Result<Vec<InterviewSlotView>> {
    let call = calls::one(ctx.db(), scope, id, false).await?;
    reach::whole_scheme(ctx.db(), scope, SchemeId(call.scheme_id)).await?;
    let slots = store::of_call(ctx.db(), call.id).await?;
    let ids: Vec<Uuid> = slots.iter().map(|s| s.id).collect();
    let bookings = store::bookings(ctx.db(), &ids).await?;
    let names = names(ctx.db(), &bookings).await?;
    Ok(slots
        .into_iter()
        .map(|s| InterviewSlotView {
            id: InterviewSlotId(s.id),
            starts_at: s.starts_at,
            minutes: s.minutes.unsigned_abs(),
            capacity: s.capacity.unsigned_abs(),
            bookings: bookings
                .iter()
                .filter(|b| b.slot_id == s.id)
                .map(|b| InterviewBooking {
                    application_id: ApplicationId(b.application_id),
                    name: names.get(&b.application_id).cloned().unwrap_or_default(),
                })
                .collect(),
            place: s.place,
        })
        .collect())
}

/// What applicants are called, by application.
async fn names<C: ConnectionTrait>(db: &C, bookings: &[booking::Model]) -> Result<HashMap<Uuid, String>> {
    let rows = application::Entity::find()
        .filter(application::Column::Id.is_in(bookings.iter().map(|b| b.application_id)))
        .all(db)
        .await?;
    let people: Vec<Uuid> = rows.iter().map(|r| r.person_id).collect();
    let people = identity::people(db, &people).await?;
    Ok(rows
        .iter()
        .filter_map(|r| {
            let person = people.iter().find(|p| p.id == r.person_id)?;
            Some((r.id, identity::full_name(person)))
        })
        .collect())
}

/// Sets times.
///
/// # Errors
/// 404 or 403 out of reach, 422 for a time that is over.
pub async fn add(
    ctx: &Ctx,
    scope: &Scope,
    id: CallId,
    input: NewInterviewSlots,
) -> Result<Vec<InterviewSlotView>> {
    let mut work = ctx.begin(scope).await?;
    let call = calls::one(work.tx(), scope, id, true).await?;
    let scheme = reach::whole_scheme(work.tx(), scope, SchemeId(call.scheme_id)).await?;
    let mut rows = Vec::with_capacity(input.slots.len());
    let mut faults = vec![];
    for (n, wish) in input.slots.iter().enumerate() {
        let starts_at = call_service::moment_in(&scheme.time_zone, wish.starts);
        if starts_at <= work.now {
            faults.push((
                format!("/slots/{n}/starts"),
                "Choose a time that is still to come.".to_owned(),
            ));
        }
        rows.push(slot::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(call.scheme_id),
            call_id: Set(call.id),
            starts_at: Set(starts_at),
            minutes: Set(i32::try_from(wish.minutes).unwrap_or(0)),
            place: Set(wish.place.trim().to_owned()),
            capacity: Set(i32::try_from(wish.capacity).unwrap_or(0)),
            created_at: Set(work.now),
        });
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let count = rows.len();
    slot::Entity::insert_many(rows)
        .exec_without_returning(work.tx())
        .await?;
    let sentence = format!("Set {count} times for talks: {}.", call.title);
    work.audit(
        Some(SchemeId(call.scheme_id)),
        "recruitment.times_set",
        Some(call.id),
        sentence,
    )
    .await?;
    work.announce(Topic::Recruitment, call.id, Some(SchemeId(call.scheme_id)));
    work.commit().await?;
    list(ctx, scope, id).await
}

/// Takes a time away. Whoever chose it gets a letter, and can choose another.
///
/// # Errors
/// 404 out of reach.
pub async fn remove(ctx: &Ctx, scope: &Scope, id: InterviewSlotId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let row = store::to_change(work.tx(), scope, id).await?;
    let scheme = SchemeId(row.scheme_id);
    let call = calls::one(work.tx(), scope, CallId(row.call_id), false).await?;
    let when = when(&work, &row).await?;
    for gone in store::bookings(work.tx(), &[row.id]).await? {
        booking::Entity::delete_by_id(gone.id).exec(work.tx()).await?;
        let Some(row) = application::Entity::find_by_id(gone.application_id)
            .one(work.tx())
            .await?
        else {
            continue;
        };
        let person = identity::person(work.tx(), PersonId(row.person_id)).await?;
        if let Some(address) = &person.email {
            let link = format!("{}/applications/{}", work.app.config.public_url, row.id);
            let name = identity::first_name(&person);
            let letter = letters::talk_fell_through(address, name, &call.title, &when, &link, Some(scheme));
            work.mail(letter).await?;
        }
    }
    slot::Entity::delete_by_id(row.id).exec(work.tx()).await?;
    let sentence = format!("Took a time for a talk away: {}.", call.title);
    work.audit(Some(scheme), "recruitment.time_removed", Some(call.id), sentence)
        .await?;
    work.announce(Topic::Recruitment, call.id, Some(scheme));
    work.commit().await
}

/// When a talk is, on the wall clock of its scheme.
async fn when(work: &Work, row: &slot::Model) -> Result<String> {
    let scheme = offering::scheme(work.tx(), SchemeId(row.scheme_id)).await?;
    let at = row.starts_at.with_timezone(&zone(&scheme.time_zone));
    Ok(format!("{}, {}", at.format("%A %-d %B %Y, %H:%M"), row.place))
}

fn open(row: &slot::Model) -> OpenInterviewSlot {
    OpenInterviewSlot {
        id: InterviewSlotId(row.id),
        starts_at: row.starts_at,
        minutes: row.minutes.unsigned_abs(),
        place: row.place.clone(),
    }
}

fn taken_by_others(bookings: &[booking::Model], slot: Uuid, own: Uuid) -> u32 {
    let others = bookings
        .iter()
        .filter(|b| b.slot_id == slot && b.application_id != own);
    u32::try_from(others.count()).unwrap_or(u32::MAX)
}

fn may(
    application: &application::Model,
    row: &slot::Model,
    bookings: &[booking::Model],
    now: DateTime<Utc>,
) -> Result<std::result::Result<(), InterviewRefusal>> {
    let taken = taken_by_others(bookings, row.id, application.id);
    let state = word(&application.state)?;
    Ok(may_book(
        state,
        row.starts_at,
        row.capacity.unsigned_abs(),
        taken,
        now,
    ))
}

/// The times that the caller can choose from for their application, and the one that they chose.
///
/// # Errors
/// 404 for what isn't the caller's own.
pub async fn own(ctx: &Ctx, scope: &Scope, id: ApplicationId) -> Result<OwnInterview> {
    let application = applications::own(ctx.db(), scope, id, false).await?;
    let slots = store::of_call(ctx.db(), application.call_id).await?;
    let ids: Vec<Uuid> = slots.iter().map(|s| s.id).collect();
    let bookings = store::bookings(ctx.db(), &ids).await?;
    let mine = bookings.iter().find(|b| b.application_id == application.id);
    let mut free = vec![];
    for s in &slots {
        let is_mine = mine.is_some_and(|b| b.slot_id == s.id);
        if !is_mine && may(&application, s, &bookings, ctx.now)?.is_ok() {
            free.push(open(s));
        }
    }
    Ok(OwnInterview {
        open: free,
        booked: mine
            .and_then(|b| slots.iter().find(|s| s.id == b.slot_id))
            .map(open),
    })
}

/// Chooses a time, in place of the one before.
///
/// # Errors
/// 404 for what isn't the caller's own or of this call, 409 when the time is over or full, or the application isn't on the shortlist.
pub async fn book(
    ctx: &Ctx,
    scope: &Scope,
    id: ApplicationId,
    slot: InterviewSlotId,
) -> Result<OwnInterview> {
    let mut work = ctx.begin(scope).await?;
    let application = applications::own(work.tx(), scope, id, true).await?;
    let row = store::held(work.tx(), slot, application.call_id).await?;
    let bookings = store::bookings(work.tx(), &[row.id]).await?;
    if let Err(why) = may(&application, &row, &bookings, work.now)? {
        return Err(Problem::conflict("time-not-free", "This time can't be chosen.").detail(why.sentence()));
    }
    let before = store::booked(work.tx(), application.id).await?;
    if before.as_ref().is_some_and(|b| b.slot_id == row.id) {
        drop(work);
        return own(ctx, scope, id).await;
    }
    if let Some(before) = before {
        booking::Entity::delete_by_id(before.id).exec(work.tx()).await?;
    }
    booking::ActiveModel {
        id: Set(Uuid::now_v7()),
        slot_id: Set(row.id),
        application_id: Set(application.id),
        created_at: Set(work.now),
    }
    .insert(work.tx())
    .await?;
    let call = call_of(&work, &application).await?;
    let person = identity::person(work.tx(), scope.person_id()).await?;
    let when = when(&work, &row).await?;
    if let Some(address) = &person.email {
        let link = format!("{}/applications/{id}", work.app.config.public_url);
        let name = identity::first_name(&person);
        let scheme = Some(SchemeId(call.scheme_id));
        work.mail(letters::talk_booked(
            address,
            name,
            &call.title,
            &when,
            &link,
            scheme,
        ))
        .await?;
    }
    finish(
        work,
        &call,
        application.id,
        "recruitment.time_chosen",
        "Chose a time for a talk.",
    )
    .await?;
    own(ctx, scope, id).await
}

async fn call_of(work: &Work, row: &application::Model) -> Result<call::Model> {
    let found = call::Entity::find_by_id(row.call_id).one(work.tx()).await?;
    found.ok_or_else(|| Problem::not_found("call"))
}

async fn finish(mut work: Work, call: &call::Model, on: Uuid, verb: &str, sentence: &str) -> Result<()> {
    let scheme = Some(SchemeId(call.scheme_id));
    work.audit(scheme, verb, Some(on), sentence).await?;
    work.announce(Topic::Recruitment, call.id, scheme);
    work.commit().await
}

/// Gives the time back that the caller chose.
///
/// # Errors
/// 404 for what isn't the caller's own.
pub async fn cancel(ctx: &Ctx, scope: &Scope, id: ApplicationId) -> Result<OwnInterview> {
    let work = ctx.begin(scope).await?;
    let application = applications::own(work.tx(), scope, id, true).await?;
    if give_back(&work, application.id).await? {
        let call = call_of(&work, &application).await?;
        let sentence = "Gave a time for a talk back.";
        finish(
            work,
            &call,
            application.id,
            "recruitment.time_given_back",
            sentence,
        )
        .await?;
    } else {
        drop(work);
    }
    own(ctx, scope, id).await
}

/// Frees the time that an application has, if it has one.
///
/// # Errors
/// When the database refuses.
pub(super) async fn give_back(work: &Work, application: Uuid) -> Result<bool> {
    let gone = booking::Entity::delete_many()
        .filter(booking::Column::ApplicationId.eq(application))
        .exec(work.tx())
        .await?;
    Ok(gone.rows_affected > 0)
}
