//! What a row would change: compared with what is known, under the rules of a scheme and of the entry-status life cycle.

use super::facts::{Facts, ParsedRow};
use super::rules::SchemeRules;
use crate::cohorts::{
    ClearanceStatus, EntryStatus, ImportDefaults, ImportField, ImportVerdict, ParticipantRole, StudyMode,
    capacity_fault,
};

/// What is known of a row's person before the import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub facts: Facts,
    /// Already in this scheme, in this role.
    pub in_scheme: bool,
    /// They sign in to Cairn: their email, preferred name, pronouns and interests are theirs to change.
    pub has_account: bool,
    /// Known beyond what whoever imports answers for: nothing of who they are is touched, not even what is empty. A filled-in
    /// address would be enough to be invited in their place.
    pub is_elsewhere: bool,
    /// The mentees whom they carry in published groups.
    pub carries: u32,
}

/// What to store for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub verdict: ImportVerdict,
    /// The fields that differ from what is known.
    pub fields: Vec<ImportField>,
    /// What the row says of who they are, and what was left as it is known.
    pub left: Vec<ImportField>,
    /// Everything as it is to be.
    pub facts: Facts,
}

/// What is wrong with a row in the light of what is known: the field, its value, the reason.
pub type Objection = (ImportField, String, String);

/// Compares a row with what is known. Blank cells change nothing; defaults only fill what neither side says.
///
/// # Errors
/// The objection: a status that can't follow the known one, fewer places than mentees, a level that the scheme doesn't take, no
/// level at all.
pub fn verdict(
    known: Option<&Known>,
    row: &ParsedRow,
    defaults: &ImportDefaults,
    rules: &SchemeRules,
) -> Result<Change, Objection> {
    let nobody = Known::default();
    let known = known.unwrap_or(&nobody);
    let mut facts = known.facts.clone();
    let mut fields = Vec::new();
    let mut said = row.facts.clone();
    let left = leave_what_is_theirs(known, &mut said);
    if let (true, Some(from), Some(to)) = (known.in_scheme, known.facts.entry_status, said.entry_status)
        && from != to
        && !from.may_become(to)
    {
        let reason = format!(
            "{} can't become {}. Correct the file, or change the person by hand.",
            from.label(),
            to.label()
        );
        return Err((ImportField::EntryStatus, to.label().to_owned(), reason));
    }
    if let (true, Some(places), Some(wanted)) = (known.in_scheme, known.facts.capacity, said.capacity)
        && let Some(reason) = capacity_fault(places, wanted, known.carries)
    {
        return Err((ImportField::Capacity, wanted.to_string(), reason));
    }
    let left_on = said.left_on;
    merge(&mut facts, said, &mut fields);
    if fields.contains(&ImportField::EntryStatus) && facts.entry_status.is_some_and(EntryStatus::is_active) {
        // Who comes back has not left.
        facts.left_on = left_on;
    }
    if !known.in_scheme {
        fill(&mut facts, row.role, defaults, rules);
    }
    if facts.programme_code.is_none() && facts.programme_title.is_none() && defaults.programme_code.is_some()
    {
        facts.programme_code.clone_from(&defaults.programme_code);
        fields.push(ImportField::ProgrammeCode);
    }
    if facts.level.is_none() {
        let reason =
            "The scheme has mentees at several levels: give this one's, or set a level for the whole file.";
        return Err((ImportField::Level, String::new(), reason.to_owned()));
    }
    if let Some(objection) = rules.objection(row.role, &facts) {
        return Err(objection);
    }
    let verdict = match (known.in_scheme, fields.is_empty()) {
        (false, _) => ImportVerdict::Create,
        (true, false) => ImportVerdict::Change,
        (true, true) => ImportVerdict::Same,
    };
    Ok(Change {
        verdict,
        fields,
        left,
        facts,
    })
}

/// What somebody new starts with where their row is silent.
fn fill(facts: &mut Facts, role: ParticipantRole, defaults: &ImportDefaults, rules: &SchemeRules) {
    facts.level = facts.level.or(defaults.level).or_else(|| rules.usual_level(role));
    facts.mode = facts.mode.or(defaults.mode).or(Some(StudyMode::FullTime));
    facts.entry_status = facts
        .entry_status
        .or(defaults.entry_status)
        .or(Some(SchemeRules::usual_status(role)));
    facts.clearance = facts.clearance.or(Some(ClearanceStatus::NotStarted));
    facts.capacity = facts.capacity.or(Some(match role {
        ParticipantRole::Mentor => rules.usual_capacity,
        ParticipantRole::Mentee => 0,
    }));
}

