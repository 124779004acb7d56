//! People in a scheme: finding them, adding a late arrival, changing and withdrawing.

use super::fitting;
use crate::cohorts::entity::participant;
use crate::cohorts::store;
use crate::cohorts::store::participant::{Filter, Key, Row};
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::identity::entity::person;
use crate::identity::store as people;
use crate::jobs::NewJob;
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::cohorts::{
    ClearanceStatus, EntryStatus, NewParticipant, ParticipantPatch, ParticipantRole, ParticipantView,
    StudyMode, belongs_in_a_group, birth_date_fault, is_cleared,
};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, PersonId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, Set,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The job that takes people who have left out of their groups.
pub const TIDY_GROUPS: &str = "groups.tidy";
/// The job that works out who of a scheme's mentors is cleared, queued when somebody comes in or a decision is taken back.
pub const CLEAR_MENTORS: &str = "training.clear";
/// The job that writes to those whose clearance ends or was taken, and to their staff.
pub const CLEARANCES_TODAY: &str = "training.daily";
/// The job that works out how far mentors are with awards, queued when training, evidence or an award changes.
pub const WORK_OUT_AWARDS: &str = "recognition.work_out";
/// Whose decision a clearance is.
pub const BY_STAFF: &str = "staff";
pub const BY_TRAINING: &str = "training";

/// A new place of somebody in a scheme, with nothing known and nothing done. Level, mode, status and places are for whoever makes it.
pub fn new_place(
    scheme: SchemeId,
    person: PersonId,
    role: ParticipantRole,
    now: DateTime<Utc>,
) -> participant::ActiveModel {
    participant::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        person_id: Set(person.0),
        role: Set(role.as_str().into()),
        programme_id: Set(None),
        campus_id: Set(None),
        entry_route: Set(None),
        tutor_group_id: Set(None),
        seminar_group_id: Set(None),
        clearance: Set(ClearanceStatus::NotStarted.as_str().into()),
        cleared_on: Set(None),
        clearance_expires: Set(None),
        clearance_by: Set(BY_TRAINING.into()),
        clearance_reason: Set(None),
        decided: Set(None),
        decided_from: Set(None),
        decided_until: Set(None),
        reference_seen_on: Set(None),
        needs: Set(serde_json::json!([])),
        opted_out_at: Set(None),
        starts_on: Set(None),
        left_on: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..Default::default()
    }
}

/// Whether a mentor's clearance holds on a day.
pub fn holds(mentor: &participant::Model, today: NaiveDate) -> bool {
    let status = mentor.clearance.parse().unwrap_or(ClearanceStatus::NotStarted);
    is_cleared(status, mentor.cleared_on, mentor.clearance_expires, today)
}

/// The mentors of a scheme whose clearance holds on a day.
///
/// # Errors
/// When the database can't be read.
pub async fn holding(work: &Work, scheme: SchemeId, today: NaiveDate) -> Result<BTreeSet<Uuid>> {
    let mentors = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Clearance.eq(ClearanceStatus::Cleared.as_str()))
        .all(work.tx())
        .await?;
    Ok(mentors.iter().filter(|m| holds(m, today)).map(|m| m.id).collect())
}

/// Has those written to from whom staff, or a file, took their clearance.
///
/// # Errors
/// When the database refuses.
pub async fn taken(work: &mut Work, scheme: SchemeId, mentors: &BTreeSet<Uuid>) -> Result<()> {
    if mentors.is_empty() {
        return Ok(());
    }
    work.enqueue(NewJob::new(
        CLEARANCES_TODAY,
        serde_json::json!({ "scheme_id": scheme, "taken": mentors }),
    ))
    .await
}

