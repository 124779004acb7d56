//! Recording completions: by learning here, by staff who accept prior learning; and taking one back.

use super::clearing;
use super::path::Stone;
use super::roster;
use super::walk::Walk;
use crate::cohorts::reach::{self, Person};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::training_completion as completion;
use crate::training::store::{learning as learning_store, modules};
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, PersonId, SchemeId, TrainingCompletionId, TrainingModuleId};
use cairn_domain::operations::Topic;
use cairn_domain::training::{
    CompletionSource, MentorTrainingDetail, NewPriorLearning, ReferenceInput, lasts_until,
};
use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};
use uuid::Uuid;

/// A completion as it is recorded.
pub struct New {
    pub scheme: SchemeId,
    pub person: PersonId,
    pub module: Uuid,
    pub content_version: Option<i32>,
    pub completed_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
    pub source: CompletionSource,
    pub external_key: Option<String>,
    pub evidence: Option<String>,
    pub reason: Option<String>,
}

/// Writes a completion down. The clearances that rest on it are for the caller to work out.
pub async fn record(work: &Work, new: New) -> Result<Uuid> {
    let id = Uuid::now_v7();
    completion::ActiveModel {
        id: Set(id),
        scheme_id: Set(new.scheme.0),
        person_id: Set(new.person.0),
        module_id: Set(new.module),
        content_version: Set(new.content_version),
        completed_on: Set(new.completed_on),
        expires_on: Set(new.expires_on),
        source: Set(new.source.as_str().to_owned()),
        external_key: Set(new.external_key),
        evidence: Set(new.evidence),
        reason: Set(new.reason),
        recorded_by: Set(work.actor.map(|p| p.0)),
        withdrawn_at: Set(None),
        withdrawn_reason: Set(None),
        created_at: Set(work.now),
    }
    .insert(work.tx())
    .await?;
    Ok(id)
}

/// A mentor has done every part of a module.
///
/// # Errors
/// When the database refuses.
pub async fn by_learning(work: &mut Work, walk: &Walk, stone: &Stone, version: Option<i32>) -> Result<()> {
    let (scheme, mentor) = (walk.place.scheme_id(), &walk.place.mentor);
    let new = New {
        scheme,
        person: PersonId(mentor.person_id),
        module: stone.id.0,
        content_version: version,
        completed_on: walk.today,
        expires_on: lasts_until(walk.today, stone.valid_months),
        source: CompletionSource::Module,
        external_key: None,
        evidence: None,
        reason: None,
    };
    let id = record(work, new).await?;
    let sentence = format!("Completed version {} of {}.", version.unwrap_or(0), stone.title);
    work.audit(Some(scheme), "training.completed", Some(id), sentence)
        .await?;
    clearing::work_out(work, scheme, Some(walk.place.id())).await?;
    Ok(())
}

/// A mentor whom the caller reaches.
async fn mentor(work: &Work, scope: &Scope, id: ParticipantId) -> Result<Person> {
    let row = reach::person(work.tx(), scope, id).await?;
    if row.role == ParticipantRole::Mentor.as_str() {
        Ok(row)
    } else {
        Err(Problem::not_found("mentor"))
    }
}

/// # Errors
/// 403: nobody decides about themself.
fn not_oneself(scope: &Scope, person: Uuid) -> Result<()> {
    if scope.person_id().0 == person {
        return Err(Problem::forbidden().detail("Somebody else has to record this for you."));
    }
    Ok(())
}

