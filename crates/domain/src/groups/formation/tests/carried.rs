//! What a mentor carries is one figure, for the rule about their places and for the rules of groups.

use super::*;
use crate::cohorts::GroupSizes;
use crate::groups::formation::{FormedGroup, MentorMatch};

proptest! {
    #[test]
    fn places_are_full_exactly_when_a_share_is_larger(mentees in 1usize..30, mentors in 1usize..4, two_mentors_above in 1u32..20, capacity in 0u32..20) {
        let mut roster = cohort(&[mentees], mentors);
        roster.mentors.iter_mut().for_each(|m| m.capacity = capacity);
        let matched = |m: &Mentor| MentorMatch { mentor: m.id, reasons: vec![], score: 0 };
        let group = FormedGroup {
            programme: roster.mentees.first().map(|m| m.programme),
            label: 0,
            mentors: roster.mentors.iter().map(matched).collect(),
            mentees: roster.mentees.iter().map(|m| m.id).collect(),
        };
        let settings = Settings { hard_cap_per_mentor: 100, two_mentors_above, ..Settings::default() };
        let sizes = GroupSizes { two_mentors_above, ..GroupSizes::default() };
        let share = sizes.share(mentees as u32, mentors as u32);
        let full = violations(&roster, &settings, &[group]).into_iter().filter_map(|v| match v {
            Violation::MentorFull { load, .. } => Some(load),
            _ => None,
        });
        let expected = if share > capacity { vec![share; mentors] } else { vec![] };
        prop_assert_eq!(full.collect::<Vec<_>>(), expected);
    }
}
