//! What an institution decides about its certificates.

use serde::{Deserialize, Serialize};

use super::{
    artwork::{Artwork, Fields},
    colour::{Colour, READABLE},
    error::Fault,
    wording::{self, Piece, Placeholder},
};

const CREST: Fields = Fields {
    file: "crest",
    description: "crest.description",
    noun: "crest",
};
const SIGNATURE: Fields = Fields {
    file: "signature",
    description: "signature.description",
    noun: "signature",
};
const MOST_PARAGRAPHS: usize = 8;

/// The look and the words of a certificate, A4 landscape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Full name of the institution.
    pub institution: String,
    /// The heading, such as "Certificate of Mentoring".
    pub title: String,
    /// Plain paragraphs below the name; may hold [`Placeholder`]s in braces.
    pub wording: String,
    pub signatory_name: String,
    pub signatory_role: String,
    /// Title and frame, `#rrggbb`.
    pub colour: String,
    /// Rule and tier, `#rrggbb`.
    pub accent: String,
    #[serde(default)]
    pub crest: Option<Artwork>,
    /// A picture of the signatory's signature; without it there is room for a pen.
    #[serde(default)]
    pub signature: Option<Artwork>,
}

impl Template {
    /// A complete template to start from, in the product's own colours.
    #[must_use]
    pub fn starter(institution: &str) -> Self {
        Self {
            institution: institution.to_owned(),
            title: "Certificate of Mentoring".into(),
            wording: "has supported fellow students in {scheme} in {academic_year} \
                      and has earned the {award}."
                .into(),
            signatory_name: "Name of the signatory".into(),
            signatory_role: "Role of the signatory".into(),
            colour: "#005b6b".into(),
            accent: "#8a5a00".into(),
            crest: None,
            signature: None,
        }
    }

    /// Everything there is to mend, so that one visit is enough.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        text(
            "institution",
            "name of the institution",
            &self.institution,
            150,
            &mut faults,
        );
        text("title", "title", &self.title, 100, &mut faults);
        self.check_wording(&mut faults);
        text(
            "signatory_name",
            "name of the signatory",
            &self.signatory_name,
            120,
            &mut faults,
        );
        text(
            "signatory_role",
            "role of the signatory",
            &self.signatory_role,
            160,
            &mut faults,
        );
        colour("colour", "main colour", &self.colour, &mut faults);
        colour("accent", "second colour", &self.accent, &mut faults);
        if let Some(crest) = &self.crest {
            crest.check(&CREST, &mut faults);
        }
        if let Some(signature) = &self.signature {
            signature.check(&SIGNATURE, &mut faults);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Whether the wording names this.
    pub(super) fn names(&self, placeholder: Placeholder) -> bool {
        wording::parse(&self.wording).is_ok_and(|paragraphs| {
            paragraphs
                .iter()
                .flatten()
                .any(|p| *p == Piece::Field(placeholder))
        })
    }

    fn check_wording(&self, faults: &mut Vec<Fault>) {
        text("wording", "wording", &self.wording, 1_200, faults);
        match wording::parse(&self.wording) {
            Err(message) => faults.push(Fault::new("wording", message)),
            Ok(paragraphs) if paragraphs.len() > MOST_PARAGRAPHS => {
                let message = format!("Use at most {MOST_PARAGRAPHS} paragraphs in the wording.");
                faults.push(Fault::new("wording", message));
            }
            Ok(_) => {}
        }
    }
}

fn text(field: &'static str, noun: &str, value: &str, most: usize, faults: &mut Vec<Fault>) {
    let length = value.trim().chars().count();
    if length == 0 {
        faults.push(Fault::new(field, format!("Fill in the {noun}.")));
    } else if length > most {
        let message = format!("Shorten the {noun} to {most} characters; it has {length}.");
        faults.push(Fault::new(field, message));
    }
}

fn colour(field: &'static str, noun: &str, value: &str, faults: &mut Vec<Fault>) {
    match Colour::parse(value) {
        None => {
            let message = format!("Write the {noun} as # and six digits, such as #005b6b.");
            faults.push(Fault::new(field, message));
        }
        Some(colour) if colour.contrast_with_white() < READABLE => {
            let message = format!("The {noun} is too pale to read on white paper. Choose a darker one.");
            faults.push(Fault::new(field, message));
        }
        Some(_) => {}
    }
}
