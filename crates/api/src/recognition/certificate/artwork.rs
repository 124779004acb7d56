//! Pictures an institution brings: a crest, a signature.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::error::Fault;

/// Largest picture taken, in bytes.
const LARGEST: usize = 350_000;
/// Largest side of a picture made of pixels: a small file must not unfold into gigabytes.
const LONGEST_SIDE: usize = 4_000;
/// Most copies of its own parts that a drawing may hold.
const MOST_COPIES: usize = 20;
const LONGEST_DESCRIPTION: usize = 250;

/// A picture with the words that stand for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artwork {
    /// `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: String,
    /// The file; base64 in JSON.
    #[serde(serialize_with = "write_base64", deserialize_with = "read_base64")]
    pub bytes: Vec<u8>,
    /// What the picture shows, for people who listen to the page.
    pub description: String,
}

/// The fields' names in faults.
pub(super) struct Fields {
    pub(super) file: &'static str,
    pub(super) description: &'static str,
    pub(super) noun: &'static str,
}

impl Artwork {
    /// The file's ending, which tells the typesetter how to read it; `None` for a type not taken.
    pub(super) fn extension(&self) -> Option<&'static str> {
        match self.media_type.as_str() {
            "image/png" => Some("png"),
            "image/jpeg" => Some("jpg"),
            "image/svg+xml" => Some("svg"),
            _ => None,
        }
    }

    pub(super) fn check(&self, fields: &Fields, faults: &mut Vec<Fault>) {
        if let Some(message) = self.file_fault(fields.noun) {
            faults.push(Fault::new(fields.file, message));
        }
        let length = self.description.trim().chars().count();
        if length == 0 {
            let message = format!("Say what the {} shows, for people who can't see it.", fields.noun);
            faults.push(Fault::new(fields.description, message));
        } else if length > LONGEST_DESCRIPTION {
            let message = format!(
                "Describe the {} in at most {LONGEST_DESCRIPTION} characters; this has {length}.",
                fields.noun
            );
            faults.push(Fault::new(fields.description, message));
        }
    }

    fn file_fault(&self, noun: &str) -> Option<String> {
        if self.bytes.len() > LARGEST {
            return Some(format!("The {noun} is larger than 350 kB. Save a smaller one."));
        }
        let fits = match self.extension() {
            Some("png") => self.bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Some("jpg") => self.bytes.starts_with(b"\xff\xd8\xff"),
            Some(_) if !is_svg(&self.bytes) => return Some(wrong_type(noun)),
            Some(_) if copies(&self.bytes) > MOST_COPIES => {
                return Some(format!(
                    "The {noun} is made of many copies of its parts. Save it as plain shapes."
                ));
            }
            Some(_) => return None,
            None => false,
        };
        if !fits {
            return Some(wrong_type(noun));
        }
        match imagesize::blob_size(&self.bytes) {
            Ok(size) if size.width.max(size.height) > LONGEST_SIDE => Some(format!(
                "The {noun} has a side of more than {LONGEST_SIDE} pixels. Save a smaller one."
            )),
            Ok(size) if size.width > 0 && size.height > 0 => None,
            _ => Some(wrong_type(noun)),
        }
    }
}

fn wrong_type(noun: &str) -> String {
    format!("The {noun} must be a PNG, JPEG or SVG picture, and its type must say which.")
}

/// Text whose first element is `<svg`. A document type declaration is not taken: nobody draws with it,
/// and it can define entities that unfold.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    if text.contains("<!ENTITY") {
        return false;
    }
    let element = text
        .split('<')
        .skip(1)
        .find(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    element.is_some_and(|rest| {
        rest.strip_prefix("svg")
            .is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n', '>', '/']))
    })
}

/// How often a drawing asks for a part of itself again. Copies of copies grow with every level, in a file of no size.
fn copies(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|w| *w == b"<use").count()
}

fn write_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

fn read_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD
        .decode(text.trim())
        .map_err(|_| D::Error::custom("the picture is not valid base64"))
}
