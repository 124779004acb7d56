//! The HEAR, section 6.1: which activities are in the register, and what stands in the way of a student's entry.
//!
//! Limits and rules differ between universities, so they are settings; the defaults follow the narrower practice (see
//! `docs/guides/recognition-staff.md` for where they come from).

use crate::cohorts::vocabulary::words;
use crate::text::is_line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// The three kinds of entry in section 6.1.
    HearCategory {
        AdditionalAward = "additional_award", "Additional award";
        RecognisedActivity = "recognised_activity", "Additional recognised activity";
        Prize = "prize", "University, professional or departmental prize";
    }
    /// How far a student's entry is.
    HearEntryState {
        /// The student asked for it.
        Asked = "asked", "Asked for";
        Verified = "verified", "Verified";
        Withdrawn = "withdrawn", "Taken back";
    }
    /// What stands in the way of an entry.
    HearBlock {
        NotConfirmedThisYear = "not_confirmed_this_year", "The activity's protocol has not been confirmed for this academic year.";
        AfterDeadline = "after_deadline", "The deadline for this year's entries has passed.";
        PaidWork = "paid_work", "The activity is mainly paid, and paid work is not entered here.";
        CreditBearing = "credit_bearing", "The activity earns academic credit, so it is not entered here.";
        TooFewHours = "too_few_hours", "There are not enough confirmed hours that count for the HEAR.";
        NoStudentNumber = "no_student_number", "There is no student number for this student.";
        NoVerifier = "no_verifier", "The activity has no named verifier.";
        TitleTooLong = "title_too_long", "The title is longer than the limit.";
        DescriptionTooLong = "description_too_long", "The description is longer than the limit.";
        HasAddress = "has_address", "The title or the description holds a web address; entries may not.";
        OwnEntry = "own_entry", "Nobody verifies their own entry.";
        TakenBack = "taken_back", "The student has taken this back.";
    }
}

/// Longest title that any institution may allow, in characters.
pub const LONGEST_TITLE: usize = 300;

/// The institution's rules for entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HearSettings {
    /// What the record is called here.
    #[cfg_attr(feature = "openapi", schema(example = "HEAR"))]
    pub label: String,
    /// Longest title, in characters.
    #[cfg_attr(feature = "openapi", schema(example = 150, minimum = 20, maximum = 300))]
    #[serde(default = "title_limit")]
    pub title_limit: u32,
    /// Longest description, in characters.
    #[cfg_attr(feature = "openapi", schema(example = 400, minimum = 50, maximum = 2000))]
    pub description_limit: u32,
    pub takes_paid_work: bool,
    pub takes_credit_bearing: bool,
    /// How entries are verified, in words.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Log of hours and reflective log, checked by staff")
    )]
    pub verification_method: String,
}

const fn title_limit() -> u32 {
    150
}

impl Default for HearSettings {
    fn default() -> Self {
        Self {
            label: "HEAR".to_owned(),
            title_limit: title_limit(),
            description_limit: 400,
            takes_paid_work: false,
            takes_credit_bearing: false,
            verification_method: "Log of hours and reflective log, checked by staff".to_owned(),
        }
    }
}

/// What is known of an activity and of a student's entry in it, on a day.
#[derive(Clone, Debug)]
pub struct HearFacts<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub is_paid: bool,
    pub is_credit_bearing: bool,
    pub has_verifier: bool,
    /// The academic year that the protocol was last confirmed for.
    pub confirmed_for: Option<&'a str>,
    pub academic_year: &'a str,
    pub deadline: Option<NaiveDate>,
    pub minutes_needed: u32,
    /// Confirmed minutes that count for the HEAR, and not for credit.
    pub minutes: u32,
    pub has_student_number: bool,
}

/// Endings of web addresses that people write without a scheme before them.
const ENDINGS: [&str; 12] = [
    "uk", "com", "org", "net", "edu", "eu", "io", "ly", "me", "info", "co", "ac",
];

/// Whether a text holds a web or email address, also one without `https://` before it.
pub fn has_address(text: &str) -> bool {
    text.to_lowercase()
        .split(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '"' | ',' | ';')
        })
        .any(|word| {
            let host = word.split('/').next().unwrap_or_default();
            let host = host
                .rsplit(':')
                .next()
                .unwrap_or_default()
                .trim_end_matches(['.', '!', '?']);
            let labels: Vec<&str> = host.split('.').collect();
            let is_host = labels.len() > 1
                && labels
                    .iter()
                    .all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'))
                && labels.last().is_some_and(|l| ENDINGS.contains(l));
            is_host
                || word.contains("://")
                || word.contains("www.")
                || word.contains("http:")
                || word.contains('@')
        })
}

