//! Cells on their way out: never one that a spreadsheet would run.

use std::borrow::Cow;

/// A cell for CSV or XLSX that no spreadsheet takes for a formula: an apostrophe goes before a dangerous first character.
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(is_dangerous) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// First characters that make a spreadsheet (or one that trims) run a cell, with their full-width twins.
fn is_dangerous(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_goes_out_that_a_spreadsheet_would_run(start in "[=+@\t\r\n\u{ff1d}-]{0,2}", rest in "\\PC{0,10}") {
            let cell = format!("{start}{rest}");
            let out = neutralise(&cell);
            prop_assert!(!out.starts_with(is_dangerous));
            prop_assert!(out.ends_with(&cell));
        }

        #[test]
        fn a_harmless_cell_goes_out_as_it_is(cell in "[A-Za-z0-9 é<'][\\PC]{0,10}") {
            prop_assert_eq!(neutralise(&cell), cell.as_str());
        }
    }
}
