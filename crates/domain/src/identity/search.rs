//! Finding somebody by what is typed: without case, accents and other marks, the same on every database.

use unicode_normalization::UnicodeNormalization as _;

/// The words of a search that count.
const MOST_WORDS: usize = 6;

/// The characters that a search may have: longer than any name, and short enough for every database.
pub const LONGEST: usize = 200;

/// Text as it is searched for: `Łukasz` and `lukasz` are the same, and so are `O’Brien` and `o'brien`.
pub fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        match c {
            // Marks that were joined to a letter.
            '\u{300}'..='\u{36f}' => {}
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ŧ' => plain.push('t'),
            'ı' => plain.push('i'),
            'ŋ' => plain.push('n'),
            'ς' => plain.push('σ'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            '’' | '‘' | 'ʼ' | 'ʻ' | '`' => plain.push('\''),
            '‐' | '‑' | '–' => plain.push('-'),
            c if c.is_whitespace() => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}

/// The words of a search. Each must be found.
pub fn words(typed: &str) -> Vec<String> {
    folded(typed)
        .split_whitespace()
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect()
}

/// What is known of somebody that a search looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Findable<'a> {
    pub given_name: &'a str,
    pub family_name: &'a str,
    pub preferred_name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub student_number: Option<&'a str>,
}

impl Findable<'_> {
    /// What is stored to search in: a line of names, then a line of the address and the student number.
    pub fn key(&self) -> String {
        let preferred = self.preferred_name.unwrap_or_default();
        let names = [self.given_name, self.family_name, preferred]
            .map(folded)
            .join(" ");
        let others = [self.email, self.student_number]
            .map(|t| folded(t.unwrap_or_default()))
            .join(" ");
        format!("{}\n{}", names.trim(), others.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_case_and_kinds_of_apostrophe_make_no_difference() {
        for (written, typed) in [
            ("Łukasz", "lukasz"),
            ("Émile", "EMILE"),
            ("E\u{301}mile", "émile"),
            ("Søren Đorđević", "soren dordevic"),
            ("Ağrı İpek", "agri ipek"),
            ("Weiß", "WEISS"),
            ("O’Brien", "o'brien"),
            ("ΟΔΥΣΣΕΥΣ", "Οδυσσευς"),
            ("Ｌｉ", "li"),
        ] {
            assert_eq!(folded(written), folded(typed), "{written}");
        }
        assert_eq!(folded("李 小龙"), "李 小龙");
    }

    #[test]
    fn a_key_has_names_on_one_line_and_the_rest_on_another() {
        let somebody = Findable {
            given_name: "Łukasz",
            family_name: "Nowak",
            email: Some("L_N@x.example"),
            student_number: Some("N1"),
            ..Findable::default()
        };
        assert_eq!(somebody.key(), "lukasz nowak\nl_n@x.example n1");
        assert_eq!(Findable::default().key(), "\n");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
        #[test]
        fn a_word_is_one_line_without_blanks(text in any::<String>()) {
            prop_assert!(words(&text).iter().all(|w| !w.is_empty() && !w.contains(char::is_whitespace)));
        }
    }
}
