//! What separates the columns of a text file.

use super::csv_rows;
use super::heading_row::{SEARCHED, recognised};
use csv::StringRecord;

/// Separators, the likelier first.
const CANDIDATES: [u8; 8] = [b',', b';', b'\t', b'|', b'^', b'~', 0x1f, b':'];

/// Rows that a candidate is tried on.
const TRIED: usize = 50;

/// The separator: the one a spreadsheet declares (`sep=;`), or that gives known headings and rows of even width.
pub fn sniff(head: &str) -> u8 {
    let first = head.lines().next().unwrap_or("");
    if let Some(declared) = first.trim_matches('"').strip_prefix("sep=")
        && let [separator] = declared.as_bytes()
        && separator.is_ascii()
    {
        return *separator;
    }
    let mut best = (Score::default(), b',');
    for candidate in CANDIDATES {
        let score = Score::of(&csv_rows::first(head, candidate, TRIED));
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1
}

/// How well a separator explains the first rows. Compared in order.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    known_headings: usize,
    /// Rows of the commonest width, in thousandths of all.
    even: usize,
    columns: usize,
}

impl Score {
    fn of(rows: &[StringRecord]) -> Self {
        let Some(columns) = commonest(rows.iter().map(StringRecord::len)).filter(|c| *c > 1) else {
            return Self::default();
        };
        let even = rows.iter().filter(|r| r.len() == columns).count();
        Self {
            known_headings: rows
                .iter()
                .take(SEARCHED)
                .filter(|r| r.len() > 1)
                .map(recognised)
                .max()
                .unwrap_or(0),
            even: 1000 * even / rows.len().max(1),
            columns,
        }
    }
}

fn commonest(widths: impl Iterator<Item = usize>) -> Option<usize> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for width in widths {
        match counts.iter_mut().find(|(w, _)| *w == width) {
            Some((_, n)) => *n += 1,
            None => counts.push((width, 1)),
        }
    }
    counts
        .into_iter()
        .max_by_key(|(width, n)| (*n, *width))
        .map(|(width, _)| width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_separator_is_found_even_among_the_others() {
        for separator in [",", ";", "\t", "|", "^", "~"] {
            let line = |cells: &[&str]| cells.join(separator) + "\n";
            let text = line(&["Student ID", "Name", "Notes"])
                + &line(&["1", "\"Okafor, Zoë; Ann\"", "\"a|b\tc\""])
                + &line(&["2", "Lee", "12:30:00"]);
            assert_eq!(sniff(&text), separator.as_bytes()[0], "{separator:?}");
        }
    }

    #[test]
    fn a_declared_separator_is_believed() {
        assert_eq!(sniff("sep=;\na,b;c\n"), b';');
    }

    #[test]
    fn a_title_line_does_not_mislead() {
        assert_eq!(
            sniff("Students, level 4, September\nStudent ID;Forename;Surname\n1;Zoë;Okafor\n"),
            b';'
        );
    }

    #[test]
    fn one_column_has_no_separator_to_find() {
        assert_eq!(sniff("Student ID\n1\n2\n"), b',');
        assert_eq!(sniff(""), b',');
    }
}
