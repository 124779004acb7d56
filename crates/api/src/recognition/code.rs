//! The code of a certificate: what anybody types who wants to know whether it is real.
//!
//! Twenty letters and digits of Crockford's base 32, which leaves out what is easily mistaken for something else: 100 bits of
//! chance, so nobody finds one by guessing. Kept without dashes, shown in groups of four.

use crate::problem::{Problem, Result};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters and digits in a code.
pub const LENGTH: usize = 20;

/// A new code, as it is kept.
///
/// # Errors
/// When the system has no randomness.
pub fn new() -> Result<String> {
    let mut bytes = [0u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(|e| Problem::internal(&e))?;
    let letter = |b: &u8| LETTERS.get(usize::from(b & 31)).copied().map(char::from);
    Ok(bytes.iter().filter_map(letter).collect())
}

/// Sixteen bytes of chance as hex digits, for an award's badge: without it, its owner's address could be looked up by its hash.
///
/// # Errors
/// When the system has no randomness.
pub fn salt() -> Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|e| Problem::internal(&e))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// As it is shown: in groups of four.
pub fn shown(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|g| g.iter().collect()).collect();
    groups.join("-")
}

/// What somebody typed, as it would be kept; `None` when it can't be a code.
pub fn read(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .take(LENGTH + 1)
        .collect();
    let is_code = code.len() == LENGTH && code.bytes().all(|b| LETTERS.contains(&b));
    is_code.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = new().unwrap();
        assert_eq!(code.len(), LENGTH);
        assert_eq!(shown(&code).len(), LENGTH + 4);
        assert_eq!(read(&shown(&code)), Some(code.clone()));
        assert_eq!(read(&shown(&code).to_lowercase()), Some(code.clone()));
        assert_eq!(
            read("oO0l-Ii11-aaaa-zzzz-9999").as_deref(),
            Some("00011111AAAAZZZZ9999")
        );
        assert_ne!(new().unwrap(), code);
    }

    #[test]
    fn what_is_no_code_is_not_read() {
        for typed in [
            "",
            "1234",
            "UUUU-UUUU-UUUU-UUUU-UUUU",
            "0000-0000-0000-0000-00000",
            "é000-0000-0000-0000-0000",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
