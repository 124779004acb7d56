//! Data Integrity proofs of the suite `eddsa-rdfc-2022` (W3C Recommendation "Data Integrity EdDSA Cryptosuites v1.0").

use super::canonical::digest;
use super::{BadgeError, BadgeKey, Places, moment};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// Adds a proof to a document by a key that lives at its place.
///
/// # Errors
/// When the key is revoked, or the document has a proof already or isn't JSON-LD of known contexts.
pub fn sign(
    document: Value,
    key: &BadgeKey,
    places: &Places,
    now: DateTime<Utc>,
) -> Result<Value, BadgeError> {
    sign_as(document, key, &places.key(&key.kid), &moment(now))
}

fn sign_as(mut document: Value, key: &BadgeKey, method: &str, created: &str) -> Result<Value, BadgeError> {
    let mut proof = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    });
    let signature = key.sign(&signed_bytes(&document, &proof)?)?;
    proof["proofValue"] = format!("z{}", bs58::encode(signature).into_string()).into();
    document["proof"] = proof;
    Ok(document)
}

/// What is signed: the digest of the proof's own words, then that of the document, 64 bytes.
fn signed_bytes(document: &Value, proof: &Value) -> Result<[u8; 64], BadgeError> {
    let members = document.as_object().ok_or(BadgeError::NotSignable)?;
    if members.contains_key("proof") {
        return Err(BadgeError::NotSignable);
    }
    let mut options = proof.clone();
    options["@context"] = members.get("@context").cloned().unwrap_or_default();
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&digest(&options)?);
    bytes[32..].copy_from_slice(&digest(document)?);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::canonical::{CREDENTIALS_V2, tests::EXAMPLES_V2};
    use super::*;

    fn key() -> BadgeKey {
        BadgeKey::from_secret([3; 32], "2026-01-01T00:00:00Z".parse().unwrap()).unwrap()
    }

    /// The secret key of the Recommendation's test vectors: multicodec 0x1300 as a varint, then 32 bytes.
    fn vector_key() -> BadgeKey {
        let bytes = bs58::decode("3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
            .into_vec()
            .unwrap();
        let secret = bytes[2..].try_into().unwrap();
        BadgeKey::from_secret(secret, "2023-01-01T00:00:00Z".parse().unwrap()).unwrap()
    }

    fn vector_document() -> Value {
        json!({
            "@context": [CREDENTIALS_V2, EXAMPLES_V2],
            "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
            "type": ["VerifiableCredential", "AlumniCredential"],
            "name": "Alumni Credential",
            "description": "A minimum viable example of an Alumni Credential.",
            "issuer": "https://vc.example/issuers/5678",
            "validFrom": "2023-01-01T00:00:00Z",
            "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
        })
    }

    /// Section B.1 of the Recommendation: representation, hashes and signature of the example credential.
    #[test]
    fn the_recommendation_s_test_vector_comes_out_to_the_letter() {
        let public = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        assert_eq!(vector_key().public_multibase(), public);
        let digest: String = digest(&vector_document())
            .unwrap()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert_eq!(
            digest,
            "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
        );
        let method = format!("did:key:{public}#{public}");
        let signed = sign_as(vector_document(), &vector_key(), &method, "2023-02-24T23:36:38Z").unwrap();
        assert_eq!(
            signed["proof"]["proofValue"],
            "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
        );
    }

    #[test]
    fn a_revoked_key_is_refused() {
        let mut key = key();
        key.revoked_at = Some(key.made_at);
        let places = Places::new("https://cairn.example");
        let refused = sign(vector_document(), &key, &places, key.made_at);
        assert!(matches!(refused, Err(BadgeError::KeyRevoked { .. })));
    }

    #[test]
    fn what_is_signed_already_is_not_signed_again() {
        let places = Places::new("https://cairn.example");
        let once = sign(vector_document(), &key(), &places, key().made_at).unwrap();
        assert!(matches!(
            sign(once, &key(), &places, key().made_at),
            Err(BadgeError::NotSignable)
        ));
        assert!(matches!(
            sign(json!([]), &key(), &places, key().made_at),
            Err(BadgeError::NotSignable)
        ));
    }
}
