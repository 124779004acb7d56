//! What can go wrong, said so that the person who can mend it knows how.

use serde::Serialize;
use thiserror::Error;

/// One thing to mend in a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The template's field, as it is named in JSON; `crest.description` for a field of an artwork.
    pub field: &'static str,
    /// What to do, in plain English.
    pub message: String,
}

impl Fault {
    pub(super) fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self {
            field,
            message: message.into(),
        }
    }
}

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PrintError {
    /// The template is not complete; the list is never empty.
    #[error("The template is not ready: {}", sentences(.0))]
    Template(Vec<Fault>),
    /// A text that this document can't do without is empty.
    #[error("The {0} is missing. Fill it in, or take it out of the wording.")]
    Missing(&'static str),
    /// No font here has these letters. Each is given once, in the order of the text.
    #[error("These characters can't be printed here: {}. Write them another way, or ask for a font that has them.", listed(.0))]
    Characters(Vec<char>),
    /// The texts don't fit on one page even in the smallest readable size.
    #[error("The text is too long for one page. Shorten the wording, the title or the name.")]
    TooLong,
    /// A picture of the template has the right type but can't be drawn.
    #[error("The {0} can't be drawn. Save the picture again as PNG or SVG and upload it once more.")]
    Artwork(&'static str),
    /// The address to check the certificate is not a web address, or is too long for a QR code.
    #[error(
        "The address to check this certificate must start with https:// and be shorter than 500 characters."
    )]
    Address,
    /// A fault of ours: the typesetter or a PDF standard objected. The text is for the log.
    #[error("The document could not be made.")]
    Typeset(String),
}

fn sentences(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(|fault| fault.message.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Characters as a person can find them: those that show, shown, and the code of each.
fn listed(characters: &[char]) -> String {
    let one = |c: &char| match c.is_control() || super::letters::is_unseen(*c) {
        true => format!("U+{:04X}", u32::from(*c)),
        false => format!("{c} (U+{:04X})", u32::from(*c)),
    };
    characters.iter().map(one).collect::<Vec<_>>().join(", ")
}
