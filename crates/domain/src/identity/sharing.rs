//! What one member of a mentor group may see of another: what that person shares, and nothing else.

use super::Visibility;

/// Who is looking at somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Themself,
    /// A mentor looking at a mentee of theirs, or the other way round.
    AcrossTheGroup,
    /// Another mentee, or another mentor, of the same group.
    BesideThem,
}

impl Visibility {
    /// Whether something shared this far is shown to the reader. Who isn't in the group is no reader at all.
    pub const fn shows_to(self, reader: Reader) -> bool {
        match (self, reader) {
            (_, Reader::Themself) | (Self::Group, _) | (Self::Mentor, Reader::AcrossTheGroup) => true,
            (Self::Mentor, Reader::BesideThem) | (Self::Nobody, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const READERS: [Reader; 3] = [Reader::Themself, Reader::AcrossTheGroup, Reader::BesideThem];

    proptest! {
        #[test]
        fn what_is_shared_with_nobody_is_seen_by_nobody_else(reader in 0usize..3) {
            let shown = Visibility::Nobody.shows_to(READERS[reader]);
            prop_assert_eq!(shown, READERS[reader] == Reader::Themself);
        }

        #[test]
        fn nobody_sees_more_than_somebody_closer(shared in 0..Visibility::ALL.len()) {
            let seen = READERS.map(|r| Visibility::ALL[shared].shows_to(r));
            prop_assert!(seen[0] && (seen[1] || !seen[2]));
        }
    }
}
