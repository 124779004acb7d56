//! New ties: how many pairs in the groups would not meet in teaching anyway, beside the fewest that could be avoided.
//!
//! The same figures as [`super::formation::measure`] gives, without the rest of its work: a dashboard asks for them often.

use crate::cohorts::FheqLevel;
use crate::ids::{ProgrammeId, TutorGroupId};
use std::collections::{BTreeMap, BTreeSet};

/// A mentee in a group, as far as ties go.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    /// Any number that is the group's own.
    pub group: usize,
    pub programme: Option<ProgrammeId>,
    pub level: FheqLevel,
    pub tutor_group: Option<TutorGroupId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NewTies {
    pub groups: u32,
    pub mentees: u32,
    /// Pairs who share a group.
    pub pairs: u64,
    /// Those of them who share a tutor group too.
    pub same_tutor: u64,
    /// Fewest of those that so many groups allow.
    pub fewest_same_tutor: u64,
}

impl NewTies {
    /// Share of pairs who don't share a tutor group, 0 to 1; 1 without pairs.
    pub fn rate(&self) -> f64 {
        self.share(self.same_tutor)
    }
    /// The best rate that these groups allow.
    pub fn best_rate(&self) -> f64 {
        self.share(self.fewest_same_tutor)
    }
    fn share(&self, same: u64) -> f64 {
        if self.pairs == 0 {
            1.0
        } else {
            1.0 - same as f64 / self.pairs as f64
        }
    }
}

/// Counts the ties of the given seats. A tutor group can be spread over every group that holds its programme and level.
pub fn new_ties(seats: &[Seat]) -> NewTies {
    let mut sizes: BTreeMap<usize, u64> = BTreeMap::new();
    let mut together: BTreeMap<(TutorGroupId, usize), u64> = BTreeMap::new();
    let mut holding: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
    let mut tutor_groups: BTreeMap<TutorGroupId, (u64, BTreeSet<_>)> = BTreeMap::new();
    for seat in seats {
        let place = (seat.programme, seat.level);
        *sizes.entry(seat.group).or_default() += 1;
        holding.entry(place).or_default().insert(seat.group);
        if let Some(tutor) = seat.tutor_group {
            *together.entry((tutor, seat.group)).or_default() += 1;
            let (members, places) = tutor_groups.entry(tutor).or_default();
            *members += 1;
            places.insert(place);
        }
    }
    let fewest = |(members, places): &(u64, BTreeSet<_>)| {
        let open: BTreeSet<usize> = places
            .iter()
            .filter_map(|p| holding.get(p))
            .flatten()
            .copied()
            .collect();
        fewest_pairs(*members, open.len() as u64)
    };
    NewTies {
        groups: sizes.len() as u32,
        mentees: seats.len() as u32,
        pairs: sizes.values().map(|&n| pairs(n)).sum(),
        same_tutor: together.values().map(|&n| pairs(n)).sum(),
        fewest_same_tutor: tutor_groups.values().map(fewest).sum(),
    }
}

const fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// Dealt evenly over so many groups, people share a group least.
const fn fewest_pairs(people: u64, groups: u64) -> u64 {
    if groups == 0 {
        return 0;
    }
    let (each, over) = (people / groups, people % groups);
    over * pairs(each + 1) + (groups - over) * pairs(each)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn seat(group: usize, tutor: u128) -> Seat {
        Seat {
            group,
            programme: None,
            level: FheqLevel::new(4).unwrap(),
            tutor_group: Some(TutorGroupId(Uuid::from_u128(tutor))),
        }
    }

    proptest! {
        #[test]
        fn nobody_beats_the_bound(seats in proptest::collection::vec((0usize..6, 0u128..5), 0..60)) {
            let seats: Vec<_> = seats.into_iter().map(|(g, t)| seat(g, t)).collect();
            let ties = new_ties(&seats);
            prop_assert!(ties.fewest_same_tutor <= ties.same_tutor && ties.same_tutor <= ties.pairs);
        }

        #[test]
        fn dealing_evenly_reaches_the_bound(groups in 1usize..8, tutors in 1u128..6, each in 1usize..20) {
            let seats: Vec<_> = (0..tutors).flat_map(|t| (0..each).map(move |n| seat(n % groups, t))).collect();
            let ties = new_ties(&seats);
            prop_assume!(ties.groups as usize == groups);
            prop_assert_eq!(ties.same_tutor, ties.fewest_same_tutor);
        }
    }
}