/// # Errors
/// 404 out of reach, 400 for a cursor that isn't ours.
pub async fn list(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    filter: &Filter,
    page: &PageQuery,
) -> Result<Page<ParticipantView>> {
    let found = store::scheme::one(ctx.db(), scope, scheme).await?;
    let limit = page.limit()?;
    let rows =
        store::participant::page(ctx.db(), scope, scheme, filter, page.after::<Key>()?, limit + 1).await?;
    let total = if page.after.is_none() {
        Some(store::participant::count(ctx.db(), scope, scheme, filter).await?)
    } else {
        None
    };
    let page = cursor::page(rows, limit, store::participant::key);
    let items = views(ctx, page.items, store::scheme::today(&found, ctx.now)).await?;
    Ok(Page {
        items,
        next: page.next,
        total,
    })
}

async fn views(ctx: &Ctx, rows: Vec<Row>, today: chrono::NaiveDate) -> Result<Vec<ParticipantView>> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let groups = store::participant::groups_of(ctx.db(), &ids).await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let group = groups.get(&r.id);
            store::participant::view(r, group, today)
        })
        .collect())
}

/// Everybody that a filter finds, for an export.
///
/// # Errors
/// 404 out of reach.
pub async fn all(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    filter: &Filter,
) -> Result<Vec<ParticipantView>> {
    let found = store::scheme::one(ctx.db(), scope, scheme).await?;
    let today = store::scheme::today(&found, ctx.now);
    let (mut everybody, mut after) = (Vec::new(), None);
    loop {
        let rows = store::participant::page(ctx.db(), scope, scheme, filter, after, 2_000).await?;
        let last = rows.last().map(store::participant::key);
        let is_last = rows.len() < 2_000;
        everybody.extend(views(ctx, rows, today).await?);
        if is_last {
            return Ok(everybody);
        }
        after = last;
    }
}

/// # Errors
/// 404 out of reach.
pub async fn read(ctx: &Ctx, scope: &Scope, id: ParticipantId) -> Result<ParticipantView> {
    let row = store::participant::one(ctx.db(), scope, id).await?;
    let found = store::scheme::one(ctx.db(), scope, SchemeId(row.scheme_id)).await?;
    let mut seen = views(ctx, vec![row], store::scheme::today(&found, ctx.now)).await?;
    seen.pop().ok_or_else(|| Problem::not_found("person"))
}

/// Adds one person by hand. Somebody already known by student number or address is the same person.
///
/// # Errors
/// 409 when they are in the scheme in that role, 422 when something named isn't there.
pub async fn add(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    input: NewParticipant,
) -> Result<ParticipantView> {
    let mut work = ctx.begin(scope).await?;
    let found = store::scheme::held(work.tx(), scope, scheme).await?;
    let levels = store::scheme::input(&found, vec![]);
    if input.entry_status.is_none_or(EntryStatus::is_active) {
        fitting::level(&levels, input.role, input.level)?;
    }
    let today = store::scheme::today(&found, work.now);
    if let Some(fault) = input.date_of_birth.and_then(|b| birth_date_fault(b, today)) {
        return Err(Problem::invalid_field("/date_of_birth", fault));
    }
    fitting::lists(
        &work,
        scheme,
        input.programme_id.map(|p| p.0),
        input.campus_id.map(|c| c.0),
        input.tutor_group_id.map(|t| t.0),
        input.seminar_group_id.map(|s| s.0),
    )
    .await?;
    let person = meet(&work, &input).await?;
    let made = participant::ActiveModel {
        programme_id: Set(input.programme_id.map(|p| p.0)),
        level: Set(i32::from(input.level.get())),
        campus_id: Set(input.campus_id.map(|c| c.0)),
        mode: Set(input.mode.unwrap_or(StudyMode::FullTime).as_str().into()),
        entry_status: Set(input
            .entry_status
            .unwrap_or(EntryStatus::Confirmed)
            .as_str()
            .into()),
        tutor_group_id: Set(input.tutor_group_id.map(|t| t.0)),
        seminar_group_id: Set(input.seminar_group_id.map(|s| s.0)),
        capacity: Set(i32::try_from(input.capacity.unwrap_or(levels.sizes.max)).unwrap_or(0)),
        ..new_place(scheme, person, input.role, work.now)
    }
    .insert(work.tx())
    .await?;
    work.audit(
        Some(scheme),
        "participant.added",
        Some(made.id),
        format!(
            "Added {} {} as {}.",
            input.given_name.trim(),
            input.family_name.trim(),
            input.role
        ),
    )
    .await?;
    work.announce(Topic::Cohort, made.id, Some(scheme));
    if input.role == ParticipantRole::Mentor {
        // They may have been trained for another scheme.
        work.enqueue(NewJob::new(
            CLEAR_MENTORS,
            serde_json::json!({ "scheme_id": scheme }),
        ))
        .await?;
    }
    work.commit().await?;
    ctx.app.actors.forget();
    read(ctx, scope, ParticipantId(made.id)).await
}

