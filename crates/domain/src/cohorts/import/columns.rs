//! Guessing which column is what, from headings first and values second.

use super::cells::{self, Habits};
use super::clean::{is_missing, sound, tidy};
use super::dates::Calendar;
use super::facts::Facts;
use super::{attainment, codes, heading, identifiers};
use crate::cohorts::{
    ColumnGuess, ColumnMapping, ImportDefaults, ImportField, ImportMapping, ParticipantRole,
};
use crate::text::without_strays;

/// Values of a column to show beside its guess.
const SHOWN: usize = 3;

/// Guesses each column. `rows` are some of the first rows; every field is guessed for one column at most.
pub fn guess_columns(headings: &[String], rows: &[Vec<String>], calendar: Calendar) -> Vec<ColumnGuess> {
    let columns: Vec<Vec<String>> = (0..headings.len())
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| tidy(cell).into_owned())
                .filter(|value| !is_missing(value))
                .collect()
        })
        .collect();
    let mut doubts: Vec<Option<(ImportField, String)>> = vec![None; headings.len()];
    let mut best: Vec<Option<(ImportField, usize)>> = headings
        .iter()
        .zip(&columns)
        .zip(&mut doubts)
        .map(|((heading, values), doubt)| {
            if attainment::refusal(heading).is_some() {
                return None;
            }
            match heading::field_of(heading) {
                Some((field, rank)) => {
                    *doubt = denied(field, heading, values, calendar).map(|why| (field, why));
                    doubt.is_none().then_some((field, rank))
                }
                None => by_shape(values).map(|field| (field, usize::MAX)),
            }
        })
        .collect();
    keep_the_surest(&mut best);
    // Where another column is the field, nobody misses it.
    let taken: Vec<ImportField> = best.iter().flatten().map(|(field, _)| *field).collect();
    headings
        .iter()
        .zip(columns)
        .zip(best.into_iter().zip(doubts))
        .map(|((heading, mut values), (best, doubt))| {
            let refused = attainment::refusal(heading);
            values.dedup();
            values.truncate(SHOWN);
            values.iter_mut().for_each(|value| *value = without_strays(value));
            if refused.is_some() {
                // Nobody's marks are shown, either.
                values.clear();
            }
            ColumnGuess {
                column: heading.clone(),
                field: best.map(|(field, _)| field),
                samples: values,
                refused,
                doubt: doubt
                    .filter(|(field, _)| !taken.contains(field))
                    .map(|(_, why)| why),
            }
        })
        .collect()
}

/// Where several columns could be one field, the surest keeps it; the first of equals.
fn keep_the_surest(best: &mut [Option<(ImportField, usize)>]) {
    for at in 0..best.len() {
        let Some((field, rank)) = best[at] else { continue };
        let beaten = best.iter().enumerate().any(|(other, guess)| {
            guess.is_some_and(|(f, r)| f == field && other != at && (r, other) < (rank, at))
        });
        if beaten {
            best[at] = None;
        }
    }
}

/// Why the values deny the heading, if more than half of them can't be read as the field that it names.
fn denied(field: ImportField, heading: &str, values: &[String], calendar: Calendar) -> Option<String> {
    let mut scratch = Facts::default();
    let habits = Habits::of(heading);
    // Days from the start need a scheme that has one; a spoiled or damaged cell is still of its column.
    let calendar = Calendar {
        day_zero: calendar.day_zero.or(Some(calendar.today)),
        ..calendar
    };
    let lenient = matches!(field, ImportField::ImdBand | ImportField::AgeBand);
    let mut unread = values
        .iter()
        .filter(|v| !lenient && sound(v).is_ok())
        .filter_map(|v| Some((v, cells::read(field, v, habits, calendar, &mut scratch).err()?)));
    let (value, reason) = unread.next()?;
    let many = 2 * (1 + unread.count()) > values.len();
    many.then(|| {
        let shown: String = value.chars().take(40).collect();
        format!(
            "The heading says {}, but the values can't be read as that, so the column is left out unless you choose. \"{shown}\": {reason}",
            field.label()
        )
    })
}

/// What a column without a telling heading must be, by its values alone.
fn by_shape(values: &[String]) -> Option<ImportField> {
    let all = |fits: &dyn Fn(&str) -> bool| values.len() >= 2 && values.iter().all(|v| fits(v));
    if all(&|v| identifiers::email(v).is_ok()) {
        Some(ImportField::Email)
    } else if all(&|v| codes::role(v, codes::YesMeans::Nothing).is_ok()) {
        Some(ImportField::Role)
    } else if all(&|v| v.to_lowercase().starts_with("level ") && codes::level(v, false).is_ok()) {
        Some(ImportField::Level)
    } else {
        None
    }
}