/// Takes out of a row what isn't for whoever imports to say of somebody, and tells which fields those were.
fn leave_what_is_theirs(known: &Known, said: &mut Facts) -> Vec<ImportField> {
    use ImportField as F;
    let has = &known.facts;
    let theirs = |field| {
        known.is_elsewhere
            || known.has_account
                && match field {
                    F::Email => true,
                    F::PreferredName => has.preferred_name.is_some(),
                    F::Pronouns => has.pronouns.is_some(),
                    F::Interests => !has.interests.is_empty(),
                    _ => false,
                }
    };
    let taken = said.take_of_person(theirs);
    // Told whether or not it is right: what whoever imports may not see can't be found out by trying.
    let unseen = [
        (taken.date_of_birth.is_some(), F::DateOfBirth),
        (!taken.interests.is_empty(), F::Interests),
    ];
    let mut left = Vec::new();
    merge(&mut has.clone(), taken, &mut left);
    left.retain(|field| unseen.iter().all(|(_, other)| other != field));
    left.extend(
        unseen
            .into_iter()
            .filter(|(said, _)| *said)
            .map(|(_, field)| field),
    );
    left
}

/// Lays what a row says over what is known, and notes what differs.
fn merge(known: &mut Facts, said: Facts, changed: &mut Vec<ImportField>) {
    fn one<T: PartialEq>(
        known: &mut Option<T>,
        said: Option<T>,
        field: ImportField,
        changed: &mut Vec<ImportField>,
    ) {
        if said.is_some() && *known != said {
            *known = said;
            changed.push(field);
        }
    }
    fn many(known: &mut Vec<String>, said: Vec<String>, field: ImportField, changed: &mut Vec<ImportField>) {
        if !said.is_empty() && *known != said {
            *known = said;
            changed.push(field);
        }
    }
    use ImportField as F;
    one(
        &mut known.student_number,
        said.student_number,
        F::StudentNumber,
        changed,
    );
    one(&mut known.ucas_pid, said.ucas_pid, F::UcasPid, changed);
    one(&mut known.husid, said.husid, F::Husid, changed);
    one(&mut known.email, said.email, F::Email, changed);
    one(&mut known.given_name, said.given_name, F::GivenName, changed);
    one(&mut known.family_name, said.family_name, F::FamilyName, changed);
    one(
        &mut known.preferred_name,
        said.preferred_name,
        F::PreferredName,
        changed,
    );
    one(&mut known.pronouns, said.pronouns, F::Pronouns, changed);
    one(
        &mut known.date_of_birth,
        said.date_of_birth,
        F::DateOfBirth,
        changed,
    );
    one(&mut known.level, said.level, F::Level, changed);
    one(&mut known.campus, said.campus, F::Campus, changed);
    one(&mut known.mode, said.mode, F::Mode, changed);
    one(&mut known.entry_route, said.entry_route, F::EntryRoute, changed);
    one(
        &mut known.entry_status,
        said.entry_status,
        F::EntryStatus,
        changed,
    );
    one(&mut known.tutor_group, said.tutor_group, F::TutorGroup, changed);
    one(
        &mut known.seminar_group,
        said.seminar_group,
        F::SeminarGroup,
        changed,
    );
    one(&mut known.capacity, said.capacity, F::Capacity, changed);
    one(&mut known.clearance, said.clearance, F::Clearance, changed);
    one(&mut known.cleared_on, said.cleared_on, F::ClearedOn, changed);
    one(
        &mut known.clearance_expires,
        said.clearance_expires,
        F::ClearanceExpires,
        changed,
    );
    one(&mut known.left_on, said.left_on, F::LeftOn, changed);
    one(&mut known.starts_on, said.starts_on, F::StartsOn, changed);
    many(&mut known.interests, said.interests, F::Interests, changed);
    many(&mut known.needs, said.needs, F::Needs, changed);
    // A programme is compared by the code it goes by; its title, school and faculty are the programme's, not the person's.
    let programme = said.programme_code.or_else(|| said.programme_title.clone());
    one(&mut known.programme_code, programme, F::ProgrammeCode, changed);
    known.programme_title = said.programme_title.or(known.programme_title.take());
    known.school = said.school.or(known.school.take());
    known.faculty = said.faculty.or(known.faculty.take());
    for (field, value) in said.monitoring {
        if known.monitoring.get(&field) != Some(&value) {
            known.monitoring.insert(field, value);
            changed.push(field);
        }
    }
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