async fn meet(work: &Work, input: &NewParticipant) -> Result<PersonId> {
    let number = input.student_number.as_deref().map(str::trim);
    if let Some(number) = number
        && let Some(known) = person::Entity::find()
            .filter(person::Column::StudentNumber.eq(number))
            .one(work.tx())
            .await?
    {
        return Ok(PersonId(known.id));
    }
    if let Some(email) = &input.email
        && let Some(known) = people::person_by_email(work.tx(), email).await?
    {
        if number.is_some() && known.student_number.is_some() {
            return Err(Problem::invalid_field(
                "/email",
                "This address belongs to somebody with another student number. Check both.",
            ));
        }
        return Ok(PersonId(known.id));
    }
    let id = PersonId(Uuid::now_v7());
    let mut row = people::new_person(
        id,
        &input.given_name,
        &input.family_name,
        input.email.as_deref(),
        work.now,
    );
    row.student_number = Set(number.map(str::to_owned));
    row.date_of_birth = Set(input.date_of_birth);
    row.insert(work.tx()).await?;
    Ok(id)
}

/// Changes what is given. Somebody who leaves, defers or opts out is taken out of their group.
///
/// # Errors
/// 404 out of reach, 412 when changed meanwhile, 422 for a step that their status doesn't allow.
pub async fn change(
    ctx: &Ctx,
    scope: &Scope,
    id: ParticipantId,
    version: i32,
    patch: ParticipantPatch,
) -> Result<ParticipantView> {
    let mut work = ctx.begin(scope).await?;
    let scheme = SchemeId(store::participant::one(work.tx(), scope, id).await?.scheme_id);
    let found = store::scheme::held(work.tx(), scope, scheme).await?;
    let row = store::participant::one(work.tx(), scope, id).await?;
    if row.version != version {
        return Err(Problem::stale());
    }
    if patch.clearance.is_some() && row.person_id == scope.person_id().0 {
        return Err(Problem::forbidden().detail("Somebody else has to decide about your own clearance."));
    }
    let today = store::scheme::today(&found, work.now);
    let is_over = |c: &cairn_domain::cohorts::ClearanceInput| {
        c.status == ClearanceStatus::Cleared && c.expires_on.is_some_and(|until| until < today)
    };
    if patch.clearance.as_ref().is_some_and(is_over) {
        return Err(Problem::invalid_field(
            "/clearance/expires_on",
            "Choose a day that is still to come, or leave it empty.",
        ));
    }
    let was: EntryStatus = row
        .entry_status
        .parse()
        .map_err(|e: String| Problem::internal(&e))?;
    if let Some(to) = patch.entry_status
        && to != was
        && !was.may_become(to)
    {
        return Err(Problem::invalid_field(
            "/entry_status",
            format!(
                "{} can't be followed by {}.",
                was.label(),
                to.label().to_lowercase()
            ),
        ));
    }
    let settings = store::scheme::input(&found, vec![]);
    fitting::level_after(&settings, &row, was, &patch)?;
    if let Some(wanted) = patch.capacity {
        fitting::places(&work, &settings, &row, wanted).await?;
    }
    fitting::lists(
        &work,
        scheme,
        patch.programme_id.map(|p| p.0),
        None,
        patch.tutor_group_id.map(|t| t.0),
        patch.seminar_group_id.map(|s| s.0),
    )
    .await?;
    let stored = participant::Entity::find_by_id(id.0)
        .one(work.tx())
        .await?
        .ok_or_else(|| Problem::not_found("person"))?;
    let held = holds(&stored, today);
    let mut change = stored.into_active_model();
    apply(&mut change, &patch, &work, today);
    change.updated_at = Set(work.now);
    change.version = Set(version + 1);
    let kept = change.update(work.tx()).await?;
    let now_active = kept
        .entry_status
        .parse()
        .is_ok_and(|status| belongs_in_a_group(status, kept.opted_out_at.is_some()));
    if !now_active {
        work.enqueue(NewJob::new(
            TIDY_GROUPS,
            serde_json::json!({ "scheme_id": scheme }),
        ))
        .await?;
    }
    if held && !holds(&kept, today) {
        taken(&mut work, scheme, &BTreeSet::from([id.0])).await?;
    }
    // Training may last longer than a decision, or come back when it is taken back.
    if patch.clearance.is_some() || patch.programme_id.is_some() {
        work.enqueue(NewJob::new(
            CLEAR_MENTORS,
            serde_json::json!({ "scheme_id": scheme }),
        ))
        .await?;
    }
    work.audit(
        Some(scheme),
        "participant.changed",
        Some(id.0),
        format!("Changed {} {}.", row.given_name, row.family_name),
    )
    .await?;
    work.announce(Topic::Cohort, id.0, Some(scheme));
    work.commit().await?;
    ctx.app.actors.forget();
    read(ctx, scope, id).await
}