/// What stands in the way of the activity itself, whoever the student is.
pub fn activity_blocks(f: &HearFacts<'_>, rules: &HearSettings, today: NaiveDate) -> Vec<HearBlock> {
    let long = |text: &str, limit: usize| text.chars().count() > limit;
    let found = [
        (
            f.confirmed_for != Some(f.academic_year),
            HearBlock::NotConfirmedThisYear,
        ),
        (f.deadline.is_some_and(|d| today > d), HearBlock::AfterDeadline),
        (f.is_paid && !rules.takes_paid_work, HearBlock::PaidWork),
        (
            f.is_credit_bearing && !rules.takes_credit_bearing,
            HearBlock::CreditBearing,
        ),
        (!f.has_verifier, HearBlock::NoVerifier),
        (long(f.title, rules.title_limit as usize), HearBlock::TitleTooLong),
        (
            long(f.description, rules.description_limit as usize),
            HearBlock::DescriptionTooLong,
        ),
        (
            has_address(f.title) || has_address(f.description),
            HearBlock::HasAddress,
        ),
    ];
    found.into_iter().filter(|b| b.0).map(|b| b.1).collect()
}

/// Everything that stands in the way of an entry. Nothing: it may be verified.
pub fn blocks(f: &HearFacts<'_>, rules: &HearSettings, today: NaiveDate) -> Vec<HearBlock> {
    let mut all = activity_blocks(f, rules, today);
    if f.minutes < f.minutes_needed {
        all.push(HearBlock::TooFewHours);
    }
    if !f.has_student_number {
        all.push(HearBlock::NoStudentNumber);
    }
    all
}

impl HearSettings {
    /// What has to be mended, by JSON pointer.
    pub fn faults(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        if self.label.trim().is_empty() || self.label.chars().count() > 60 || !is_line(&self.label) {
            found.push((
                "/label".to_owned(),
                "Write 1 to 60 characters, in one line.".to_owned(),
            ));
        }
        if !(20..=LONGEST_TITLE).contains(&(self.title_limit as usize)) {
            let sentence = "Choose 20 to 300 characters.".to_owned();
            found.push(("/title_limit".to_owned(), sentence));
        }
        if !(50..=2000).contains(&self.description_limit) {
            let sentence = "Choose 50 to 2,000 characters.".to_owned();
            found.push(("/description_limit".to_owned(), sentence));
        }
        if self.verification_method.chars().count() > 200 {
            let sentence = "Write at most 200 characters.".to_owned();
            found.push(("/verification_method".to_owned(), sentence));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_however_they_are_written() {
        for text in [
            "See example.ac.uk/mentoring",
            "(www.example.com)",
            "Look:www.example.com",
            "http:example.com",
            "bit.ly/abc",
            "a@b.org",
            "More at Example.Org.",
        ] {
            assert!(has_address(text), "{text}");
        }
        for text in [
            "Trained for 3.5 hours, e.g. on listening.",
            "Led a group of six. It met weekly.",
            "Dr.Smith and/or St. John's",
            "Ratio 1:6, 2026/27",
        ] {
            assert!(!has_address(text), "{text}");
        }
    }
    use proptest::prelude::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 5, d).unwrap()
    }
    fn sound() -> HearFacts<'static> {
        HearFacts {
            title: "Student mentor",
            description: "Supported a group of new students through their first term.",
            is_paid: false,
            is_credit_bearing: false,
            has_verifier: true,
            confirmed_for: Some("2026-27"),
            academic_year: "2026-27",
            deadline: Some(day(10)),
            minutes_needed: 600,
            minutes: 600,
            has_student_number: true,
        }
    }
    fn of(change: impl FnOnce(&mut HearFacts<'static>)) -> Vec<HearBlock> {
        let mut f = sound();
        change(&mut f);
        blocks(&f, &HearSettings::default(), day(10))
    }

    #[test]
    fn each_block_is_said_alone() {
        assert_eq!(of(|_| ()), []);
        assert_eq!(
            of(|f| f.confirmed_for = Some("2025-26")),
            [HearBlock::NotConfirmedThisYear]
        );
        assert_eq!(of(|f| f.deadline = Some(day(9))), [HearBlock::AfterDeadline]);
        assert_eq!(of(|f| f.is_paid = true), [HearBlock::PaidWork]);
        assert_eq!(of(|f| f.is_credit_bearing = true), [HearBlock::CreditBearing]);
        assert_eq!(of(|f| f.minutes = 599), [HearBlock::TooFewHours]);
        assert_eq!(of(|f| f.has_student_number = false), [HearBlock::NoStudentNumber]);
        assert_eq!(of(|f| f.has_verifier = false), [HearBlock::NoVerifier]);
        assert_eq!(
            of(|f| f.description = "See www.example.ac.uk"),
            [HearBlock::HasAddress]
        );
    }

    #[test]
    fn paid_work_and_credit_are_settings() {
        let mut f = sound();
        (f.is_paid, f.is_credit_bearing) = (true, true);
        let open = HearSettings {
            takes_paid_work: true,
            takes_credit_bearing: true,
            ..HearSettings::default()
        };
        assert_eq!(blocks(&f, &open, day(1)), []);
    }

    proptest! {
        #[test]
        fn limits_are_counted_in_characters(title in "[a-zé漢 ]{0,200}", text in "[a-zé漢 ]{0,500}", limit in 20u32..200) {
            let f = HearFacts { title: &title, description: &text, ..sound() };
            let rules = HearSettings { title_limit: limit, ..HearSettings::default() };
            let found = blocks(&f, &rules, day(1));
            prop_assert_eq!(found.contains(&HearBlock::TitleTooLong), title.chars().count() > limit as usize);
            prop_assert_eq!(found.contains(&HearBlock::DescriptionTooLong), text.chars().count() > 400);
        }
    }
}
