//! Secrets that are shown once and kept only as a hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// A new secret of 256 random bits, and the hash to keep.
pub fn make() -> (String, String) {
    let mut bytes = [0u8; 32];
    if getrandom::fill(&mut bytes).is_err() {
        // Two version 4 UUIDs draw from the same source; without any there is no safe way on.
        bytes[..16].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
        bytes[16..].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
    }
    let secret = URL_SAFE_NO_PAD.encode(bytes);
    let hash = hash(&secret);
    (secret, hash)
}

/// What is kept of a secret: it has 256 bits, so a plain SHA-256 is enough.
pub fn hash(secret: &str) -> String {
    let hex = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    Sha256::digest(secret.as_bytes())
        .iter()
        .flat_map(|b| [hex(b >> 4), hex(b & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_sha_256_in_hexadecimal() {
        assert_eq!(
            hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