fn apply(change: &mut participant::ActiveModel, patch: &ParticipantPatch, work: &Work, today: NaiveDate) {
    if let Some(p) = patch.programme_id {
        change.programme_id = Set(Some(p.0));
    }
    if let Some(level) = patch.level {
        change.level = Set(i32::from(level.get()));
    }
    if let Some(status) = patch.entry_status {
        change.entry_status = Set(status.as_str().into());
        change.left_on = Set((!status.is_active()).then_some(patch.left_on.unwrap_or(today)));
    } else if let Some(left) = patch.left_on {
        change.left_on = Set(Some(left));
    }
    if let Some(t) = patch.tutor_group_id {
        change.tutor_group_id = Set(Some(t.0));
    }
    if let Some(s) = patch.seminar_group_id {
        change.seminar_group_id = Set(Some(s.0));
    }
    if let Some(capacity) = patch.capacity {
        change.capacity = Set(i32::try_from(capacity).unwrap_or(0));
    }
    if let Some(out) = patch.opted_out {
        change.opted_out_at = Set(out.then_some(work.now));
    }
    if let Some(c) = &patch.clearance {
        change.clearance = Set(c.status.as_str().into());
        change.cleared_on = Set(c
            .cleared_on
            .or((c.status == ClearanceStatus::Cleared).then_some(today)));
        // A pause has no day on which it ends by itself.
        change.clearance_expires = Set(c.expires_on.filter(|_| c.status != ClearanceStatus::Lapsed));
        let decided = matches!(c.status, ClearanceStatus::Cleared | ClearanceStatus::Lapsed);
        let is_clearing = c.status == ClearanceStatus::Cleared;
        change.decided = Set(decided.then(|| c.status.as_str().into()));
        change.decided_from = Set(c.cleared_on.or(Some(today)).filter(|_| is_clearing));
        change.decided_until = Set(c.expires_on.filter(|_| is_clearing));
        change.clearance_by = Set(if decided { BY_STAFF } else { BY_TRAINING }.into());
        change.clearance_reason = Set(c
            .reason
            .as_deref()
            .map(str::trim)
            .filter(|r| decided && !r.is_empty())
            .map(str::to_owned));
    }
}
