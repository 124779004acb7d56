//! Evidence that another system reports: attendance, logs. The same list twice changes nothing.

use super::evidence::{New, is_work, moved, said_in};
use crate::cohorts::entity::{participant, scheme};
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::identity::entity::person;
use crate::identity::store::email_key;
use crate::problem::Result;
use crate::recognition::entity::evidence as entity;
use crate::recognition::store::evidence as store;
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::evidence::{EvidenceRefusal, Said, faults, may_count};
use cairn_domain::recognition::{
    EvidenceSource, EvidenceState, ExternalEvidence, ExternalEvidenceItem, ExternalEvidenceResult,
};
use cairn_domain::training::CompletionResult;
use chrono::NaiveDate;
use sea_orm::sea_query::{ExprTrait as _, LockType};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

type Key = (Uuid, String);

const WAITS: &str =
    "Another piece of that day may be the same work, so this counts once staff have said that it is not.";

/// What the items are matched against, read once for all of them, and what is to be kept in the end.
struct Known {
    /// The schemes that are in reach as a whole, with the day it is there.
    schemes: HashMap<Uuid, NaiveDate>,
    people: Vec<person::Model>,
    mentors: HashMap<(Uuid, Uuid), participant::Model>,
    /// By scheme and reference: two schemes may take evidence from systems that count alike.
    rows: HashMap<Key, entity::Model>,
    /// What is confirmed of each person on the days of the list, in every scheme.
    confirmed: HashMap<Uuid, Vec<(Uuid, Said)>>,
    new: BTreeSet<Key>,
    changed: BTreeSet<Key>,
}

/// Takes a list of what mentors did: each item is recorded, changed, known already, or refused with the reason.
///
/// # Errors
/// When the database refuses.
pub async fn take(ctx: &Ctx, scope: &Scope, list: ExternalEvidence) -> Result<Vec<ExternalEvidenceResult>> {
    let mut work = ctx.begin(scope).await?;
    let mut known = read(&work, scope, &list).await?;
    let mut results = Vec::with_capacity(list.items.len());
    for item in &list.items {
        let key = format!("{}:{}", list.source, item.reference.trim());
        let (result, detail) = match one(&work, scope, &list.source, item, key, &mut known) {
            Ok((result, waits)) => (result, waits.then(|| WAITS.to_owned())),
            Err(why) => (CompletionResult::Refused, Some(why)),
        };
        results.push(ExternalEvidenceResult {
            reference: item.reference.clone(),
            result,
            detail,
        });
    }
    let touched = keep(&work, &mut known).await?;
    if !touched.is_empty() {
        for (scheme, mentors) in touched {
            let scheme = SchemeId(scheme);
            let sentence = format!("Took evidence of {} mentors from {}.", mentors.len(), list.source);
            work.audit(Some(scheme), "recognition.external", Some(scheme.0), sentence)
                .await?;
            moved(&mut work, scheme, &mentors).await?;
        }
        work.commit().await?;
    }
    Ok(results)
}

async fn read(work: &Work, scope: &Scope, list: &ExternalEvidence) -> Result<Known> {
    let named: BTreeSet<SchemeId> = list.items.iter().map(|i| i.scheme_id).collect();
    let covered = named.into_iter().filter(|s| scope.covers(*s));
    // Held, so that of two lists that come at once the second sees what the first has recorded.
    let schemes = scheme::Entity::find()
        .filter(scheme::Column::Id.is_in(covered.map(|s| s.0)))
        .order_by_asc(scheme::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(work.tx())
        .await?;
    let numbers = list.items.iter().filter_map(|i| i.student_number.as_ref());
    let numbers = numbers.map(|n| n.trim().to_owned());
    let emails = list
        .items
        .iter()
        .filter_map(|i| i.email.as_deref())
        .map(email_key);
    let people = person::Entity::find()
        .filter(
            person::Column::StudentNumber
                .is_in(numbers)
                .or(person::Column::EmailKey.is_in(emails)),
        )
        .all(work.tx())
        .await?;
    let mentors: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::Id)
        .filter(participant::Column::SchemeId.is_in(schemes.iter().map(|s| s.id)))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .filter(participant::Column::PersonId.is_in(people.iter().map(|p| p.id)))
        .into_tuple()
        .all(work.tx())
        .await?;
    let mentors = store::one_at_a_time(work.tx(), scope, mentors.into_iter().collect()).await?;
    let days: BTreeSet<NaiveDate> = list.items.iter().map(|i| i.happened_on).collect();
    let days = mentors
        .iter()
        .flat_map(|m| days.iter().map(move |day| (m.id, *day)));
    let mut confirmed: HashMap<Uuid, Vec<(Uuid, Said)>> = HashMap::new();
    for row in store::of_days(work.tx(), scope, days, &[EvidenceState::Confirmed]).await? {
        if is_work(&row) {
            confirmed
                .entry(row.person_id)
                .or_default()
                .push((row.id, said_in(&row)));
        }
    }
    let keys = list.items.iter();
    let keys = keys.map(|i| format!("{}:{}", list.source, i.reference.trim()));
    let rows = entity::Entity::find()
        .filter(entity::Column::SchemeId.is_in(schemes.iter().map(|s| s.id)))
        .filter(entity::Column::ExternalKey.is_in(keys))
        .order_by_asc(entity::Column::Id)
        .lock_exclusive()
        .all(work.tx())
        .await?;
    Ok(Known {
        schemes: schemes
            .iter()
            .map(|s| (s.id, reach::today(s, work.now)))
            .collect(),
        people,
        mentors: mentors
            .into_iter()
            .map(|m| ((m.scheme_id, m.person_id), m))
            .collect(),
        rows: rows
            .into_iter()
            .filter_map(|r| Some(((r.scheme_id, r.external_key.clone()?), r)))
            .collect(),
        confirmed,
        new: BTreeSet::new(),
        changed: BTreeSet::new(),
    })
}

