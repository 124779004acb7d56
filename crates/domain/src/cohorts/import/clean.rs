//! A cell as it stands in the file: tidied, found to be blank, or found to be spoiled by a spreadsheet.

use crate::text::is_stray;
use std::borrow::Cow;

/// The longest value that any field keeps.
pub const LONGEST_TEXT: usize = 200;

/// What can be wrong with a cell whatever its field, as a sentence that says what to do.
pub type Reason = String;

/// Spaces, line breaks and invisible characters tidied: one space between words, none around them.
///
/// Undoes two habits of exports: `="00123"` (a formula that only protects zeros) and a leading apostrophe.
pub fn tidy(cell: &str) -> Cow<'_, str> {
    let trimmed = cell.trim_matches(|c: char| c.is_whitespace() || invisible(c));
    let trimmed = trimmed
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'))
        .unwrap_or(trimmed);
    let trimmed = match trimmed.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@".contains(c)) => rest,
        _ => trimmed,
    };
    let mut last_was_space = false;
    let untidy = trimmed.chars().any(|c| {
        let space = c.is_whitespace();
        let bad = invisible(c) || (space && (c != ' ' || last_was_space));
        last_was_space = space;
        bad
    });
    if !untidy {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(trimmed.len());
    for c in trimmed.chars().filter(|c| !invisible(*c)) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
    Cow::Owned(out)
}

/// Control characters and marks without width; line breaks and tabs count as spaces instead.
fn invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

/// Whether a tidy cell of an ordinary field says nothing.
pub fn is_missing(value: &str) -> bool {
    is_missing_name(value)
        || matches_any(
            value,
            &[
                "na",
                "none",
                "null",
                "nil",
                "unknown",
                "not known",
                "not available",
                "not applicable",
                "tbc",
                "tba",
                "(blank)",
                "blank",
                "undefined",
                "nan",
                "no value",
            ],
        )
}

/// Whether a tidy cell of a name says nothing. `Na`, `Null` and `None` are people's names.
pub fn is_missing_name(value: &str) -> bool {
    value.is_empty()
        || value
            .chars()
            .all(|c| matches!(c, '?' | '-' | '.' | '_' | '\u{2013}' | '\u{2014}' | '*'))
        || matches_any(value, &["n/a", "#n/a"])
}

/// Whether a value is one of the words, whatever its capitals.
pub fn matches_any(value: &str, words: &[&str]) -> bool {
    words.iter().any(|w| w.eq_ignore_ascii_case(value))
}

/// What is wrong with a tidy, present value whatever its field: damage by an encoding, a spreadsheet or a trap.
///
/// # Errors
/// The reason.
pub fn sound(value: &str) -> Result<(), Reason> {
    if value.contains('\u{fffd}') {
        return Err(
            "Some letters were lost when the file was saved. Save it again as \"CSV UTF-8\".".to_owned(),
        );
    }
    if value.chars().any(is_stray) {
        return Err(
            "Some characters here can't be seen and turn the writing round. Take them out, or type this again.".to_owned(),
        );
    }
    if value.starts_with('#') && (value.ends_with('!') || matches_any(value, &["#NAME?"])) {
        return Err("This is a spreadsheet's error message. Mend the cell in the file.".to_owned());
    }
    if value.starts_with('#') && value.chars().all(|c| c == '#') {
        return Err(
            "The spreadsheet's column was too narrow and saved #### for the value. Widen it and save again."
                .to_owned(),
        );
    }
    if looks_like_a_formula(value) {
        return Err("This looks like a spreadsheet formula. Put its value in the file instead.".to_owned());
    }
    Ok(())
}

/// Whether a spreadsheet would run this cell. A signed number is only a number, and a phone number is left alone.
pub fn looks_like_a_formula(value: &str) -> bool {
    let mut chars = value.chars();
    match chars.next() {
        Some('=' | '@' | '\u{ff1d}' | '\u{ff20}') => true,
        Some('+' | '-') => !chars.all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '%')),
        _ => false,
    }
}

/// Text of a field that keeps what the file says.
///
/// # Errors
/// The reason, when it is too long.
pub fn text(value: &str) -> Result<String, Reason> {
    if value.chars().count() > LONGEST_TEXT {
        return Err(format!(
            "This is longer than {LONGEST_TEXT} characters. Shorten it, or check the file's quotation marks."
        ));
    }
    Ok(value.to_owned())
}

/// The value without the `.0` that a spreadsheet puts behind a whole number.
pub fn whole(value: &str) -> &str {
    value
        .strip_suffix(".0")
        .or_else(|| value.strip_suffix(".00"))
        .filter(|v| !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or(value)
}

/// A long number that a spreadsheet rounded: `1.0E7`, `1.23457E+09`.
pub fn is_rounded(value: &str) -> bool {
    let Some(at) = value.find(['e', 'E']) else {
        return false;
    };
    let (mantissa, exponent) = (&value[..at], &value[at + 1..]);
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    // `12E34567` could be a real number; a mantissa with a point, or a sign, or two digits of exponent can't.
    number(mantissa)
        && !exponent.is_empty()
        && exponent.bytes().all(|b| b.is_ascii_digit())
        && exponent.len() <= 3
        && (mantissa.contains(['.', ',']) || value.contains('+') || mantissa.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_come_in_many_spellings() {
        for v in [
            "", "?", "-", "--", "N/A", "n/a", "#N/A", "NULL", "none", "Unknown", ".", "—",
        ] {
            assert!(is_missing(&tidy(v)), "{v}");
        }
        assert!(!is_missing("0"));
    }

    #[test]
    fn people_called_null_and_na_keep_their_names() {
        for v in ["Null", "Na", "None", "Nil"] {
            assert!(!is_missing_name(v));
        }
    }

    #[test]
    fn a_cell_is_tidied_and_protection_of_zeros_undone() {
        assert_eq!(tidy("  Zoë\u{a0}\r\n O'Neill \u{200b}"), "Zoë O'Neill");
        assert_eq!(tidy("=\"00123\""), "00123");
        assert_eq!(tidy("'00123"), "00123");
        assert_eq!(tidy("'Arry"), "'Arry");
    }

    #[test]
    fn traps_and_damage_are_told_apart_from_values() {
        for bad in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "@SUM(A1)",
            "+cmd|x",
            "-2+3+cmd",
            "#REF!",
            "#VALUE!",
            "#NAME?",
            "####",
            "Zo\u{fffd}",
            "Zo\u{202e}ë",
            "\u{2066}Zoë",
        ] {
            assert!(sound(bad).is_err(), "{bad}");
        }
        for good in ["-12", "+44 1234 567890", "O'Neill", "#1 group", "A=B", "10-20%"] {
            assert!(sound(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_rounded_number_is_seen_and_an_identifier_with_an_e_is_not() {
        for v in ["1.0E7", "1.23457E+09", "1E+07", "1,2E+8", "2E8"] {
            assert!(is_rounded(v), "{v}");
        }
        for v in ["E1234567", "12345678", "20E45678", "12E1", "s1e7", ""] {
            assert!(!is_rounded(v), "{v}");
        }
    }

    proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(cell in "\\PC{0,6}[ \t\r\n\u{200b}]{0,3}\\PC{0,6}") {
            let once = tidy(&cell).into_owned();
            // Unwrapping protection may uncover another layer; spaces and marks never remain.
            let untidy = once.contains(['\n', '\r', '\t', '\u{200b}']);
            prop_assert!(!untidy);
            prop_assert!(!once.contains("  ") && once.trim().len() == once.len());
        }
    }
}
