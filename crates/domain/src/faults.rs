//! Faults in what somebody sends, gathered as JSON pointer and sentence. What several rooms check is said here once.

use crate::text::is_line;

pub type Faults = Vec<(String, String)>;

pub fn fault(f: &mut Faults, at: impl Into<String>, sentence: &str) {
    f.push((at.into(), sentence.to_owned()));
}

/// A line of 1 to `most` characters.
pub fn line(f: &mut Faults, at: &str, text: &str, most: usize) {
    if text.trim().is_empty() || text.chars().count() > most || !is_line(text) {
        fault(f, at, &format!("Write 1 to {most} characters, in one line."));
    }
}

/// A text of 1 to `most` characters.
pub fn prose(f: &mut Faults, at: &str, text: &str, most: usize) {
    if text.trim().is_empty() || text.chars().count() > most {
        fault(f, at, &format!("Write 1 to {most} characters."));
    }
}
