//! What can go wrong when a badge is made. None of it is the recipient's doing.

use std::fmt;

#[derive(Debug)]
pub enum BadgeError {
    /// Every key is revoked, or there is none.
    NoKey,
    /// The key asked to sign has been revoked.
    KeyRevoked { kid: String },
    /// Not a PKCS #8 file of an Ed25519 key.
    NotAKey,
    /// What was to be signed is no JSON object, or carries a proof already.
    NotSignable,
    /// The document is no JSON-LD that we have the contexts of.
    NotLinkedData(String),
    /// The status list could not be packed.
    Packing(std::io::Error),
}

impl fmt::Display for BadgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey => f.write_str("no badge key that may sign"),
            Self::KeyRevoked { kid } => write!(f, "badge key {kid} is revoked and signs nothing"),
            Self::NotAKey => f.write_str("not a PKCS #8 PEM file of an Ed25519 key"),
            Self::NotSignable => f.write_str("only a JSON object without a proof can be signed"),
            Self::NotLinkedData(why) => write!(f, "not JSON-LD of known contexts: {why}"),
            Self::Packing(e) => write!(f, "the status list could not be packed: {e}"),
        }
    }
}

impl std::error::Error for BadgeError {}
