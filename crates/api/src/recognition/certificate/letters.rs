//! Texts made ready for print, and which of their characters need a font.

use typst::text::is_default_ignorable;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A word longer than this many letters may be broken; no name part or place name known is longer
/// than the 58 of Llanfairpwll…, which breaks rather than shrinks.
const LONGEST_WORD: usize = 30;
const BREAK_HERE: char = '\u{200b}';

/// Composed letters (NFC), single spaces, and places to break a very long word.
pub(super) fn tidy(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| breakable(&word.nfc().collect::<String>()))
        .collect();
    words.join(" ")
}

fn breakable(word: &str) -> String {
    let letters: Vec<&str> = word.graphemes(true).collect();
    if letters.len() <= LONGEST_WORD || letters.iter().any(|letter| letter.chars().any(is_joined)) {
        return word.to_owned();
    }
    letters
        .chunks(LONGEST_WORD / 2)
        .map(|chunk| chunk.concat())
        .collect::<Vec<_>>()
        .join(&String::from(BREAK_HERE))
}

/// Arabic and its kin, where a break would change the shape of the letters beside it.
fn is_joined(c: char) -> bool {
    matches!(u32::from(c), 0x600..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff)
}

/// Characters that show nothing themselves: joiners, marks of direction, places to break.
pub(super) fn is_unseen(c: char) -> bool {
    is_default_ignorable(c)
}

/// Characters that are refused whatever fonts there are: control characters, emoji (fonts draw them as
/// pictures, differently everywhere, or in pieces), marks that turn the direction of what follows,
/// and those that Unicode leaves to private agreement.
pub(super) fn is_refused(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0x202a..=0x202e | 0x2066..=0x2069   // explicit directions
            | 0x2028 | 0x2029 | 0xfff0..=0xffff // separators, specials
            | 0xe000..=0xf8ff | 0xf0000..=0x10ffff // private use
            | 0x1f000..=0x1faff | 0xe0000..=0xe007f | 0xfe0f) // emoji, tags, emoji style
}

/// Whether the first letter with a direction runs from right to left.
pub(super) fn runs_right_to_left(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| {
        matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff)
    })
}

/// Letters as a reader sees them, each with its marks, without those that need no font.
pub(super) fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true)
        .filter(|letter| letter.chars().any(|c| !c.is_whitespace() && !is_unseen(c)))
}

#[cfg(test)]
mod tests {
    use super::{is_refused, runs_right_to_left, tidy};

    #[test]
    fn space_is_made_single_and_letters_composed() {
        assert_eq!(tidy("  Zoe\u{308}\t\n Müller "), "Zoë Müller");
    }

    #[test]
    fn only_a_very_long_word_gets_places_to_break() {
        assert_eq!(tidy(&"a".repeat(30)), "a".repeat(30));
        assert_eq!(tidy(&"a".repeat(40)).matches('\u{200b}').count(), 2);
        assert_eq!(tidy(&"ب".repeat(40)), "ب".repeat(40));
    }

    #[test]
    fn direction_is_that_of_the_first_letter() {
        assert!(runs_right_to_left("«محمد»"));
        assert!(runs_right_to_left("דוד Levi"));
        assert!(!runs_right_to_left("Levi דוד"));
        assert!(!runs_right_to_left("123"));
    }

    #[test]
    fn what_would_mislead_is_refused() {
        for c in ['\u{202e}', '\u{7}', '🎓', '\u{fffd}', '\u{e000}'] {
            assert!(is_refused(c), "{c:?}");
        }
        for c in ['é', '\u{200d}', '\u{200c}', '李', '’'] {
            assert!(!is_refused(c), "{c:?}");
        }
    }
}
