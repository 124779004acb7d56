//! Completions that another system reports. The same list twice changes nothing.

use super::clearing;
use super::completions::{self, New, places_of};
use super::path::{self, Stone};
use crate::cohorts::entity::participant;
use crate::cohorts::membership;
use crate::ctx::Ctx;
use crate::identity::entity::person;
use crate::identity::store as identity;
use crate::problem::{Problem, Result};
use crate::training::entity::training_completion as completion;
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{PersonId, ProgrammeId, SchemeId, TutorGroupId};
use cairn_domain::operations::Topic;
use cairn_domain::training::{
    CompletionResult, CompletionSource, ExternalCompletion, ExternalCompletionResult, ExternalCompletions,
    ExternalCompletionsReport, lasts_until,
};
use chrono::NaiveDate;
use sea_orm::sea_query::{ExprTrait as _, LockType};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What the items are matched against, read once for all of them.
struct Known {
    people: Vec<person::Model>,
    mentors: HashMap<uuid::Uuid, participant::Model>,
    stones: Vec<Stone>,
    before: HashMap<String, completion::Model>,
    /// What staff took back for another scheme: it would count here too.
    taken_back: HashSet<(uuid::Uuid, String)>,
    today: NaiveDate,
}

const TAKEN_BACK: &str = "Staff took this completion back. Send a new one under another reference.";

/// Takes a list of completions: each is recorded, changed, known already, or refused with the reason.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn take(ctx: &Ctx, scope: &Scope, list: ExternalCompletions) -> Result<ExternalCompletionsReport> {
    let scheme = list.scheme_id;
    let mut work = ctx.begin(scope).await?;
    let row = crate::cohorts::reach::scheme(work.tx(), scope, scheme).await?;
    // The same list twice at once: the second waits, and finds everything there.
    membership::hold(work.tx(), scheme).await?;
    let today = crate::cohorts::reach::today(&row, work.now);
    let mut known = read(&work, scope, &list, today).await?;
    let mut results = Vec::with_capacity(list.items.len());
    let mut touched: BTreeSet<PersonId> = BTreeSet::new();
    for item in &list.items {
        let key = format!("{}:{}", list.source, item.reference.trim());
        let (result, detail) = match one(&work, scope, scheme, item, &key, &mut known).await? {
            Ok((result, person)) => {
                if result != CompletionResult::Same {
                    touched.insert(person);
                }
                (result, None)
            }
            Err(why) => (CompletionResult::Refused, Some(why)),
        };
        results.push(ExternalCompletionResult {
            reference: item.reference.clone(),
            result,
            detail,
        });
    }
    if !touched.is_empty() {
        clear(&mut work, scheme, &touched).await?;
        let taken = results
            .iter()
            .filter(|r| matches!(r.result, CompletionResult::Created | CompletionResult::Changed));
        let sentence = format!(
            "Took {} completions of {} people from {}.",
            taken.count(),
            touched.len(),
            list.source
        );
        work.audit(Some(scheme), "training.external", Some(scheme.0), sentence)
            .await?;
        work.announce(Topic::Training, scheme.0, Some(scheme));
        work.commit().await?;
    }
    let count = |wanted| u32::try_from(results.iter().filter(|r| r.result == wanted).count()).unwrap_or(0);
    Ok(ExternalCompletionsReport {
        created: count(CompletionResult::Created),
        changed: count(CompletionResult::Changed),
        same: count(CompletionResult::Same),
        refused: count(CompletionResult::Refused),
        results,
    })
}

/// A few are cleared at once; many take the way of a whole scheme.
async fn clear(work: &mut Work, scheme: SchemeId, people: &BTreeSet<PersonId>) -> Result<()> {
    let mut others = BTreeSet::new();
    if people.len() > 20 {
        clearing::work_out(work, scheme, None).await?;
        let people = people.iter().map(|p| p.0);
        others.extend(
            membership::schemes_of(work.tx(), people, ParticipantRole::Mentor)
                .await?
                .into_iter()
                .filter(|other| *other != scheme),
        );
    } else {
        for person in people {
            for (place, mentor) in places_of(work, *person).await? {
                // Only this scheme is held: several people of another one could wait for each other.
                if place == scheme {
                    clearing::work_out(work, scheme, Some(mentor)).await?;
                } else {
                    others.insert(place);
                }
            }
        }
    }
    for other in others {
        clearing::later(work, other).await?;
    }
    Ok(())
}

