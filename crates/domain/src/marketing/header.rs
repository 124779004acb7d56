//! What may stand in the header of an email. A line break in a name or a subject would start a header of somebody else's choice.

use crate::text::is_line;
use unicode_normalization::char::is_combining_mark;

/// Longest name in a header, in characters.
pub const NAME_CHARS: usize = 64;

/// Line and paragraph separators of Unicode, which are no control characters and still break lines for some readers.
const fn breaks(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Characters without width that hide something in a line. Joiners stay: Persian and many Indian scripts are written with them.
const fn hides(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Whether a text can stand in a header as it is.
pub fn is_header_line(text: &str) -> bool {
    is_line(text) && !text.chars().any(|c| breaks(c) || hides(c))
}

/// A text made into one line: breaks and other white space become one space, what can't be seen goes.
pub fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_whitespace() || breaks(c), " ");
    let seen: String = spaced
        .chars()
        .filter(|c| is_header_line(c.encode_utf8(&mut [0; 4])))
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A person's or scheme's name as it goes into a header: one line, not too long, and no letter parted from its accents.
pub fn header_name(name: &str) -> String {
    let name = one_line(name);
    let mut end = name
        .char_indices()
        .nth(NAME_CHARS)
        .map_or(name.len(), |(at, _)| at);
    if name[end..].starts_with(is_combining_mark) {
        end = name[..end].rfind(|c| !is_combining_mark(c)).unwrap_or(end);
    }
    name[..end].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_all_countries_stay_as_they_are() {
        for name in [
            "Łukasz",
            "Zoë-Ann O’Neill",
            "محمد",
            "李小龍",
            "नेहा",
            "Nguyễn Thị Ánh",
            "می‌خواهم",
        ] {
            assert_eq!(header_name(name), name);
            assert!(is_header_line(name), "{name}");
        }
    }

    #[test]
    fn a_header_can_not_be_smuggled_in() {
        for (name, clean) in [
            (
                "Ann\r\nBcc: everyone@example.org",
                "Ann Bcc: everyone@example.org",
            ),
            ("Ann\nSubject: x", "Ann Subject: x"),
            ("Ann\0Lee", "AnnLee"),
            ("Ann\u{2028}Lee\u{2029}", "Ann Lee"),
            ("Ann\u{85}Lee\u{b}", "Ann Lee"),
            ("\u{202E}nnA\u{200B}", "nnA"),
            (" \t Ann   Lee ", "Ann Lee"),
        ] {
            assert_eq!(header_name(name), clean, "{name:?}");
            assert!(!is_header_line(name), "{name:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(header_name(&"x".repeat(500)).len(), NAME_CHARS);
        let accented = format!("{}e\u{301}\u{323}", "x".repeat(NAME_CHARS - 2));
        assert_eq!(header_name(&accented), "x".repeat(NAME_CHARS - 2));
    }

    proptest! {
        #[test]
        fn a_name_is_one_short_line_whatever_was_typed(name in any::<String>()) {
            let clean = header_name(&name);
            prop_assert!(is_header_line(&clean) && clean.chars().count() <= NAME_CHARS);
            prop_assert!(!clean.contains(['\r', '\n', '\0']));
            prop_assert_eq!(header_name(&clean), clean);
        }
    }
}