/// The mapping to start from: the guesses, and mentees where nothing says who mentors.
pub fn suggested_mapping(guesses: &[ColumnGuess]) -> ImportMapping {
    let has_role = guesses.iter().any(|g| g.field == Some(ImportField::Role));
    ImportMapping {
        columns: guesses
            .iter()
            .map(|g| ColumnMapping {
                column: g.column.clone(),
                field: g.field,
            })
            .collect(),
        defaults: ImportDefaults {
            role: (!has_role).then_some(ParticipantRole::Mentee),
            ..ImportDefaults::default()
        },
        replacements: Vec::new(),
        withdraw_missing: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn calendar() -> Calendar {
        Calendar {
            today: chrono::NaiveDate::from_ymd_opt(2026, 8, 1).unwrap(),
            day_zero: None,
        }
    }

    fn guess(headings: &[&str], rows: &[&[&str]]) -> Vec<ColumnGuess> {
        let headings: Vec<String> = headings.iter().map(|h| (*h).to_owned()).collect();
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|r| r.iter().map(|c| (*c).to_owned()).collect())
            .collect();
        guess_columns(&headings, &rows, calendar())
    }

    #[test]
    fn oulad_s_columns_are_guessed_and_its_attainment_refused() {
        let guesses = guess(
            &[
                "code_module",
                "code_presentation",
                "id_student",
                "gender",
                "region",
                "highest_education",
                "imd_band",
                "age_band",
                "num_of_prev_attempts",
                "studied_credits",
                "disability",
                "final_result",
            ],
            &[&[
                "AAA",
                "2013J",
                "11391",
                "M",
                "Scotland",
                "HE Qualification",
                "90-100%",
                "55<=",
                "0",
                "240",
                "N",
                "Pass",
            ]],
        );
        use ImportField as F;
        let fields: Vec<_> = guesses.iter().map(|g| g.field).collect();
        assert_eq!(
            fields,
            [
                Some(F::ProgrammeCode),
                None,
                Some(F::StudentNumber),
                Some(F::Gender),
                None,
                None,
                Some(F::ImdBand),
                Some(F::AgeBand),
                None,
                None,
                Some(F::Disability),
                None
            ]
        );
        let refused: Vec<_> = guesses
            .iter()
            .filter(|g| g.refused.is_some())
            .map(|g| g.column.as_str())
            .collect();
        assert_eq!(
            refused,
            ["highest_education", "num_of_prev_attempts", "final_result"]
        );
        assert!(
            guesses
                .iter()
                .filter(|g| g.refused.is_some())
                .all(|g| g.samples.is_empty())
        );
    }

    #[test]
    fn a_heading_that_its_values_deny_is_not_believed() {
        let guesses = guess(&["Status"], &[&["Home"], &["Overseas"]]);
        assert_eq!(guesses[0].field, None);
        let doubt = guesses[0].doubt.as_deref().unwrap();
        assert!(
            doubt.contains("Entry status") && doubt.contains("\"Home\""),
            "{doubt}"
        );
        // Half of them are enough to believe it, and where another column is meant there is nothing to say.
        let half = guess(&["Status"], &[&["Home"], &["Enrolled"]]);
        assert!(half[0].field.is_some() && half[0].doubt.is_none());
        let two = guess(&["Status", "Enrolment status"], &[&["Home", "Enrolled"]]);
        assert!(two[0].field.is_none() && two[0].doubt.is_none());
    }

    #[test]
    fn two_email_columns_make_one_guess_the_surer() {
        let guesses = guess(
            &["Personal email", "University email"],
            &[&["a@b.org", "c@d.ac.uk"]],
        );
        assert_eq!(
            (guesses[0].field, guesses[1].field),
            (None, Some(ImportField::Email))
        );
    }

    #[test]
    fn values_tell_where_the_heading_does_not() {
        let guesses = guess(
            &["Kontakt", "X"],
            &[&["a@b.org", "Mentor"], &["c@d.org", "mentee"]],
        );
        assert_eq!(
            (guesses[0].field, guesses[1].field),
            (Some(ImportField::Email), Some(ImportField::Role))
        );
    }

    proptest! {
        #[test]
        fn no_field_is_guessed_twice_and_attainment_never(headings in prop::collection::vec("(Student |)(ID|Name|Email|Mark|Grade|Level|final_result|Surname|Forename|DOB|\\PC{0,6})", 0..12)) {
            let guesses = guess_columns(&headings, &[], calendar());
            prop_assert_eq!(guesses.len(), headings.len());
            let mut fields: Vec<_> = guesses.iter().filter_map(|g| g.field).collect();
            let count = fields.len();
            fields.sort_unstable();
            fields.dedup();
            prop_assert_eq!(fields.len(), count);
            prop_assert!(guesses.iter().all(|g| g.refused.is_none() || g.field.is_none()));
        }
    }
}
