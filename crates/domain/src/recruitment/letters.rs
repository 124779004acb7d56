//! Letters about a decision: what staff write once for a call, with places that are filled in for each applicant.

use super::application::ApplicationEvent;
use crate::faults::{Faults, fault, line, prose};
use crate::identity::wire::wire;
use serde::{Deserialize, Serialize};

/// What stands in double braces, and what it becomes.
pub const FIELDS: [(&str, &str); 6] = [
    ("first_name", "the applicant's first name"),
    ("call", "the title of the call"),
    ("scheme", "the name of the scheme"),
    ("until", "the last day to accept an offer"),
    ("feedback", "your words to this applicant"),
    ("link", "the address of their application"),
];

wire! {
    LetterTemplate {
        subject: String = "An offer: {{call}}",
        /// An empty line starts a paragraph.
        body: String = "Hello {{first_name}},\n\nWe would be glad to have you as a mentor.\n\n{{link}}",
    }
    /// The letters of a call. In double braces: `first_name`, `call`, `scheme`, `until`, `feedback` and `link`.
    CallLetters {
        offer: LetterTemplate,
        wait: LetterTemplate,
        refuse: LetterTemplate,
    }
}

impl Default for CallLetters {
    fn default() -> Self {
        let letter = |subject: &str, body: &str| LetterTemplate {
            subject: subject.to_owned(),
            body: body.to_owned(),
        };
        Self {
            offer: letter(
                "A place for you: {{call}}",
                "Hello {{first_name}},\n\nThank you for your application. We would be glad to have you as a mentor in {{scheme}}.\n\n{{feedback}}\n\nPlease say yes or no by {{until}}:\n{{link}}\n\nIf you say yes, your training is the next step. If you say no, somebody on the waiting list gets the place, so do tell us.",
            ),
            wait: letter(
                "You are on the waiting list: {{call}}",
                "Hello {{first_name}},\n\nThank you for your application. More people offered to help than we have places for this time, and you are on the waiting list.\n\n{{feedback}}\n\nIf a place becomes free, we write to you at once. You can see where you stand here:\n{{link}}",
            ),
            refuse: letter(
                "Your application: {{call}}",
                "Hello {{first_name}},\n\nThank you for offering your help to new students. We read your application with care, and we can't offer you a place this time.\n\n{{feedback}}\n\nThere are other ways to help at the university, and you are welcome to apply again. Your application stays here:\n{{link}}",
            ),
        }
    }
}

impl CallLetters {
    /// The letter that goes with a decision.
    pub const fn of(&self, event: ApplicationEvent) -> Option<&LetterTemplate> {
        match event {
            ApplicationEvent::Offer => Some(&self.offer),
            ApplicationEvent::Wait => Some(&self.wait),
            ApplicationEvent::Refuse => Some(&self.refuse),
            _ => None,
        }
    }

    /// What is wrong with them. An offer names the day and the way to accept it; every letter leads to the application.
    pub fn faults(&self, at: &str) -> Faults {
        let f = &mut Faults::new();
        for (name, letter) in [
            ("offer", &self.offer),
            ("wait", &self.wait),
            ("refuse", &self.refuse),
        ] {
            let at = format!("{at}/{name}");
            letter_faults(f, &at, letter);
            let body = format!("{at}/body");
            if !names(&letter.body, "link") {
                fault(
                    f,
                    &body,
                    "Write {{link}} where the way to the application stands.",
                );
            }
            if name == "offer" && !names(&letter.body, "until") {
                fault(f, &body, "Write {{until}} where the last day to accept stands.");
            }
        }
        std::mem::take(f)
    }
}

