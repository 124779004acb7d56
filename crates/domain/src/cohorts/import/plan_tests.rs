use super::*;
use crate::cohorts::{ColumnMapping, ValueReplacement};
use chrono::NaiveDate;
use proptest::prelude::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn calendar() -> Calendar {
    Calendar {
        today: day(2026, 8, 1),
        day_zero: Some(day(2026, 9, 21)),
    }
}

fn mapping(columns: &[(&str, ImportField)]) -> ImportMapping {
    ImportMapping {
        columns: columns
            .iter()
            .map(|(column, field)| ColumnMapping {
                column: (*column).to_owned(),
                field: Some(*field),
            })
            .collect(),
        defaults: ImportDefaults {
            role: Some(ParticipantRole::Mentee),
            ..ImportDefaults::default()
        },
        replacements: vec![],
        withdraw_missing: false,
    }
}

fn headings(columns: &[(&str, ImportField)]) -> Vec<String> {
    columns.iter().map(|(c, _)| (*c).to_owned()).collect()
}

const COLUMNS: &[(&str, ImportField)] = &[
    ("id", ImportField::StudentNumber),
    ("Name", ImportField::GivenName),
    ("IMD", ImportField::ImdBand),
    ("Left", ImportField::LeftOn),
    ("Year", ImportField::Level),
];

fn read(cells: &[&str]) -> Result<ParsedRow, Vec<RowFault>> {
    let plan = Plan::new(&headings(COLUMNS), &mapping(COLUMNS), calendar()).unwrap();
    plan.read(7, |at| cells.get(at).copied().unwrap_or(""))
}

#[test]
fn a_row_becomes_facts() {
    let row = read(&["00123", "Okafor, Zoë", "10-20", "", "1"]).unwrap();
    assert_eq!(row.facts.student_number.as_deref(), Some("00123"));
    assert_eq!(row.facts.name(), "Zoë Okafor");
    assert_eq!(row.facts.monitoring[&ImportField::ImdBand], "10-20%");
    assert_eq!(row.facts.level.map(|l| l.get()), Some(4));
    assert_eq!(row.role, ParticipantRole::Mentee);
}

#[test]
fn a_short_row_lacks_its_last_columns() {
    assert_eq!(read(&["00123"]).map(|r| r.facts.level), Ok(None));
}

#[test]
fn every_bad_cell_of_a_row_is_named_with_line_column_value_and_reason() {
    let faults = read(&["1.0E7", "=1+1", "20-Oct", "soon", "9"]).unwrap_err();
    assert_eq!(
        faults.iter().map(|f| f.column.as_str()).collect::<Vec<_>>(),
        ["id", "Name", "IMD", "Left", "Year"]
    );
    assert!(faults.iter().all(|f| f.line == 7 && !f.reason.is_empty()));
    assert_eq!(faults[2].value, "20-Oct");
    assert!(faults[2].reason.contains("10-20"));
}

#[test]
fn a_replacement_mends_a_spoiled_value() {
    let mut mapping = mapping(COLUMNS);
    mapping.replacements.push(ValueReplacement {
        field: ImportField::ImdBand,
        from: "20-Oct".into(),
        to: "10-20".into(),
    });
    let plan = Plan::new(&headings(COLUMNS), &mapping, calendar()).unwrap();
    let row = plan.read(2, |at| ["1", "Zoë", "20-Oct", "", "1"][at]).unwrap();
    assert_eq!(row.facts.monitoring[&ImportField::ImdBand], "10-20%");
}

#[test]
fn who_left_before_the_first_day_is_withdrawn() {
    assert_eq!(
        read(&["1", "Zoë", "?", "-12", "1"]).unwrap().facts.entry_status,
        Some(EntryStatus::Withdrawn)
    );
    assert_eq!(
        read(&["1", "Zoë", "?", "12", "1"]).unwrap().facts.entry_status,
        None
    );
    assert_eq!(
        read(&["1", "Zoë", "?", "?", "1"]).unwrap().facts.entry_status,
        None
    );
}

#[test]
fn a_row_without_an_identifier_is_bad() {
    let faults = read(&["?", "Zoë", "", "", ""]).unwrap_err();
    assert_eq!((faults.len(), faults[0].column.as_str()), (1, "id"));
}

#[test]
fn a_mapping_says_everything_that_is_wrong_with_it() {
    let columns = [
        ("final_result", ImportField::Level),
        ("ghost", ImportField::Campus),
        ("a", ImportField::GivenName),
        ("b", ImportField::GivenName),
    ];
    let mut wrong = mapping(&columns);
    wrong.defaults.role = None;
    let headings = ["final_result", "a", "b"].map(str::to_owned);
    let faults = Plan::new(&headings, &wrong, calendar()).unwrap_err();
    let at: Vec<_> = faults.iter().map(|f| f.pointer.as_str()).collect();
    assert_eq!(
        at,
        [
            "/columns/0",
            "/columns/1",
            "/columns/3",
            "/columns",
            "/defaults/role"
        ]
    );
    assert!(faults[0].detail.contains("never takes in marks"));
}

proptest! {
    #[test]
    fn nothing_that_turns_the_writing_round_comes_in_or_is_shown(name in "[a-z\u{202a}-\u{202e}\u{2066}-\u{2069}]{1,12}") {
        let stray = name.chars().any(crate::text::is_stray);
        match read(&["00123", &name, "", "", "1"]) {
            Ok(row) => prop_assert!(!stray && row.facts.name().contains(name.as_str())),
            Err(faults) => {
                prop_assert!(stray && faults[0].column == "Name");
                prop_assert!(!faults[0].value.chars().any(crate::text::is_stray));
            }
        }
    }

    #[test]
    fn any_row_is_read_or_refused_with_reasons(cells in prop::collection::vec("\\PC{0,20}", 0..7)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        if let Err(faults) = read(&cells) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|f| !f.reason.is_empty() && !f.column.is_empty()));
        }
    }
}
