//! Who earned a badge, without saying it: a salted hash of their email address (`IdentityHash` of Open Badges 3.0).
//!
//! It lets someone who knows the address check it. It is no secret: who can guess the address can check the guess.

use sha2::{Digest as _, Sha256};

/// A salt from 16 random bytes: 32 hex digits. A new one for each award, so that two badges don't show one person.
pub fn salt(random: [u8; 16]) -> String {
    hex(&random)
}

/// `sha256$` and the hex SHA-256 of the lower-case address followed by the salt.
pub fn recipient_hash(email: &str, salt: &str) -> String {
    let address = email.trim().to_lowercase();
    format!(
        "sha256${}",
        hex(&Sha256::digest(format!("{address}{salt}").as_bytes()))
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's `IdentityHash`.
    #[test]
    fn the_specification_s_example_comes_out() {
        let expected = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";
        assert_eq!(recipient_hash("a@example.com", "Kosher"), expected);
        assert_eq!(recipient_hash(" A@Example.com ", "Kosher"), expected);
        assert_ne!(recipient_hash("b@example.com", "Kosher"), expected);
    }

    #[test]
    fn a_salt_is_its_bytes_in_hex() {
        assert_eq!(salt([0xab; 16]), "ab".repeat(16));
    }
}
