//! Any bytes as a cohort file: decoded, its separator and headings found, its columns guessed, its rows read and compared.
//!
//! It must never panic, and what it says of a file must fit together.

#![no_main]

use cairn_domain::cohorts::import::dates::Calendar;
use cairn_domain::cohorts::import::{
    Known, Plan, SchemeRules, SeenKeys, guess_columns, suggested_mapping, verdict,
};
use cairn_domain::cohorts::{FheqLevel, ImportVerdict, ParticipantRole};
use cairn_fuzz::file::CohortFile;
use chrono::NaiveDate;
use libfuzzer_sys::{Corpus, fuzz_target};
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.starts_with(b"PK\x03\x04") {
        // A workbook: its parser's panics are caught on purpose, which a fuzzer doesn't forgive.
        return Corpus::Reject;
    }
    read(bytes);
    Corpus::Keep
});

fn read(bytes: &[u8]) {
    let (Some(today), Ok(mentor_level), Ok(mentee_level)) = (
        NaiveDate::from_ymd_opt(2026, 9, 1),
        FheqLevel::new(5),
        FheqLevel::new(4),
    ) else {
        return;
    };
    let calendar = Calendar {
        today,
        day_zero: Some(today),
    };
    let Ok(file) = CohortFile::open(bytes) else { return };
    let Ok(format) = file.format() else { return };
    let Ok(sample) = file.first_rows(100) else { return };
    let guesses = guess_columns(file.headings(), &sample, calendar);
    assert_eq!(guesses.len(), file.headings().len(), "a guess for every column");
    let mut mapping = suggested_mapping(&guesses);
    if Plan::new(file.headings(), &mapping, calendar).is_err() {
        // No identifier found: take the first column, so that rows are read all the same.
        if let Some(first) = mapping.columns.first_mut() {
            first.field = Some(cairn_domain::cohorts::ImportField::StudentNumber);
        }
    }
    let Ok(plan) = Plan::new(file.headings(), &mapping, calendar) else {
        return;
    };
    let rules = SchemeRules {
        mentor_level,
        mentee_levels: vec![mentee_level],
        usual_capacity: 8,
    };
    let (mut rows, mut last) = (0, 0);
    let mut seen = SeenKeys::default();
    let read = file.each_row(|row| {
        rows += 1;
        assert!(row.line > last, "lines go up");
        last = row.line;
        if row.fault.is_some() {
            return ControlFlow::Continue(());
        }
        match plan.read(row.line, |at| row.cell(at)) {
            Err(faults) => {
                assert!(!faults.is_empty(), "a bad row says why");
                assert!(faults.iter().all(|f| f.line == row.line && !f.reason.is_empty()));
            }
            Ok(read) => {
                let _ = seen.meet(read.line, read.role, &read.facts);
                twice(&plan, &rules, &read);
            }
        }
        ControlFlow::Continue(())
    });
    assert_eq!(read, Ok(format.rows), "two readings of a file have the same rows");
    assert_eq!(rows, format.rows);
}

/// A row that is taken in changes nothing when it comes again.
fn twice(plan: &Plan, rules: &SchemeRules, row: &cairn_domain::cohorts::import::ParsedRow) {
    let Ok(first) = verdict(None, row, plan.defaults(), rules) else {
        return;
    };
    assert!(matches!(
        row.role,
        ParticipantRole::Mentor | ParticipantRole::Mentee
    ));
    let known = Known {
        facts: first.facts,
        in_scheme: true,
        has_account: false,
    };
    if let Ok(again) = verdict(Some(&known), row, plan.defaults(), rules) {
        assert_eq!(again.verdict, ImportVerdict::Same, "{row:?} {:?}", again.fields);
    }
}
