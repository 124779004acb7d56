//! A mapping made ready: checked against the file's headings once, then asked for every row.

use super::cells::{self, Habits};
use super::clean::{is_missing, is_missing_name, sound, tidy};
use super::dates::Calendar;
use super::facts::{Facts, KEY_FIELDS, ParsedRow};
use super::{attainment, heading};
use crate::cohorts::{EntryStatus, ImportDefaults, ImportField, ImportMapping, ParticipantRole, RowFault};
use crate::text::without_strays;
use std::borrow::Cow;

/// What is wrong with a mapping, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFault {
    /// JSON pointer into the mapping.
    pub pointer: String,
    pub detail: String,
}

#[derive(Clone, Debug)]
struct Column {
    at: usize,
    heading: String,
    field: ImportField,
    habits: Habits,
    replacements: Vec<(String, String)>,
}

/// How to read each row of one file.
#[derive(Clone, Debug)]
pub struct Plan {
    columns: Vec<Column>,
    defaults: ImportDefaults,
    calendar: Calendar,
}

impl Plan {
    /// Checks a mapping against the file's headings.
    ///
    /// # Errors
    /// Everything that is wrong with it: an unknown or refused column, a field twice, no identifier, no role.
    pub fn new(
        headings: &[String],
        mapping: &ImportMapping,
        calendar: Calendar,
    ) -> Result<Self, Vec<PlanFault>> {
        let mut faults = Vec::new();
        let mut fault = |pointer: String, detail: String| faults.push(PlanFault { pointer, detail });
        let mut columns: Vec<Column> = Vec::new();
        for (i, wanted) in mapping.columns.iter().enumerate() {
            let Some(field) = wanted.field else { continue };
            let pointer = format!("/columns/{i}");
            let Some(at) = headings.iter().position(|h| *h == wanted.column) else {
                fault(pointer, format!("The file has no column \"{}\".", wanted.column));
                continue;
            };
            if let Some(why) = attainment::refusal(&wanted.column) {
                fault(pointer, why);
                continue;
            }
            if let Some(earlier) = columns.iter().find(|c| c.field == field) {
                let detail = format!(
                    "{} already comes from \"{}\". Choose one column.",
                    field.label(),
                    earlier.heading
                );
                fault(pointer, detail);
                continue;
            }
            let replacements = mapping
                .replacements
                .iter()
                .filter(|r| r.field == field)
                .map(|r| (tidy(&r.from).into_owned(), tidy(&r.to).into_owned()))
                .collect();
            let habits = Habits::of(&wanted.column);
            columns.push(Column {
                at,
                heading: wanted.column.clone(),
                field,
                habits,
                replacements,
            });
        }
        let has = |field| columns.iter().any(|c| c.field == field);
        if !KEY_FIELDS.iter().any(|f| has(*f)) {
            fault(
                "/columns".to_owned(),
                "Map a student number, UCAS personal ID, HUSID or email: without one, nobody can be met again.".to_owned(),
            );
        }
        if !has(ImportField::Role) && mapping.defaults.role.is_none() {
            fault(
                "/defaults/role".to_owned(),
                "Say whether this file holds mentors or mentees, or map a column that does.".to_owned(),
            );
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let no_family_names = !has(ImportField::FamilyName);
        for column in columns.iter_mut().filter(|c| c.field == ImportField::GivenName) {
            column.habits.whole_names = no_family_names && heading::is_whole_name(&column.heading);
        }
        Ok(Self {
            columns,
            defaults: mapping.defaults.clone(),
            calendar,
        })
    }

    /// The values to use where neither the file nor the record says anything.
    pub const fn defaults(&self) -> &ImportDefaults {
        &self.defaults
    }

    /// The heading that a field comes from, or the field's own name.
    pub fn heading_of(&self, field: ImportField) -> &str {
        self.columns
            .iter()
            .find(|c| c.field == field)
            .map_or_else(|| field.label(), |c| c.heading.as_str())
    }

    /// A fault in a field of a row.
    pub fn fault(&self, line: u64, field: ImportField, value: &str, reason: impl Into<String>) -> RowFault {
        row_fault(line, self.heading_of(field), value, reason.into())
    }

    /// Reads one row; `cell` gives a column's cell, blank where the row is short.
    ///
    /// # Errors
    /// Every cell of the row that can't be used.
    pub fn read<'c>(&self, line: u64, cell: impl Fn(usize) -> &'c str) -> Result<ParsedRow, Vec<RowFault>> {
        let mut facts = Facts::default();
        let mut role = None;
        let mut faults = Vec::new();
        for column in &self.columns {
            let value = column.value(cell(column.at));
            if column.says_nothing(&value) {
                continue;
            }
            let read = sound(&value)
                .and_then(|()| cells::read(column.field, &value, column.habits, self.calendar, &mut facts));
            match read {
                Ok(found) => role = role.or(found),
                Err(reason) => faults.push(row_fault(line, &column.heading, &value, reason)),
            }
        }
        let role = role.or(self.defaults.role);
        if facts.keys().next().is_none() && faults.is_empty() {
            let key = KEY_FIELDS
                .into_iter()
                .find(|f| self.columns.iter().any(|c| c.field == *f));
            let field = key.unwrap_or(ImportField::StudentNumber);
            let reason =
                "This row names nobody: it needs a student number, UCAS personal ID, HUSID or email.";
            faults.push(self.fault(line, field, "", reason));
        }
        if role.is_none()
            && !faults
                .iter()
                .any(|f| f.column == self.heading_of(ImportField::Role))
        {
            faults.push(self.fault(line, ImportField::Role, "", "Write mentor or mentee."));
        }
        self.withdraw_who_left(&mut facts);
        match role {
            Some(role) if faults.is_empty() => Ok(ParsedRow { line, role, facts }),
            _ => Err(faults),
        }
    }

    /// Who left before the scheme's first day, or has left by today, is withdrawn, where no status says otherwise.
    fn withdraw_who_left(&self, facts: &mut Facts) {
        let by = self
            .calendar
            .day_zero
            .map_or(self.calendar.today, |zero| zero.max(self.calendar.today));
        if facts.entry_status.is_none() && facts.left_on.is_some_and(|left| left <= by) {
            facts.entry_status = Some(EntryStatus::Withdrawn);
        }
    }

    /// The roles that a file of this plan can hold, where the mapping alone decides it.
    pub fn only_role(&self) -> Option<ParticipantRole> {
        if self.columns.iter().any(|c| c.field == ImportField::Role) {
            None
        } else {
            self.defaults.role
        }
    }
}

impl Column {
    fn value<'v>(&'v self, cell: &'v str) -> Cow<'v, str> {
        let value = tidy(cell);
        match self.replacements.iter().find(|(from, _)| *from == value) {
            Some((_, to)) => Cow::Borrowed(to.as_str()),
            None => value,
        }
    }

    fn says_nothing(&self, value: &str) -> bool {
        match self.field {
            ImportField::GivenName | ImportField::FamilyName | ImportField::PreferredName => {
                is_missing_name(value)
            }
            _ => is_missing(value),
        }
    }
}

/// Characters of a bad value that a report shows.
const SHOWN: usize = 120;

/// A fault, with its value short enough to show.
pub fn row_fault(line: u64, column: &str, value: &str, reason: String) -> RowFault {
    let value = without_strays(value);
    let mut shown: String = value.chars().take(SHOWN).collect();
    if shown.len() < value.len() {
        shown.push('\u{2026}');
    }
    RowFault {
        line,
        column: column.to_owned(),
        value: shown,
        reason,
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
