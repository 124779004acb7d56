//! What somebody earned, as an `OpenBadgeCredential`, not signed yet.

use super::canonical::{CREDENTIALS_V2, OPEN_BADGES_V3};
use super::{Issuer, Places, moment, recipient_hash, status_place};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// What an award means. Its text should not change once it was given: a change is a new rule.
#[derive(Clone, Debug)]
pub struct Achievement {
    /// The rule that the award is given under.
    pub id: Uuid,
    pub name: String,
    pub description: String,
    /// What one has to do for it, in Markdown.
    pub criteria: String,
    /// Such as `gold`, where the award has tiers: shown as a tag.
    pub tier: Option<String>,
    /// The absolute address of its picture, SVG or PNG.
    pub image: Option<String>,
}

/// One award that one person was given.
#[derive(Clone, Debug)]
pub struct Earned {
    pub award_id: Uuid,
    pub rule: Achievement,
    /// The recipient's address: only its hash goes into the badge.
    pub email: String,
    /// Of this award alone; see [`super::salt`].
    pub salt: String,
    pub valid_from: DateTime<Utc>,
    /// The award's bit among all status lists, given once and never to another.
    pub status_index: u32,
    /// What they did for it, in Markdown, for everyone to read: no names of others.
    pub evidence: Option<String>,
}

/// The badge of an award, for [`super::sign`] to sign.
pub fn credential(places: &Places, issuer: &Issuer, earned: &Earned) -> Value {
    let mut credential = json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "id": places.credential(earned.award_id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": earned.rule.name,
        "issuer": issuer.profile(places),
        "validFrom": moment(earned.valid_from),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": true,
                "identityHash": recipient_hash(&earned.email, &earned.salt),
                "salt": earned.salt,
            }],
            "achievement": achievement(places, &earned.rule),
        },
        "credentialStatus": status(places, earned.status_index),
    });
    if let Some(narrative) = &earned.evidence {
        credential["evidence"] = json!([{"type": ["Evidence"], "narrative": narrative}]);
    }
    credential
}

/// What an award means, as a document of its own.
pub fn achievement_document(places: &Places, issuer: &Issuer, rule: &Achievement) -> Value {
    let mut document = achievement(places, rule);
    document["@context"] = json!([CREDENTIALS_V2, OPEN_BADGES_V3]);
    document["creator"] = issuer.profile(places);
    document
}

fn achievement(places: &Places, rule: &Achievement) -> Value {
    let mut achievement = json!({
        "id": places.achievement(rule.id),
        "type": ["Achievement"],
        "achievementType": "Award",
        "name": rule.name,
        "description": rule.description,
        "criteria": {"narrative": rule.criteria},
    });
    if let Some(tier) = &rule.tier {
        achievement["tag"] = json!([tier]);
    }
    if let Some(image) = &rule.image {
        achievement["image"] = json!({"id": image, "type": "Image"});
    }
    achievement
}

fn status(places: &Places, index: u32) -> Value {
    let (number, bit) = status_place(index);
    let list = places.status(number);
    json!({
        "id": format!("{list}#{bit}"),
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": bit.to_string(),
        "statusListCredential": list,
    })
}

#[cfg(test)]
mod tests {
    use super::super::canonical::n_quads;
    use super::*;

    fn rule(tier: Option<&str>) -> Achievement {
        Achievement {
            id: Uuid::nil(),
            name: "Peer mentor".into(),
            description: "Mentored for a year".into(),
            criteria: "* 24 hours of contact".into(),
            tier: tier.map(str::to_owned),
            image: None,
        }
    }

    fn issuer() -> Issuer {
        Issuer {
            name: "Northfield University".into(),
            url: Some("https://northfield.example".into()),
            email: None,
            description: None,
        }
    }

    #[test]
    fn an_award_s_own_document_has_a_meaning_in_full() {
        let places = Places::new("https://cairn.example");
        let document = achievement_document(&places, &issuer(), &rule(Some("gold")));
        let quads = n_quads(&document).unwrap();
        assert!(
            quads.contains("<https://schema.org/keywords> \"gold\""),
            "{quads}"
        );
        assert!(
            quads.contains("<https://cairn.example/api/v1/badges/issuer>"),
            "{quads}"
        );
    }

    #[test]
    fn a_badge_names_its_recipient_by_hash_alone_and_its_bit_by_list() {
        let places = Places::new("https://cairn.example");
        let earned = Earned {
            award_id: Uuid::nil(),
            rule: rule(None),
            email: "a@example.com".into(),
            salt: "Kosher".into(),
            valid_from: "2026-03-01T09:00:00.750Z".parse().unwrap(),
            status_index: super::super::STATUS_BITS + 5,
            evidence: None,
        };
        let badge = credential(&places, &issuer(), &earned);
        assert!(!badge.to_string().contains("a@example.com"));
        assert_eq!(badge["validFrom"], "2026-03-01T09:00:00Z");
        assert_eq!(badge["credentialStatus"]["statusListIndex"], "5");
        assert_eq!(
            badge["credentialStatus"]["statusListCredential"],
            places.status(1)
        );
        assert!(badge["credentialSubject"]["achievement"].get("tag").is_none());
        assert!(badge.get("evidence").is_none());
    }
}
