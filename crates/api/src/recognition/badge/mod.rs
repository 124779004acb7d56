//! Open Badges 3.0: an award as a signed credential that others can check without asking us.
//!
//! A badge is a Verifiable Credential (VC Data Model 2.0) with a Data Integrity proof of the suite
//! `eddsa-rdfc-2022`: JSON-LD to RDF, RDFC-1.0, SHA-256, Ed25519. `credential` says what was earned, `proof` signs it,
//! `status` says what was taken back, `issuer` says who we are and with which keys; every address comes from `places`.
//! Nothing here reads the database, the network or the clock.

mod canonical;
mod credential;
mod error;
mod image;
mod issuer;
mod keys;
mod places;
mod proof;
mod recipient;
mod status;
pub mod store;

pub use credential::{Achievement, Earned, achievement_document, credential};
pub use error::BadgeError;
pub use image::{badge_image, bake};
pub use issuer::{Issuer, issuer_profile, key_document};
pub use keys::{BadgeKey, BadgeKeys};
pub use places::Places;
pub use proof::sign;
pub use recipient::{recipient_hash, salt};
pub use status::{STATUS_BITS, status_list, status_place};

use chrono::{DateTime, SecondsFormat, Utc};

/// A moment as credentials write it: UTC, whole seconds, `Z`.
fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
