//! Who issues badges, and with which keys: the profile is the controller document of its keys as well.

use super::canonical::{CREDENTIALS_V2, OPEN_BADGES_V3};
use super::{BadgeKey, BadgeKeys, Places, moment};
use serde_json::{Value, json};

const MULTIKEY_V1: &str = "https://w3id.org/security/multikey/v1";

/// The institution, as it wants to be shown.
#[derive(Clone, Debug)]
pub struct Issuer {
    pub name: String,
    /// An absolute address of its pages.
    pub url: Option<String>,
    /// An address of an office, not of a person.
    pub email: Option<String>,
    pub description: Option<String>,
}

impl Issuer {
    /// The `Profile` that stands in every credential.
    pub(super) fn profile(&self, places: &Places) -> Value {
        let mut profile = json!({"id": places.issuer(), "type": ["Profile"], "name": self.name});
        for (term, value) in [
            ("url", &self.url),
            ("email", &self.email),
            ("description", &self.description),
        ] {
            if let Some(value) = value {
                profile[term] = value.as_str().into();
            }
        }
        profile
    }
}

/// The issuer's profile with all its keys. Those that are revoked are listed, but may not assert anything.
pub fn issuer_profile(places: &Places, issuer: &Issuer, keys: &BadgeKeys) -> Value {
    let address = |term: &str| json!({"@id": format!("https://w3id.org/security#{term}"), "@type": "@id", "@container": "@set"});
    let trusted = keys.iter().filter(|k| k.revoked_at.is_none());
    let mut profile = issuer.profile(places);
    profile["@context"] = json!([
        CREDENTIALS_V2,
        OPEN_BADGES_V3,
        MULTIKEY_V1,
        {"verificationMethod": address("verificationMethod"), "assertionMethod": address("assertionMethod")},
    ]);
    profile["verificationMethod"] = keys.iter().map(|k| multikey(places, k)).collect();
    profile["assertionMethod"] = trusted.map(|k| Value::from(places.key(&k.kid))).collect();
    profile
}

/// One key's own document.
pub fn key_document(places: &Places, key: &BadgeKey) -> Value {
    let mut document = multikey(places, key);
    document["@context"] = MULTIKEY_V1.into();
    document
}

/// A retired key has no end: what it signed stays good. A revoked one says since when it counts for nothing.
fn multikey(places: &Places, key: &BadgeKey) -> Value {
    let mut document = json!({
        "id": places.key(&key.kid),
        "type": "Multikey",
        "controller": places.issuer(),
        "publicKeyMultibase": key.public_multibase(),
    });
    if let Some(at) = key.revoked_at {
        document["revoked"] = moment(at).into();
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};

    #[test]
    fn a_revoked_key_is_shown_but_asserts_nothing() {
        let at: DateTime<Utc> = "2026-03-01T09:00:00Z".parse().unwrap();
        let mut gone = BadgeKey::from_secret([1; 32], at).unwrap();
        gone.revoked_at = Some(at);
        let good = BadgeKey::from_secret([2; 32], at).unwrap();
        let places = Places::new("https://cairn.example/");
        let issuer = Issuer {
            name: "Northfield University".into(),
            url: None,
            email: None,
            description: None,
        };
        let profile = issuer_profile(
            &places,
            &issuer,
            &BadgeKeys::new(vec![gone.clone(), good.clone()]),
        );
        assert_eq!(profile["assertionMethod"], json!([places.key(&good.kid)]));
        assert_eq!(profile["verificationMethod"].as_array().unwrap().len(), 2);
        assert_eq!(
            profile["verificationMethod"][0]["revoked"],
            "2026-03-01T09:00:00Z"
        );
        assert!(!profile.to_string().contains("secretKey"));
        assert_eq!(
            key_document(&places, &gone)["id"],
            format!("https://cairn.example/api/v1/badges/keys/{}", gone.kid)
        );
    }
}
