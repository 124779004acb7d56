//! What a row says about somebody, or what is known of them: the same facts, so that the two can be compared.

use crate::cohorts::{ClearanceStatus, EntryStatus, FheqLevel, ImportField, ParticipantRole, StudyMode};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One row, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedRow {
    /// Line in the file.
    pub line: u64,
    pub role: ParticipantRole,
    pub facts: Facts,
}

/// Everything that a file can say about a person in a scheme. Absent: it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub student_number: Option<String>,
    pub ucas_pid: Option<String>,
    pub husid: Option<String>,
    pub email: Option<String>,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub preferred_name: Option<String>,
    pub pronouns: Option<String>,
    pub date_of_birth: Option<NaiveDate>,
    pub faculty: Option<String>,
    pub school: Option<String>,
    pub programme_code: Option<String>,
    pub programme_title: Option<String>,
    pub level: Option<FheqLevel>,
    pub campus: Option<String>,
    pub mode: Option<StudyMode>,
    pub entry_route: Option<String>,
    pub entry_status: Option<EntryStatus>,
    pub tutor_group: Option<String>,
    pub seminar_group: Option<String>,
    pub capacity: Option<u32>,
    pub clearance: Option<ClearanceStatus>,
    pub cleared_on: Option<NaiveDate>,
    pub clearance_expires: Option<NaiveDate>,
    pub interests: Vec<String>,
    pub needs: Vec<String>,
    pub left_on: Option<NaiveDate>,
    pub starts_on: Option<NaiveDate>,
    /// By monitoring field; for a table of its own.
    pub monitoring: BTreeMap<ImportField, String>,
}

/// One of the identifiers that meet a person again, with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key<'a> {
    pub field: ImportField,
    pub value: &'a str,
}

/// The identifiers, the surest first.
pub const KEY_FIELDS: [ImportField; 4] = [
    ImportField::StudentNumber,
    ImportField::Husid,
    ImportField::UcasPid,
    ImportField::Email,
];

impl Facts {
    /// The identifiers that are given, the surest first.
    pub fn keys(&self) -> impl Iterator<Item = Key<'_>> {
        let values = [&self.student_number, &self.husid, &self.ucas_pid, &self.email];
        KEY_FIELDS
            .into_iter()
            .zip(values)
            .filter_map(|(field, value)| value.as_deref().map(|value| Key { field, value }))
    }

    /// Takes out what it says about who somebody is, as far as a field is asked for.
    pub fn take_of_person(&mut self, wanted: impl Fn(ImportField) -> bool) -> Self {
        fn one<T: Default>(said: &mut T, wanted: bool) -> T {
            if wanted {
                std::mem::take(said)
            } else {
                T::default()
            }
        }
        use ImportField as F;
        Self {
            student_number: one(&mut self.student_number, wanted(F::StudentNumber)),
            ucas_pid: one(&mut self.ucas_pid, wanted(F::UcasPid)),
            husid: one(&mut self.husid, wanted(F::Husid)),
            email: one(&mut self.email, wanted(F::Email)),
            given_name: one(&mut self.given_name, wanted(F::GivenName)),
            family_name: one(&mut self.family_name, wanted(F::FamilyName)),
            preferred_name: one(&mut self.preferred_name, wanted(F::PreferredName)),
            pronouns: one(&mut self.pronouns, wanted(F::Pronouns)),
            date_of_birth: one(&mut self.date_of_birth, wanted(F::DateOfBirth)),
            interests: one(&mut self.interests, wanted(F::Interests)),
            ..Self::default()
        }
    }

    /// A name for lists: preferred before given; who has none goes by an identifier.
    pub fn name(&self) -> String {
        let given = self.preferred_name.as_deref().or(self.given_name.as_deref());
        match (given, self.family_name.as_deref()) {
            (Some(g), Some(f)) => format!("{g} {f}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => self
                .keys()
                .next()
                .map_or_else(|| "Student".to_owned(), |k| format!("Student {}", k.value)),
        }
    }

    /// The code that the programme goes by: its own, or its title where the file has no codes.
    pub fn programme(&self) -> Option<&str> {
        self.programme_code.as_deref().or(self.programme_title.as_deref())
    }
}
