//! Draws that depend on the person and the purpose only, never on the order of rows: a row added changes no other row.

/// A number for this person and purpose (FNV-1a, then the finaliser of SplitMix64).
pub fn draw(student: &str, purpose: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in student.bytes().chain([0]).chain(purpose.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

pub fn below(student: &str, purpose: &str, bound: usize) -> usize {
    usize::try_from(draw(student, purpose) % bound as u64).unwrap_or(0)
}

pub fn one_of<'a>(student: &str, purpose: &str, choices: &[&'a str]) -> &'a str {
    choices[below(student, purpose, choices.len())]
}

/// True for about `percent` in a hundred people.
pub fn happens(student: &str, purpose: &str, percent: usize) -> bool {
    below(student, purpose, 100) < percent
}
