//! What makes a password good enough: long, not the person's own name or address, and not one that everybody tries first.
//!
//! No rules about symbols or capitals: length beats them (NCSC, NIST SP 800-63B).

use super::wire::{PASSWORD_MAX, PASSWORD_MIN};

/// Long enough to pass, and still among the first that a guesser tries.
const COMMON: &[&str] = &[
    "0123456789",
    "0987654321",
    "1111111111",
    "1122334455",
    "123123123123",
    "1234512345",
    "1234567890",
    "12345678910",
    "123456789012",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "9876543210",
    "abcdefghij",
    "administrator",
    "asdfghjkl;",
    "changeme123",
    "football123",
    "iloveyou123",
    "letmein123",
    "liverpool1",
    "manchester",
    "password01",
    "password12",
    "password123",
    "password1234",
    "passwordpassword",
    "princess123",
    "q1w2e3r4t5",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "sunshine123",
    "university",
    "university1",
    "welcome123",
    "welcome1234",
    "zxcvbnm123",
];

/// What to tell somebody whose password won't do, or `None` when it will.
///
/// `email` and `names` are those of the person; leave them empty where they aren't known.
pub fn fault(password: &str, email: &str, names: &[&str]) -> Option<&'static str> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Some(
            "Use at least 10 characters. A few words that only you would put together are easy to remember.",
        );
    }
    if length > PASSWORD_MAX {
        return Some("Use at most 200 characters.");
    }
    let plain = letters(password);
    let local = email.split('@').next().unwrap_or_default();
    let joined = names.concat();
    let turned: String = names.iter().rev().copied().collect();
    let own = [email, local, &joined, &turned];
    if own
        .iter()
        .chain(names)
        .map(|word| letters(word))
        .any(|word| !word.is_empty() && word == plain)
    {
        return Some("Your own name or address is the first thing somebody would try. Use other words.");
    }
    let lower = password.to_lowercase();
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 3 || COMMON.contains(&lower.as_str()) {
        return Some(
            "Many people use this one, so it is easily guessed. Use words that only you would put together.",
        );
    }
    None
}

/// Only its letters and digits, in lower case: what is left when somebody adds dots and spaces.
fn letters(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_addresses_and_common_words_are_refused() {
        let refused = |p| fault(p, "ada.lovelace@example.org", &["Ada", "Lovelace"]).is_some();
        assert!(refused("ada.lovelace@example.org"));
        assert!(refused("Ada Lovelace"));
        assert!(refused("Lovelace-Ada"));
        assert!(refused("Password123"));
        assert!(refused("aaaaaaaaaaaa"));
        assert!(refused("short"));
        assert!(!refused("three purple kettles"));
        assert!(!refused("Ada likes difference engines"));
    }

    proptest! {
        #[test]
        fn length_is_counted_in_characters(n in 0usize..300) {
            let password: String = "äbçdéfg".chars().cycle().take(n).collect();
            prop_assert_eq!(fault(&password, "", &[]).is_none(), (PASSWORD_MIN..=PASSWORD_MAX).contains(&n));
        }
    }
}