impl Known {
    /// The mentor whom an item means.
    fn mentor(&self, item: &ExternalEvidenceItem) -> Option<&participant::Model> {
        let email = item.email.as_deref().map(email_key);
        let number = item.student_number.as_deref().map(str::trim);
        let person = self.people.iter().find(|p| {
            number.is_some() && p.student_number.as_deref() == number
                || email.is_some() && p.email_key == email
        })?;
        self.mentors.get(&(item.scheme_id.0, person.id))
    }
}

/// What becomes of one item and whether it waits for staff, or why it is refused.
fn one(
    work: &Work,
    scope: &Scope,
    source: &str,
    item: &ExternalEvidenceItem,
    key: String,
    known: &mut Known,
) -> std::result::Result<(CompletionResult, bool), String> {
    let Some(today) = known.schemes.get(&item.scheme_id.0).copied() else {
        return Err("There is no such scheme, or this account doesn't look after all of it.".to_owned());
    };
    let Some(mentor) = known.mentor(item) else {
        return Err("This scheme has no mentor with this number or address.".to_owned());
    };
    if mentor.person_id == scope.person_id().0 {
        return Err(EvidenceRefusal::OwnWork.sentence().to_owned());
    }
    let said = item.text.trim();
    let by_itself = format!("Reported by {source}");
    let text = if said.is_empty() { by_itself.as_str() } else { said };
    if let Some((_, why)) = faults(item.kind, item.happened_on, today, item.minutes, text).first() {
        return Err((*why).to_owned());
    }
    let new = New {
        kind: item.kind,
        source: EvidenceSource::System,
        happened_on: item.happened_on,
        minutes: item.minutes,
        text,
        said_by: None,
        external: Some((source, key.clone())),
    };
    let mut new = new.row(mentor, work.now);
    let key = (item.scheme_id.0, key);
    let Some(before) = known.rows.get_mut(&key) else {
        count_or_wait(&mut known.confirmed, &mut new)?;
        let waits = waits(&new);
        known.rows.insert(key.clone(), new);
        known.new.insert(key);
        return Ok((CompletionResult::Created, waits));
    };
    let mut merged = before.clone();
    let result = merge(&mut merged, new)?;
    if result == CompletionResult::Changed {
        if merged.state == EvidenceState::Confirmed.as_str() {
            count_or_wait(&mut known.confirmed, &mut merged)?;
        }
        *before = merged;
        known.changed.insert(key.clone());
    }
    let waits = known.rows.get(&key).is_some_and(waits);
    Ok((result, waits))
}

fn waits(row: &entity::Model) -> bool {
    row.state == EvidenceState::Waiting.as_str()
}

/// Counts a piece among what is confirmed of its person, or has it wait for staff where it may be the same work as another.
fn count_or_wait(
    confirmed: &mut HashMap<Uuid, Vec<(Uuid, Said)>>,
    row: &mut entity::Model,
) -> std::result::Result<(), String> {
    let there = confirmed.entry(row.person_id).or_default();
    let piece = said_in(row);
    let others = there.iter().filter(|(other, _)| *other != row.id).map(|(_, s)| s);
    let counts = may_count(&piece, others, false);
    if let Err(why) = counts
        && why != EvidenceRefusal::MayBeTwice
    {
        return Err(why.sentence().to_owned());
    }
    there.retain(|(other, _)| *other != row.id);
    match counts {
        Ok(()) => there.push((row.id, piece)),
        Err(_) => {
            row.state = EvidenceState::Waiting.as_str().to_owned();
            (row.decided_by, row.decided_at) = (None, None);
        }
    }
    Ok(())
}

/// Brings what is known up to what was sent. What staff decided about it stays.
fn merge(before: &mut entity::Model, new: entity::Model) -> std::result::Result<CompletionResult, String> {
    if before.participant_id != new.participant_id {
        return Err("This reference belongs to somebody else's work already.".to_owned());
    }
    let is_same = (&before.kind, before.happened_on, before.minutes, &before.text)
        == (&new.kind, new.happened_on, new.minutes, &new.text);
    if is_same {
        return Ok(CompletionResult::Same);
    }
    if before.entry_id.or(before.claim_id).is_some() {
        return Err(EvidenceRefusal::Locked.sentence().to_owned());
    }
    before.kind = new.kind;
    before.happened_on = new.happened_on;
    before.week = new.week;
    before.minutes = new.minutes;
    before.words = new.words;
    before.text = new.text;
    before.version += 1;
    Ok(CompletionResult::Changed)
}

/// Writes everything down; gives the mentors whom it is about, by scheme.
async fn keep(work: &Work, known: &mut Known) -> Result<BTreeMap<Uuid, BTreeSet<Uuid>>> {
    let mut touched: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    let mut new = Vec::with_capacity(known.new.len());
    for key in known.new.union(&known.changed) {
        let Some(row) = known.rows.remove(key) else {
            continue;
        };
        touched
            .entry(row.scheme_id)
            .or_default()
            .insert(row.participant_id);
        let row = row.into_active_model().reset_all();
        if known.new.contains(key) {
            new.push(row);
        } else {
            row.update(work.tx()).await?;
        }
    }
    // SQLite takes 32,766 values in a statement.
    for some in new.chunks(1_000) {
        entity::Entity::insert_many(some.to_vec())
            .exec_without_returning(work.tx())
            .await?;
    }
    Ok(touched)
}
