//! Between rows of the database and facts.

use super::names::{Ids, Names};
use super::people::People;
use crate::cohorts::entity::participant;
use crate::cohorts::service::participants::{BY_STAFF, BY_TRAINING};
use crate::identity::entity::person;
use crate::identity::store::json;
use cairn_domain::cohorts::import::{Facts, Known};
use cairn_domain::cohorts::{
    ClearanceStatus, EntryStatus, FheqLevel, ImportField, ParticipantRole, StudyMode,
};
use cairn_domain::identity::PersonSettings;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// When and where an import happens.
#[derive(Clone, Copy)]
pub struct Moment {
    pub scheme: Uuid,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    /// Who imports.
    pub by: Uuid,
}

/// What is known of a person who has or may get a place.
pub fn known(people: &People, person: &person::Model, role: ParticipantRole, names: &Names) -> Known {
    let mut facts = Facts {
        student_number: person.student_number.clone(),
        ucas_pid: person.ucas_pid.clone(),
        husid: person.husid.clone(),
        email: person.email_key.clone(),
        given_name: filled(&person.given_name),
        family_name: filled(&person.family_name),
        preferred_name: person.preferred_name.clone(),
        pronouns: person.pronouns.clone(),
        date_of_birth: person.date_of_birth,
        interests: json(&person.interests),
        ..Facts::default()
    };
    let place = people.place(person.id, role);
    if let Some((place, monitoring)) = place {
        facts.programme_code = names.called(place.programme_id);
        facts.level = u8::try_from(place.level)
            .ok()
            .and_then(|l| FheqLevel::new(l).ok());
        facts.campus = names.called(place.campus_id);
        facts.mode = place.mode.parse().ok();
        facts.entry_route.clone_from(&place.entry_route);
        facts.entry_status = place.entry_status.parse().ok();
        facts.tutor_group = names.called(place.tutor_group_id);
        facts.seminar_group = names.called(place.seminar_group_id);
        facts.capacity = u32::try_from(place.capacity).ok();
        facts.clearance = place.clearance.parse().ok();
        facts.cleared_on = place.cleared_on;
        facts.clearance_expires = place.clearance_expires;
        facts.needs = json(&place.needs);
        facts.left_on = place.left_on;
        facts.starts_on = place.starts_on;
        let kept: BTreeMap<String, String> = monitoring.map(json).unwrap_or_default();
        facts.monitoring = kept
            .into_iter()
            .filter_map(|(f, v)| Some((f.parse::<ImportField>().ok()?, v)))
            .collect();
    }
    Known {
        facts,
        in_scheme: place.is_some(),
        has_account: people.has_account(person.id),
        is_elsewhere: people.is_elsewhere(person.id),
        carries: place.map_or(0, |(place, _)| people.carries(place.id)),
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A person as the facts have them.
pub fn person(before: Option<&person::Model>, facts: &Facts, at: Moment) -> person::Model {
    let mut row = before.cloned().unwrap_or_else(|| person::Model {
        id: Uuid::now_v7(),
        student_number: None,
        ucas_pid: None,
        husid: None,
        email: None,
        email_key: None,
        given_name: String::new(),
        family_name: String::new(),
        preferred_name: None,
        search_key: String::new(),
        pronouns: None,
        date_of_birth: None,
        about: None,
        interests: serde_json::json!([]),
        languages: serde_json::json!([]),
        availability: 0,
        contact: None,
        settings: serde_json::json!(PersonSettings::default()),
        created_at: at.now,
        updated_at: at.now,
        version: 1,
    });
    row.student_number.clone_from(&facts.student_number);
    row.ucas_pid.clone_from(&facts.ucas_pid);
    row.husid.clone_from(&facts.husid);
    if row.email_key != facts.email {
        row.email.clone_from(&facts.email);
        row.email_key.clone_from(&facts.email);
    }
    match (&facts.given_name, &facts.family_name) {
        (None, None) => {
            // A file without names: an identifier stands in until a later file or the person says more.
            row.given_name = "Student".to_owned();
            row.family_name = facts
                .keys()
                .next()
                .map(|k| k.value.to_owned())
                .unwrap_or_default();
        }
        (given, family) => {
            row.given_name = given.clone().unwrap_or_default();
            row.family_name = family.clone().unwrap_or_default();
        }
    }
    row.preferred_name.clone_from(&facts.preferred_name);
    row.pronouns.clone_from(&facts.pronouns);
    row.date_of_birth = facts.date_of_birth;
    row.interests = serde_json::json!(facts.interests);
    row.search_key = row.key();
    if before.is_some_and(|b| *b != row) {
        row.version += 1;
        row.updated_at = at.now;
    }
    row
}

/// What a file says about the clearance of a place.
///
/// A file that names a clearance other than the one that is there speaks for staff; days alone change only a decision that clears. What
/// it does not say stays, and nobody decides about their own.
fn clearance(
    row: &mut participant::Model,
    before: Option<&participant::Model>,
    facts: &Facts,
    said: &Facts,
    by: Uuid,
) {
    let stays = |row: &mut participant::Model| {
        if let Some(b) = before {
            row.clearance.clone_from(&b.clearance);
            row.cleared_on = b.cleared_on;
            row.clearance_expires = b.clearance_expires;
            row.clearance_by.clone_from(&b.clearance_by);
            row.clearance_reason.clone_from(&b.clearance_reason);
            row.decided.clone_from(&b.decided);
            row.decided_from = b.decided_from;
            row.decided_until = b.decided_until;
        }
    };
    stays(row);
    if row.person_id == by || row.role != ParticipantRole::Mentor.as_str() {
        return;
    }
    let is_clearing = row.decided.as_deref() == Some(ClearanceStatus::Cleared.as_str());
    let is_pause = row.decided.as_deref() == Some(ClearanceStatus::Lapsed.as_str());
    let is_named = said.clearance.is_some_and(|c| c.as_str() != row.clearance);
    let has_same_days =
        (row.cleared_on, row.clearance_expires) == (facts.cleared_on, facts.clearance_expires);
    let is_as_before = !is_named && has_same_days;
    let status = match said.clearance {
        _ if is_as_before => return,
        Some(ClearanceStatus::Lapsed) if is_pause => return,
        None if is_clearing && row.clearance_by == BY_STAFF => ClearanceStatus::Cleared,
        None => return,
        Some(status) => status,
    };
    let decides = matches!(status, ClearanceStatus::Cleared | ClearanceStatus::Lapsed);
    let clears = status == ClearanceStatus::Cleared;
    row.clearance = status.as_str().to_owned();
    // A pause has no day on which it ends by itself.
    row.cleared_on = facts.cleared_on.filter(|_| clears);
    row.clearance_expires = facts.clearance_expires.filter(|_| clears);
    row.clearance_by = if decides { BY_STAFF } else { BY_TRAINING }.to_owned();
    row.clearance_reason = decides.then(|| "Brought in with a file.".to_owned());
    row.decided = decides.then(|| status.as_str().to_owned());
    row.decided_from = row.cleared_on;
    row.decided_until = row.clearance_expires;
}

/// A place in the scheme as the facts have it.
pub fn place(
    before: Option<&participant::Model>,
    person: Uuid,
    role: ParticipantRole,
    facts: &Facts,
    said: &Facts,
    ids: Ids,
    at: Moment,
) -> participant::Model {
    let status = facts.entry_status.unwrap_or(EntryStatus::Confirmed);
    let leaves_now = !status.is_active() && before.is_none_or(|b| b.entry_status != status.as_str());
    let mut row = participant::Model {
        id: before.map_or_else(Uuid::now_v7, |b| b.id),
        scheme_id: at.scheme,
        person_id: person,
        role: role.as_str().to_owned(),
        programme_id: ids.programme,
        level: facts.level.map_or(0, |l| i32::from(l.get())),
        campus_id: ids.campus,
        mode: facts.mode.unwrap_or(StudyMode::FullTime).as_str().to_owned(),
        entry_route: facts.entry_route.clone(),
        entry_status: status.as_str().to_owned(),
        tutor_group_id: ids.tutor_group,
        seminar_group_id: ids.seminar_group,
        capacity: facts.capacity.and_then(|c| i32::try_from(c).ok()).unwrap_or(0),
        clearance: ClearanceStatus::NotStarted.as_str().to_owned(),
        cleared_on: None,
        clearance_expires: None,
        clearance_by: BY_TRAINING.to_owned(),
        clearance_reason: None,
        decided: None,
        decided_from: None,
        decided_until: None,
        reference_seen_on: before.and_then(|b| b.reference_seen_on),
        needs: serde_json::json!(facts.needs),
        opted_out_at: before.and_then(|b| b.opted_out_at),
        starts_on: facts.starts_on,
        left_on: facts.left_on.or(leaves_now.then_some(at.today)),
        created_at: before.map_or(at.now, |b| b.created_at),
        updated_at: before.map_or(at.now, |b| b.updated_at),
        version: before.map_or(1, |b| b.version),
    };
    clearance(&mut row, before, facts, said, at.by);
    if before.is_some_and(|b| *b != row) {
        row.version += 1;
        row.updated_at = at.now;
    }
    row
}
