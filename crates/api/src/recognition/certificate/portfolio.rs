//! A work-based learning portfolio; its JSON form is this very structure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::Language;

/// What a person did for each learning outcome, and who confirmed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Portfolio {
    pub name: String,
    pub scheme: String,
    pub programme: String,
    pub academic_year: String,
    pub outcomes: Vec<Outcome>,
    pub totals: Totals,
    /// The day the portfolio was drawn up; also the time stamp of the PDF.
    pub date: NaiveDate,
    #[serde(default)]
    pub language: Language,
}

/// A learning outcome of the programme with the evidence for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Such as "LO1".
    pub code: String,
    pub text: String,
    /// Hours of all entries.
    pub hours: f64,
    pub entries: Vec<Entry>,
    pub comments: Vec<Comment>,
    pub signed_off: Option<SignOff>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub date: NaiveDate,
    /// Such as "Session" or "Training".
    pub kind: String,
    pub text: String,
    pub hours: f64,
}

/// What a supervisor wrote about an outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    pub by: String,
    pub date: NaiveDate,
    pub text: String,
}

/// Who confirmed an outcome, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignOff {
    pub by: String,
    pub date: NaiveDate,
}

/// Sums over all outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    pub hours: f64,
    pub entries: usize,
    pub signed_off: usize,
}

impl Totals {
    /// Sums of these outcomes. An entry that serves two outcomes counts in both.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Self {
        Self {
            hours: outcomes.iter().map(|outcome| outcome.hours).sum(),
            entries: outcomes.iter().map(|outcome| outcome.entries.len()).sum(),
            signed_off: outcomes
                .iter()
                .filter(|outcome| outcome.signed_off.is_some())
                .count(),
        }
    }
}

/// Hours as they are read: at most two decimals, none that are zero.
pub(super) fn hours(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::hours;

    #[test]
    fn hours_are_written_without_empty_decimals() {
        let written: Vec<_> = [0.0, 1.0, 1.5, 12.25, 100.0, 0.333].map(hours).into();
        assert_eq!(written, ["0", "1", "1.5", "12.25", "100", "0.33"]);
    }
}
