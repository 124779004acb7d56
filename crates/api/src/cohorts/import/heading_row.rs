//! Which of the first rows holds the headings: reports like to put a title above them.

use super::limits::{MOST_COLUMNS, Unreadable};
use cairn_domain::cohorts::import::{attainment, clean, heading, identifiers};
use cairn_domain::text::without_strays;
use csv::StringRecord;

/// Rows from the top among which the headings are looked for.
pub const SEARCHED: usize = 20;

/// The headings of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingRow {
    pub line: u64,
    pub headings: Vec<String>,
}

/// How many cells of a row are headings that Cairn knows, to take in or to refuse.
pub fn recognised(row: &StringRecord) -> usize {
    row.iter()
        .filter(|cell| {
            let cell = clean::tidy(cell);
            cell.len() <= 100 && (heading::field_of(&cell).is_some() || attainment::refusal(&cell).is_some())
        })
        .count()
}

fn filled(row: &StringRecord) -> usize {
    row.iter().filter(|cell| !clean::tidy(cell).is_empty()).count()
}

/// Finds the headings among the first rows (with their lines).
///
/// # Errors
/// The sentence, when there is no row, when the first rows are people already, or when there are too many columns.
pub fn find(rows: &[(u64, StringRecord)]) -> Result<HeadingRow, Unreadable> {
    let known = rows.iter().map(|(_, row)| recognised(row)).max().unwrap_or(0);
    let widest = rows.iter().map(|(_, row)| filled(row)).max().unwrap_or(0);
    let found = if known > 0 {
        rows.iter().find(|(_, row)| recognised(row) == known)
    } else {
        rows.iter()
            .find(|(_, row)| filled(row) * 5 >= widest * 3 && filled(row) > 0)
    };
    let Some((line, row)) = found else {
        return Err(Unreadable::new(
            "This file is empty. Choose a file with a row of headings and a row for each student.",
        ));
    };
    if known == 0 && row.iter().any(is_somebody_s) {
        return Err(Unreadable::new(format!(
            "Line {line} already holds a person. Put a row of headings above it, like Student ID, Forename, Surname, Email."
        )));
    }
    let mut cells: Vec<&str> = row.iter().collect();
    while cells.last().is_some_and(|c| clean::tidy(c).is_empty()) {
        cells.pop();
    }
    if cells.len() > MOST_COLUMNS {
        return Err(Unreadable::too_many_columns());
    }
    Ok(HeadingRow {
        line: *line,
        headings: distinct(&cells),
    })
}

/// A value that only a person's row has.
fn is_somebody_s(cell: &str) -> bool {
    let cell = clean::tidy(cell);
    let long_number = cell.len() >= 5 && cell.bytes().all(|b| b.is_ascii_digit());
    long_number || identifiers::email(&cell).is_ok()
}

/// Each heading with a name of its own: `Email`, `Email (2)`; a blank one by its letter, as a spreadsheet calls it.
fn distinct(cells: &[&str]) -> Vec<String> {
    let mut headings: Vec<String> = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        // A heading goes back and forth between page and server, where nothing unseen passes.
        let cell = without_strays(cell);
        let tidy = clean::tidy(&cell);
        let base: String = if tidy.is_empty() {
            format!("Column {}", letters(at))
        } else {
            tidy.chars().take(100).collect()
        };
        let mut name = base.clone();
        let mut nth = 2;
        while headings.contains(&name) {
            name = format!("{base} ({nth})");
            nth += 1;
        }
        headings.push(name);
    }
    headings
}

/// A spreadsheet's name for a column: A, B … Z, AA.
fn letters(at: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 {
        letter.to_string()
    } else {
        format!("{}{letter}", letters(at / 26 - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<(u64, StringRecord)> {
        (1..)
            .zip(rows.iter().map(|r| StringRecord::from(r.to_vec())))
            .collect()
    }

    #[test]
    fn a_title_above_the_headings_is_passed_over() {
        let found = find(&rows(&[
            &["Level 4 students, September", "", ""],
            &["Student ID", "Forename", "Zig"],
            &["1", "Zoë", ""],
        ]))
        .unwrap();
        assert_eq!((found.line, found.headings.len()), (2, 3));
        let unknown = find(&rows(&[
            &["Report", "", ""],
            &["Matrix", "Zig", "Zag"],
            &["q", "w", "e"],
        ]))
        .unwrap();
        assert_eq!(unknown.line, 2);
    }

    #[test]
    fn headings_get_names_of_their_own() {
        let found = find(&rows(&[&["Email", "", "Email", "Email", ""]])).unwrap();
        assert_eq!(found.headings, ["Email", "Column B", "Email (2)", "Email (3)"]);
        let found = find(&rows(&[&["Em\u{202e}ail", "Email"]])).unwrap();
        assert_eq!(found.headings, ["Email", "Email (2)"]);
    }

    #[test]
    fn a_file_without_headings_is_told_so() {
        let why = find(&rows(&[&["12345678", "Zoë", "zoe@example.org"]])).unwrap_err();
        assert!(why.0.contains("row of headings"), "{why}");
    }

    #[test]
    fn columns_past_z_have_two_letters() {
        assert_eq!(
            [letters(0), letters(25), letters(26), letters(51), letters(52)],
            ["A", "Z", "AA", "AZ", "BA"]
        );
    }
}
