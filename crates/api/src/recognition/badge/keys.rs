//! Badge keys: Ed25519. The newest that is not revoked signs; a retired one still verifies what it signed.
//!
//! Retired means a newer key signs now. Revoked means it may be in other hands: nothing signed by it counts any more,
//! whenever it says it was signed, as whoever has the key can write any date.

use super::BadgeError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// What comes before the 32 secret bytes in a PKCS #8 file of an Ed25519 key (RFC 8410).
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];
/// Says "an Ed25519 public key" before the key's bytes in a Multikey (the multicodec 0xed as a varint).
const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];

/// One key. Its secret shows in no debug output and has no serialised form but [`BadgeKey::to_pem`].
#[derive(Clone)]
pub struct BadgeKey {
    /// 16 hex digits: the first 8 bytes of the SHA-256 of the public key.
    pub kid: String,
    pub made_at: DateTime<Utc>,
    /// When a newer key took over.
    pub retired_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    secret: [u8; 32],
    public: Vec<u8>,
}

impl fmt::Debug for BadgeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BadgeKey")
            .field("kid", &self.kid)
            .field("made_at", &self.made_at)
            .field("retired_at", &self.retired_at)
            .field("revoked_at", &self.revoked_at)
            .finish_non_exhaustive()
    }
}

impl BadgeKey {
    /// A key from 32 random bytes.
    ///
    /// # Errors
    /// When they make no key, which doesn't happen with Ed25519.
    pub fn from_secret(secret: [u8; 32], made_at: DateTime<Utc>) -> Result<Self, BadgeError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&secret).map_err(|_| BadgeError::NotAKey)?;
        let public = pair.public_key().as_ref().to_vec();
        let digest = Sha256::digest(&public);
        Ok(Self {
            kid: digest.iter().take(8).map(|b| format!("{b:02x}")).collect(),
            made_at,
            retired_at: None,
            revoked_at: None,
            secret,
            public,
        })
    }

    /// A key from a PKCS #8 PEM file, as `cairn` and `openssl genpkey -algorithm ed25519` write it.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn from_pem(pem: &str, made_at: DateTime<Utc>) -> Result<Self, BadgeError> {
        let body: String = pem
            .lines()
            .map(str::trim)
            .filter(|l| !l.starts_with("-----"))
            .collect();
        let der = STANDARD.decode(body).map_err(|_| BadgeError::NotAKey)?;
        let secret = der
            .strip_prefix(&PKCS8_HEAD[..])
            .and_then(|seed| seed.try_into().ok())
            .ok_or(BadgeError::NotAKey)?;
        Self::from_secret(secret, made_at)
    }

    /// The key as a PKCS #8 PEM file. It holds the secret.
    pub fn to_pem(&self) -> String {
        let body = STANDARD.encode([&PKCS8_HEAD[..], &self.secret[..]].concat());
        format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
    }

    /// The public key as a Multikey has it: `z6Mk…`.
    pub fn public_multibase(&self) -> String {
        let bytes = [&ED25519_PUBLIC[..], &self.public].concat();
        format!("z{}", bs58::encode(bytes).into_string())
    }

    /// Signs bytes: 64 bytes of signature.
    ///
    /// # Errors
    /// When the key is revoked.
    pub(super) fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, BadgeError> {
        if self.revoked_at.is_some() {
            return Err(BadgeError::KeyRevoked {
                kid: self.kid.clone(),
            });
        }
        let pair = Ed25519KeyPair::from_seed_unchecked(&self.secret).map_err(|_| BadgeError::NotAKey)?;
        Ok(pair.sign(bytes).as_ref().to_vec())
    }
}

/// All keys of an installation, oldest first.
#[derive(Clone, Debug, Default)]
pub struct BadgeKeys(Vec<BadgeKey>);

impl BadgeKeys {
    /// Puts the keys in order, those of one moment as they come; each is retired from when the next was made.
    pub fn new(mut keys: Vec<BadgeKey>) -> Self {
        keys.sort_by_key(|k| k.made_at);
        let takeovers: Vec<_> = keys.iter().skip(1).map(|k| k.made_at).collect();
        for (key, taken_over) in keys.iter_mut().zip(takeovers) {
            key.retired_at = Some(taken_over);
        }
        Self(keys)
    }

    /// The key that signs: the newest that is not revoked.
    ///
    /// # Errors
    /// When there is none.
    pub fn current(&self) -> Result<&BadgeKey, BadgeError> {
        self.0
            .iter()
            .rev()
            .find(|k| k.revoked_at.is_none())
            .ok_or(BadgeError::NoKey)
    }

    pub fn find(&self, kid: &str) -> Option<&BadgeKey> {
        self.0.iter().find(|k| k.kid == kid)
    }

    pub fn iter(&self) -> impl Iterator<Item = &BadgeKey> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32) -> DateTime<Utc> {
        format!("2026-03-{day:02}T09:00:00Z").parse().unwrap()
    }

    #[test]
    fn the_newest_key_that_is_not_revoked_signs() {
        let old = BadgeKey::from_secret([1; 32], at(1)).unwrap();
        let mut new = BadgeKey::from_secret([2; 32], at(2)).unwrap();
        let keys = BadgeKeys::new(vec![new.clone(), old.clone()]);
        assert_eq!(keys.current().unwrap().kid, new.kid);
        assert_eq!(keys.find(&old.kid).unwrap().retired_at, Some(at(2)));
        new.revoked_at = Some(at(3));
        assert_eq!(
            BadgeKeys::new(vec![old.clone(), new.clone()])
                .current()
                .unwrap()
                .kid,
            old.kid
        );
        assert!(matches!(
            BadgeKeys::new(vec![new]).current(),
            Err(BadgeError::NoKey)
        ));
    }

    #[test]
    fn a_revoked_key_signs_nothing() {
        let mut key = BadgeKey::from_secret([1; 32], at(1)).unwrap();
        assert_eq!(key.sign(b"a").unwrap().len(), 64);
        key.revoked_at = Some(at(2));
        assert!(matches!(key.sign(b"a"), Err(BadgeError::KeyRevoked { .. })));
    }

    #[test]
    fn a_key_comes_back_from_its_file_and_shows_no_secret() {
        let key = BadgeKey::from_secret([7; 32], at(1)).unwrap();
        let again = BadgeKey::from_pem(&key.to_pem(), at(1)).unwrap();
        assert_eq!((&again.kid, again.secret), (&key.kid, key.secret));
        assert!(!format!("{key:?}").contains("secret") && !format!("{key:?}").contains("7, 7"));
        assert!(matches!(
            BadgeKey::from_pem("-----BEGIN X-----\nAAAA\n", at(1)),
            Err(BadgeError::NotAKey)
        ));
    }
}