/// What is wrong with one letter: a place that nothing fills is refused when it is saved, not when it is sent.
pub fn letter_faults(f: &mut Faults, at: &str, letter: &LetterTemplate) {
    line(f, &format!("{at}/subject"), &letter.subject, 150);
    prose(f, &format!("{at}/body"), &letter.body, 6_000);
    for (field, text) in [("subject", &letter.subject), ("body", &letter.body)] {
        let unknown: Vec<String> = pieces(text)
            .filter_map(|p| match p {
                Piece::Field(name) if !FIELDS.iter().any(|(known, _)| *known == name) => {
                    Some(name.to_owned())
                }
                Piece::Open => Some(String::new()),
                _ => None,
            })
            .collect();
        if !unknown.is_empty() {
            let known: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{{{{{name}}}}}")).collect();
            let said = unknown.iter().map(|name| format!("{{{{{name}}}}}"));
            let said: Vec<String> = said.collect();
            fault(
                f,
                format!("{at}/{field}"),
                &format!(
                    "Nothing fills {}. You can use {}.",
                    said.join(", "),
                    known.join(", ")
                ),
            );
        }
    }
}

/// A letter for one person. What is filled in is not looked at again, and a paragraph that is left empty goes.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let filled: String = pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Field(name) => values
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("", |(_, value)| *value),
            Piece::Open => "{{",
        })
        .collect();
    let paragraphs: Vec<&str> = filled
        .split("\n\n")
        .map(|p| p.trim_matches('\n'))
        .filter(|p| !p.trim().is_empty())
        .collect();
    paragraphs.join("\n\n")
}

fn names(text: &str, field: &str) -> bool {
    pieces(text).any(|p| p == Piece::Field(field))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Field(&'a str),
    /// Braces that are opened and not closed.
    Open,
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(at) = rest.find("{{") else {
            return Some(Piece::Text(std::mem::take(&mut rest)));
        };
        if at > 0 {
            let (text, after) = rest.split_at(at);
            rest = after;
            return Some(Piece::Text(text));
        }
        let inside = rest.get(2..).unwrap_or_default();
        match inside.find("}}") {
            Some(end) => {
                let (name, after) = inside.split_at(end);
                rest = after.get(2..).unwrap_or_default();
                Some(Piece::Field(name.trim()))
            }
            None => {
                rest = inside;
                Some(Piece::Open)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_letters_that_ship_can_be_kept() {
        assert_eq!(CallLetters::default().faults("/letters"), []);
    }

    #[test]
    fn a_place_that_nothing_fills_is_refused_and_the_known_ones_are_named() {
        let letters = CallLetters {
            wait: LetterTemplate {
                subject: "Hi {{firstname}}".to_owned(),
                body: "{{link}} {{grade".to_owned(),
            },
            ..CallLetters::default()
        };
        let found = letters.faults("/letters");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].0, "/letters/wait/subject");
        assert!(found[0].1.contains("{{firstname}}") && found[0].1.contains("{{first_name}}"));
        let mut letters = CallLetters::default();
        letters.offer.body = "Welcome! {{link}}".to_owned();
        assert!(letters.faults("")[0].1.contains("{{until}}"));
        letters.offer.subject = "Two\r\nBcc: all@example.org".to_owned();
        assert!(letters.faults("").iter().any(|(at, _)| at == "/offer/subject"));
    }

    #[test]
    fn an_empty_paragraph_goes() {
        let text = "Hello {{ first_name }},\n\n{{feedback}}\n\n{{link}}";
        let values = [
            ("first_name", "Zo\u{eb}"),
            ("feedback", ""),
            ("link", "https://x"),
        ];
        assert_eq!(fill(text, &values), "Hello Zo\u{eb},\n\nhttps://x");
    }

    proptest! {
        #[test]
        fn what_is_filled_in_is_not_looked_at_again(value in "[{}a-z_ ]{1,20}") {
            prop_assume!(!value.trim().is_empty());
            let said = fill("a {{feedback}} b", &[("feedback", &value), ("link", "LINK")]);
            prop_assert_eq!(said, format!("a {value} b"));
        }

        #[test]
        fn text_without_braces_stays(text in "[a-z .,!?]{1,60}") {
            prop_assume!(!text.trim().is_empty());
            prop_assert_eq!(fill(&text, &[]), text);
        }
    }
}