/// Accepts that a mentor knows a module's matter already.
///
/// # Errors
/// 404 out of reach, 422 for a module that isn't on their path or a day that is still to come.
pub async fn accept_prior(
    ctx: &Ctx,
    scope: &Scope,
    id: ParticipantId,
    input: NewPriorLearning,
) -> Result<MentorTrainingDetail> {
    let mut work = ctx.begin(scope).await?;
    let row = mentor(&work, scope, id).await?;
    not_oneself(scope, row.person_id)?;
    let scheme = SchemeId(row.scheme_id);
    let found = reach::scheme(work.tx(), scope, scheme).await?;
    let today = reach::today(&found, work.now);
    if input.completed_on > today {
        return Err(Problem::invalid_field(
            "/completed_on",
            "This day is still to come. Check the date.",
        ));
    }
    let stones = super::path::of_scheme(work.tx(), scope, scheme).await?;
    let stone = stones
        .iter()
        .find(|s| s.id == input.module_id && s.is_for(row.programme_id))
        .ok_or_else(|| {
            Problem::invalid_field("/module_id", "This mentor has no such module on their path.")
        })?;
    let new = New {
        scheme,
        person: PersonId(row.person_id),
        module: stone.id.0,
        content_version: None,
        completed_on: input.completed_on,
        expires_on: lasts_until(input.completed_on, stone.valid_months),
        source: CompletionSource::PriorLearning,
        external_key: None,
        evidence: Some(input.evidence.trim().to_owned()),
        reason: Some(input.reason.trim().to_owned()),
    };
    let made = record(&work, new).await?;
    let sentence = format!(
        "Accepted prior learning of {} {} for {}.",
        row.given_name, row.family_name, stone.title
    );
    work.audit(Some(scheme), "training.prior_learning", Some(made), sentence)
        .await?;
    clearing::work_out(&mut work, scheme, Some(id)).await?;
    work.announce(Topic::Training, id.0, Some(scheme));
    work.commit().await?;
    roster::detail(ctx, scope, id).await
}

/// Takes a completion back, with a reason. It stays on record.
///
/// # Errors
/// 404 out of reach, 409 when it was taken back before.
pub async fn withdraw(
    ctx: &Ctx,
    scope: &Scope,
    id: TrainingCompletionId,
    reason: String,
) -> Result<MentorTrainingDetail> {
    let missing = || Problem::not_found("completion");
    let mut work = ctx.begin(scope).await?;
    let find = || completion::Entity::find_by_id(id.0);
    let found = find().one(work.tx()).await?.ok_or_else(missing)?;
    // The person first, as whoever learns does; then what was completed.
    hold_places(&work, PersonId(found.person_id)).await?;
    let found = find()
        .lock_exclusive()
        .one(work.tx())
        .await?
        .ok_or_else(missing)?;
    let scheme = SchemeId(found.scheme_id);
    let place = place_of(&work, scope, scheme, PersonId(found.person_id))
        .await?
        .ok_or_else(missing)?;
    not_oneself(scope, found.person_id)?;
    if found.withdrawn_at.is_some() {
        return Err(Problem::conflict(
            "withdrawn-already",
            "This completion was taken back already.",
        ));
    }
    let (module, was_learned) = (
        TrainingModuleId(found.module_id),
        found.source == CompletionSource::Module.as_str(),
    );
    take_back(&work, found, reason.trim()).await?;
    let sentence = format!("Took a completion back: {}", reason.trim());
    work.audit(Some(scheme), "training.withdrawn", Some(id.0), sentence)
        .await?;
    // The person may mentor in other schemes too.
    for (scheme, mentor) in places_of(&work, PersonId(place.person_id)).await? {
        if was_learned {
            // What was learned counts no more, so there has to be a way to learn it again.
            learning_store::begin_again(work.tx(), scope, mentor, module, work.now).await?;
        }
        clearing::work_out(&mut work, scheme, Some(mentor)).await?;
        work.announce(Topic::Training, mentor.0, Some(scheme));
    }
    work.commit().await?;
    roster::detail(ctx, scope, ParticipantId(place.id)).await
}

