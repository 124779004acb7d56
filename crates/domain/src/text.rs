//! Which characters may stand in what people type, and which days they may name.

use chrono::{Datelike as _, NaiveDate};

/// A character that no text of ours needs: one that controls a machine, or turns the writing of what follows round, so that a
/// page shows something else than was typed.
pub fn is_stray(c: char) -> bool {
    let breaks_lines = matches!(c, '\n' | '\r' | '\t');
    c.is_control() && !breaks_lines || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text as it may be shown: what was typed, without what can't be seen.
pub fn without_strays(text: &str) -> String {
    text.chars().filter(|c| !is_stray(*c)).collect()
}

/// Whether a text is one line, as a name is.
pub fn is_line(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || is_stray(c))
}

/// Words of a text, as people count them.
pub fn words_in(text: &str) -> u32 {
    let words = text.split_whitespace();
    words.filter(|w| w.chars().any(char::is_alphanumeric)).count() as u32
}

/// Whether a day can be meant: a slip in the year would otherwise move a scheme by centuries.
pub fn is_plausible(day: NaiveDate) -> bool {
    (1900..3000).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_all_countries_are_lines() {
        for name in [
            "Łukasz",
            "Zoë-Ann O’Neill",
            "محمد",
            "李小龍",
            "नेहा",
            "Nguyễn Thị Ánh",
        ] {
            assert!(is_line(name), "{name}");
        }
        for name in ["a\0b", "A\r\nBcc: x", "tab\tbed", "\u{202E}evil", "\u{85}"] {
            assert!(!is_line(name), "{name:?}");
        }
        assert!(!"two\nlines\tof a note".chars().any(is_stray));
    }

    #[test]
    fn words_are_what_people_count() {
        assert_eq!(words_in("I listened - and she talked.\n\nIt helped!"), 7);
        assert_eq!(words_in(" … - "), 0);
        assert_eq!(words_in("我 学 了"), 3);
    }

    proptest! {
        #[test]
        fn a_line_never_breaks(text in any::<String>()) {
            let breaks = text.contains(['\n', '\r', '\0', '\u{1b}']) || text.chars().any(is_stray);
            prop_assert!(!(is_line(&text) && breaks));
        }
    }
}
