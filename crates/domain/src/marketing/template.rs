//! Templates of messages: a fixed list of placeholders, values that are never read again, and headers that stay one line.

use super::audience::MessageKind;
use super::header::{is_header_line, one_line};
use crate::cohorts::vocabulary::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What a template can stand a word in for.
    Placeholder {
        FirstName = "first_name", "First name of the person";
        Scheme = "scheme", "Name of the scheme";
        Institution = "institution", "Name of the university";
        Programme = "programme", "Programme of the person";
        Mentor = "mentor", "First name of their mentor";
        Supervisor = "supervisor", "Whom to ask";
        FirstDay = "first_day", "First day of teaching";
        Deadline = "deadline", "Last day to answer";
        Link = "link", "The link that the message is about";
        ContactEmail = "contact_email", "Email address of the mentoring team";
    }
}

/// Where a text goes, which decides how values are made safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The text part of an email.
    Plain,
    /// A subject or another line of a header.
    Line,
    /// HTML, where a value is text and no markup.
    Html,
    /// Markdown that is made into HTML afterwards.
    Markdown,
}

/// Longest subject, in characters: what a reader of mail shows, and far below the 998 octets of RFC 5322.
pub const SUBJECT_CHARS: usize = 150;

impl Placeholder {
    /// As it is written in a template.
    pub fn written(self) -> String {
        format!("{{{{{}}}}}", self.as_str())
    }

    /// What stands there for a person of whom it is not known; without one, the message can't go out.
    pub const fn fallback(self) -> Option<&'static str> {
        match self {
            Self::FirstName => Some("there"),
            Self::Programme => Some("your programme"),
            Self::Mentor => Some("your mentor"),
            Self::Supervisor => Some("the mentoring team"),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(Placeholder),
}

/// A text that has been read and has no fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

/// What is filled in for one person.
pub type Values = BTreeMap<Placeholder, String>;

impl Template {
    /// Reads a text.
    ///
    /// # Errors
    /// A sentence for each thing in double braces that nothing stands for, with the list of what there is.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let (mut pieces, mut faults) = (vec![], vec![]);
        let mut rest = text;
        while let Some(at) = rest.find("{{") {
            let (before, from) = rest.split_at(at);
            push_text(&mut pieces, &mut faults, before);
            let inner = &from[2..];
            let Some((word, after)) = inner.split_once("}}") else {
                faults
                    .push("A pair of braces is not closed. Write placeholders as {{first_name}}.".to_owned());
                rest = "";
                break;
            };
            match word.parse() {
                Ok(placeholder) => pieces.push(Piece::Value(placeholder)),
                Err(_) => faults.push(unknown(word)),
            }
            rest = after;
        }
        push_text(&mut pieces, &mut faults, rest);
        faults.dedup();
        if faults.is_empty() {
            Ok(Self(pieces))
        } else {
            Err(faults)
        }
    }

    /// Reads a subject: one line with words in it, without control characters.
    ///
    /// # Errors
    /// A sentence for each fault.
    pub fn parse_subject(text: &str) -> Result<Self, Vec<String>> {
        let mut faults = vec![];
        if text.trim().is_empty() {
            faults.push("Write a subject.".to_owned());
        }
        if !is_header_line(text) {
            faults.push(
                "A subject is one line, without line breaks and characters that can't be seen.".to_owned(),
            );
        }
        let chars = text.chars().count();
        if chars > SUBJECT_CHARS {
            faults.push(format!(
                "This subject has {chars} characters; the most is {SUBJECT_CHARS}."
            ));
        }
        match Self::parse(text) {
            Ok(template) if faults.is_empty() => Ok(template),
            Ok(_) => Err(faults),
            Err(more) => Err(faults.into_iter().chain(more).collect()),
        }
    }

    /// The placeholders in it, each once.
    pub fn placeholders(&self) -> Vec<Placeholder> {
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter_map(|p| match p {
                Piece::Value(placeholder) => Some(*placeholder),
                Piece::Text(_) => None,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The text for one person. Values are made safe for where they go and are never read as a template, as HTML or as Markdown again.
    ///
    /// # Errors
    /// The placeholders that have no value here and nothing to say instead.
    pub fn render(&self, values: &Values, target: Target) -> Result<String, Vec<Placeholder>> {
        let (mut text, mut missing) = (String::new(), vec![]);
        for piece in &self.0 {
            match piece {
                Piece::Text(written) => text.push_str(written),
                Piece::Value(placeholder) => {
                    let known = values
                        .get(placeholder)
                        .map(|v| one_line(v))
                        .filter(|v| !v.is_empty());
                    match known.or_else(|| placeholder.fallback().map(str::to_owned)) {
                        Some(value) => text.push_str(&safe(&value, target)),
                        None if missing.contains(placeholder) => {}
                        None => missing.push(*placeholder),
                    }
                }
            }
        }
        match target {
            _ if !missing.is_empty() => Err(missing),
            Target::Line => Ok(one_line(&text)),
            _ => Ok(text),
        }
    }
}

fn push_text(pieces: &mut Vec<Piece>, faults: &mut Vec<String>, text: &str) {
    if text.contains("}}") {
        faults.push("A pair of braces was never opened. Write placeholders as {{first_name}}.".to_owned());
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

fn unknown(word: &str) -> String {
    if let Ok(meant) = word.trim().parse::<Placeholder>() {
        return format!("Write {} without spaces in the braces.", meant.written());
    }
    let shown: String = one_line(word).chars().take(40).collect();
    let known: Vec<_> = Placeholder::ALL.iter().map(|p| p.written()).collect();
    format!(
        "Nothing stands for {{{{{shown}}}}}. You can use {}.",
        known.join(", ")
    )
}

fn safe(value: &str, target: Target) -> String {
    match target {
        Target::Plain | Target::Line => value.to_owned(),
        Target::Html => value.chars().fold(String::new(), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                _ => out.push(c),
            }
            out
        }),
        // CommonMark: a backslash takes its meaning from any ASCII punctuation.
        Target::Markdown => value.chars().fold(String::new(), |mut out, c| {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
            out
        }),
    }
}

/// Whether a message must say how to stop messages like it (PECR, regulation 23). The system adds it, so no template has to.
pub const fn needs_way_out(kind: MessageKind) -> bool {
    kind.is_marketing()
}

/// The closing line that the system puts under a message of this kind, if there is one.
pub fn way_out(kind: MessageKind, scheme: &str, address: &str) -> Option<String> {
    needs_way_out(kind).then(|| {
        format!(
            "You get this because you have a place or an offer, or asked about {}. Stop messages like this: {address}",
            one_line(scheme)
        )
    })
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
