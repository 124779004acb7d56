//! How many mentees a mentor carries, and how few places they can be left with.

use super::GroupSizes;

/// Mentors that a group of this many mentees needs.
pub const fn mentors_for(size: u32, two_mentors_above: u32) -> u32 {
    if size > two_mentors_above { 2 } else { 1 }
}

impl GroupSizes {
    /// What each of these mentors of a group carries: its mentees, shared between those who are there or still to come, rounded up.
    pub fn share(&self, mentees: u32, mentors: u32) -> u32 {
        mentees.div_ceil(mentors_for(mentees, self.two_mentors_above).max(mentors))
    }
}

/// Why a mentor who carries this many mentees can't have that many places, if they can't. More places than now are never too few.
pub fn capacity_fault(places: u32, wanted: u32, carried: u32) -> Option<String> {
    (wanted < places && wanted < carried).then(|| {
        let mentees = if carried == 1 { "mentee" } else { "mentees" };
        format!("They have {carried} {mentees} now. Move some to another mentor first.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_group_of_twelve_is_six_for_each_of_two() {
        let sizes = GroupSizes::default();
        assert_eq!((sizes.share(12, 2), sizes.share(13, 2)), (6, 7));
        // The second one is still to come.
        assert_eq!(sizes.share(12, 1), 6);
        assert_eq!(
            (sizes.share(8, 1), sizes.share(9, 3), sizes.share(0, 0)),
            (8, 3, 0)
        );
    }

    proptest! {
        #[test]
        fn nobody_is_left_with_fewer_places_than_they_need_or_have(places in 0u32..20, wanted in 0u32..20, carried in 0u32..20) {
            match capacity_fault(places, wanted, carried) {
                None => prop_assert!(wanted >= carried || wanted >= places),
                Some(_) => prop_assert!(wanted < carried && wanted < places),
            }
        }
    }
}