async fn read(work: &Work, scope: &Scope, list: &ExternalCompletions, today: NaiveDate) -> Result<Known> {
    let numbers: Vec<String> = list
        .items
        .iter()
        .filter_map(|i| i.student_number.as_ref())
        .map(|n| n.trim().to_owned())
        .collect();
    let emails: Vec<String> = list
        .items
        .iter()
        .filter_map(|i| i.email.as_deref())
        .map(identity::email_key)
        .collect();
    let people = person::Entity::find()
        .filter(
            person::Column::StudentNumber
                .is_in(numbers)
                .or(person::Column::EmailKey.is_in(emails)),
        )
        .all(work.tx())
        .await?;
    // Held in the order in which everybody holds them.
    let mentors = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(list.scheme_id.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .filter(participant::Column::PersonId.is_in(people.iter().map(|p| p.id)))
        .order_by_asc(participant::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(work.tx())
        .await?;
    let keys = list
        .items
        .iter()
        .map(|i| format!("{}:{}", list.source, i.reference.trim()));
    let known = completion::Entity::find()
        .filter(completion::Column::ExternalKey.is_in(keys))
        .all(work.tx())
        .await?;
    let (before, elsewhere): (Vec<_>, Vec<_>) =
        known.into_iter().partition(|c| c.scheme_id == list.scheme_id.0);
    Ok(Known {
        people,
        mentors: mentors.into_iter().map(|m| (m.person_id, m)).collect(),
        stones: path::of_scheme(work.tx(), scope, list.scheme_id).await?,
        before: before
            .into_iter()
            .filter_map(|c| Some((c.external_key.clone()?, c)))
            .collect(),
        taken_back: elsewhere
            .into_iter()
            .filter(|c| c.withdrawn_at.is_some())
            .filter_map(|c| Some((c.person_id, c.external_key?)))
            .collect(),
        today,
    })
}

impl Known {
    /// The mentor whom an item means, when the caller reaches them.
    fn mentor(
        &self,
        scope: &Scope,
        scheme: SchemeId,
        item: &ExternalCompletion,
    ) -> Option<&participant::Model> {
        let email = item.email.as_deref().map(identity::email_key);
        let number = item.student_number.as_deref().map(str::trim);
        let person = self.people.iter().find(|p| {
            number.is_some() && p.student_number.as_deref() == number
                || email.is_some() && p.email_key == email
        })?;
        self.mentors.get(&person.id).filter(|m| {
            scope.reaches_student(
                scheme,
                m.programme_id.map(ProgrammeId),
                m.tutor_group_id.map(TutorGroupId),
                PersonId(m.person_id),
            )
        })
    }
}

type Outcome = std::result::Result<(CompletionResult, PersonId), String>;

async fn one(
    work: &Work,
    scope: &Scope,
    scheme: SchemeId,
    item: &ExternalCompletion,
    key: &str,
    known: &mut Known,
) -> Result<Outcome> {
    let Some(mentor) = known.mentor(scope, scheme, item) else {
        return Ok(Err(
            "This scheme has no mentor with this number or address.".to_owned()
        ));
    };
    let person = PersonId(mentor.person_id);
    if person == scope.person_id() {
        return Ok(Err("Somebody else has to report this for you.".to_owned()));
    }
    let Some(stone) = known
        .stones
        .iter()
        .find(|s| s.key == item.module_key && s.is_for(mentor.programme_id))
    else {
        return Ok(Err("No module on this mentor's path has this key.".to_owned()));
    };
    if item.completed_on > known.today {
        return Ok(Err("The day of the completion is still to come.".to_owned()));
    }
    // Another system may let a completion end sooner than the module does, never later.
    let ours = lasts_until(item.completed_on, stone.valid_months);
    let expires_on = [item.expires_on, ours].into_iter().flatten().min();
    let module = stone.id.0;
    if let Some(before) = known.before.get(key).cloned() {
        if before.person_id != person.0 {
            return Ok(Err(
                "This reference belongs to somebody else's completion already.".to_owned(),
            ));
        }
        if before.withdrawn_at.is_some() {
            return Ok(Err(TAKEN_BACK.to_owned()));
        }
        let same = (before.module_id, before.completed_on, before.expires_on)
            == (module, item.completed_on, expires_on);
        if same {
            return Ok(Ok((CompletionResult::Same, person)));
        }
        let mut change = before.into_active_model();
        change.module_id = Set(module);
        change.completed_on = Set(item.completed_on);
        change.expires_on = Set(expires_on);
        change.recorded_by = Set(work.actor.map(|p| p.0));
        let kept = change.update(work.tx()).await?;
        known.before.insert(key.to_owned(), kept);
        return Ok(Ok((CompletionResult::Changed, person)));
    }
    if known.taken_back.contains(&(person.0, key.to_owned())) {
        return Ok(Err(TAKEN_BACK.to_owned()));
    }
    let id = completions::record(
        work,
        New {
            scheme,
            person,
            module,
            content_version: None,
            completed_on: item.completed_on,
            expires_on,
            source: CompletionSource::External,
            external_key: Some(key.to_owned()),
            evidence: Some(key.to_owned()),
            reason: None,
        },
    )
    .await?;
    let kept = completion::Entity::find_by_id(id)
        .one(work.tx())
        .await?
        .ok_or_else(|| Problem::internal(&"a completion is gone at once"))?;
    known.before.insert(key.to_owned(), kept);
    Ok(Ok((CompletionResult::Created, person)))
}