/// Takes a completion back, with the copies of it that a system sent for other schemes: they would count in its place.
async fn take_back(work: &Work, found: completion::Model, reason: &str) -> Result<()> {
    use completion::Column as C;
    let is_it = match &found.external_key {
        Some(key) => C::Id.eq(found.id).or(C::PersonId
            .eq(found.person_id)
            .and(C::ExternalKey.eq(key))
            .and(C::WithdrawnAt.is_null())),
        None => C::Id.eq(found.id),
    };
    completion::Entity::update_many()
        .col_expr(C::WithdrawnAt, Expr::value(Some(work.now)))
        .col_expr(C::WithdrawnReason, Expr::value(Some(reason.to_owned())))
        .filter(is_it)
        .exec(work.tx())
        .await?;
    Ok(())
}

/// Holds every place that somebody has as a mentor, in the order in which everybody holds them.
async fn hold_places(work: &Work, person: PersonId) -> Result<()> {
    use crate::cohorts::entity::participant;
    participant::Entity::find()
        .filter(participant::Column::PersonId.eq(person.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .order_by_asc(participant::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(work.tx())
        .await?;
    Ok(())
}

/// A person's place as a mentor in a scheme, when the caller reaches it.
async fn place_of(work: &Work, scope: &Scope, scheme: SchemeId, person: PersonId) -> Result<Option<Person>> {
    for (its_scheme, mentor) in places_of(work, person).await? {
        if its_scheme == scheme {
            return Ok(reach::person(work.tx(), scope, mentor).await.ok());
        }
    }
    Ok(None)
}

/// Every place that a person has as a mentor.
pub async fn places_of(work: &Work, person: PersonId) -> Result<Vec<(SchemeId, ParticipantId)>> {
    use crate::cohorts::entity::participant;
    let rows = participant::Entity::find()
        .filter(participant::Column::PersonId.eq(person.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .order_by_asc(participant::Column::Id)
        .all(work.tx())
        .await?;
    Ok(rows
        .into_iter()
        .map(|p| (SchemeId(p.scheme_id), ParticipantId(p.id)))
        .collect())
}

/// Notes that staff have seen a mentor's reference, or that they have not.
///
/// # Errors
/// 404 out of reach, 422 for a day that is still to come.
pub async fn reference(
    ctx: &Ctx,
    scope: &Scope,
    id: ParticipantId,
    input: ReferenceInput,
) -> Result<MentorTrainingDetail> {
    use crate::cohorts::entity::participant;
    let mut work = ctx.begin(scope).await?;
    let row = mentor(&work, scope, id).await?;
    not_oneself(scope, row.person_id)?;
    let scheme = SchemeId(row.scheme_id);
    let found = reach::scheme(work.tx(), scope, scheme).await?;
    if input.seen_on.is_some_and(|d| d > reach::today(&found, work.now)) {
        return Err(Problem::invalid_field(
            "/seen_on",
            "This day is still to come. Check the date.",
        ));
    }
    let stored = participant::Entity::find_by_id(id.0)
        .one(work.tx())
        .await?
        .ok_or_else(|| Problem::not_found("mentor"))?;
    let version = stored.version + 1;
    let mut change = stored.into_active_model();
    change.reference_seen_on = Set(input.seen_on);
    change.version = Set(version);
    change.updated_at = Set(work.now);
    change.update(work.tx()).await?;
    let sentence = match input.seen_on {
        Some(_) => format!("Has seen a reference for {} {}.", row.given_name, row.family_name),
        None => format!(
            "Took the reference of {} {} back.",
            row.given_name, row.family_name
        ),
    };
    work.audit(Some(scheme), "training.reference", Some(id.0), sentence)
        .await?;
    clearing::work_out(&mut work, scheme, Some(id)).await?;
    work.announce(Topic::Training, id.0, Some(scheme));
    work.commit().await?;
    roster::detail(ctx, scope, id).await
}

/// The titles of modules by id, for those that may not be on a path any more.
pub async fn titles(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<std::collections::HashMap<Uuid, String>> {
    let all = modules::all(ctx.db(), scope, Some(scheme)).await?;
    Ok(all.into_iter().map(|m| (m.id, m.title)).collect())
}
