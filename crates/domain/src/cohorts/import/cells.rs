//! One cell into one fact.

use super::bands::monitoring;
use super::clean::{Reason, text};
use super::codes::{self, YesMeans};
use super::dates::{Calendar, date_of_birth, scheme_day};
use super::facts::Facts;
use super::{heading, identifiers};
use crate::cohorts::{ImportField, ParticipantRole};

/// What a column's heading adds to the meaning of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    pub counts_years: bool,
    pub yes_means: YesMeans,
    /// The given-name column holds whole names, because no column has family names.
    pub whole_names: bool,
}

impl Habits {
    pub fn of(heading: &str) -> Self {
        Self {
            counts_years: heading::counts_years(heading),
            yes_means: codes::yes_means(heading),
            whole_names: false,
        }
    }
}

/// Reads a tidy, present and sound value into its fact, or gives back a role.
///
/// # Errors
/// The reason why it can't be used.
pub fn read(
    field: ImportField,
    value: &str,
    habits: Habits,
    calendar: Calendar,
    facts: &mut Facts,
) -> Result<Option<ParticipantRole>, Reason> {
    use ImportField as F;
    match field {
        F::Role => return codes::role(value, habits.yes_means).map(Some),
        F::StudentNumber => facts.student_number = Some(identifiers::student_number(value)?),
        F::UcasPid => facts.ucas_pid = Some(identifiers::ucas_pid(value)?),
        F::Husid => facts.husid = Some(identifiers::husid(value)?),
        F::Email => facts.email = Some(identifiers::email(value)?),
        F::GivenName if habits.whole_names => {
            let (given, family) = split_name(&text(value)?);
            facts.given_name = Some(given);
            facts.family_name = family;
        }
        F::GivenName => facts.given_name = Some(text(value)?),
        F::FamilyName => facts.family_name = Some(text(value)?),
        F::PreferredName => facts.preferred_name = Some(text(value)?),
        F::Pronouns => facts.pronouns = Some(text(value)?),
        F::DateOfBirth => facts.date_of_birth = Some(date_of_birth(value, calendar)?),
        F::Faculty => facts.faculty = Some(text(value)?),
        F::School => facts.school = Some(text(value)?),
        F::ProgrammeCode => facts.programme_code = Some(text(value)?),
        F::ProgrammeTitle => facts.programme_title = Some(text(value)?),
        F::Level => facts.level = Some(codes::level(value, habits.counts_years)?),
        F::Campus => facts.campus = Some(text(value)?),
        F::Mode => facts.mode = Some(codes::mode(value)?),
        F::EntryRoute => facts.entry_route = Some(text(value)?),
        F::EntryStatus => facts.entry_status = Some(codes::entry_status(value)?),
        F::TutorGroup => facts.tutor_group = Some(text(value)?),
        F::SeminarGroup => facts.seminar_group = Some(text(value)?),
        F::Capacity => facts.capacity = Some(codes::capacity(value)?),
        F::Clearance => facts.clearance = Some(codes::clearance(value)?),
        F::ClearedOn => facts.cleared_on = Some(scheme_day(value, calendar)?),
        F::ClearanceExpires => facts.clearance_expires = Some(scheme_day(value, calendar)?),
        F::LeftOn => facts.left_on = Some(scheme_day(value, calendar)?),
        F::StartsOn => facts.starts_on = Some(scheme_day(value, calendar)?),
        F::Interests => facts.interests = list(value)?,
        F::Needs => facts.needs = list(value)?,
        F::Gender
        | F::Ethnicity
        | F::Disability
        | F::AgeBand
        | F::ImdBand
        | F::Commuter
        | F::CareExperienced
        | F::FirstInFamily => {
            facts.monitoring.insert(field, monitoring(field, value)?);
        }
    }
    Ok(None)
}

/// The most things one cell may list.
const MOST_IN_A_LIST: usize = 20;

/// `chess; running, film` as three things, in order, each once.
fn list(value: &str) -> Result<Vec<String>, Reason> {
    let mut things: Vec<String> = Vec::new();
    for thing in value
        .split([';', ',', '|', '/'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
    {
        let thing = text(thing)?.to_lowercase();
        if !things.contains(&thing) {
            things.push(thing);
        }
    }
    if things.len() > MOST_IN_A_LIST {
        return Err(format!(
            "This lists more than {MOST_IN_A_LIST} things. Shorten it."
        ));
    }
    things.sort_unstable();
    Ok(things)
}

/// `Okafor, Zoë` or `Zoë Okafor` as given and family name; one word is a given name.
fn split_name(whole: &str) -> (String, Option<String>) {
    if let Some((family, given)) = whole.split_once(',')
        && !family.trim().is_empty()
        && !given.trim().is_empty()
    {
        return (given.trim().to_owned(), Some(family.trim().to_owned()));
    }
    match whole.rsplit_once(' ') {
        Some((given, family)) => (given.trim().to_owned(), Some(family.to_owned())),
        None => (whole.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_name_is_split_either_way() {
        assert_eq!(
            split_name("Okafor, Zoë Ann"),
            ("Zoë Ann".into(), Some("Okafor".into()))
        );
        assert_eq!(
            split_name("Zoë Ann Okafor"),
            ("Zoë Ann".into(), Some("Okafor".into()))
        );
        assert_eq!(split_name("Zoë"), ("Zoë".into(), None));
    }

    #[test]
    fn a_list_holds_each_thing_once() {
        assert_eq!(
            list("Chess; running,chess |Film"),
            Ok(vec!["chess".into(), "film".into(), "running".into()])
        );
    }
}
