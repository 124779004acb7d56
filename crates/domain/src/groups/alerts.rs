//! What about a published group needs a person's eye.

use super::GroupAlert;
use crate::cohorts::{Clearance, GroupSizes};
use chrono::NaiveDate;

/// What is known of a group on a day.
#[derive(Clone, Debug, Default)]
pub struct GroupFacts {
    pub size: u32,
    pub mentors: Vec<Clearance>,
    pub has_under_18: bool,
    /// Two of its people must be kept apart.
    pub has_kept_apart: bool,
    pub rematch_asked: bool,
}

/// The alerts of a group on a day, the most pressing first.
pub fn alerts(group: &GroupFacts, sizes: &GroupSizes, day: NaiveDate) -> Vec<GroupAlert> {
    let found = [
        (group.mentors.is_empty(), GroupAlert::NoMentor),
        (group.has_kept_apart, GroupAlert::KeptApart),
        (
            group.mentors.iter().any(|m| !m.holds_on(day)),
            GroupAlert::MentorNotCleared,
        ),
        (
            group.mentors.iter().any(|m| m.ends_soon_after(day)),
            GroupAlert::ClearanceEndsSoon,
        ),
        (group.size < sizes.min, GroupAlert::BelowMinimum),
        (group.size > sizes.max, GroupAlert::AboveMaximum),
        (group.rematch_asked, GroupAlert::RematchAsked),
        (group.has_under_18, GroupAlert::Under18),
    ];
    found.into_iter().filter(|f| f.0).map(|f| f.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohorts::ClearanceStatus;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, d).unwrap()
    }

    #[test]
    fn a_group_with_everything_in_order_has_no_alert() {
        let group = GroupFacts {
            size: 5,
            mentors: vec![Clearance {
                status: ClearanceStatus::Cleared,
                from: Some(day(1)),
                until: None,
            }],
            ..GroupFacts::default()
        };
        assert!(alerts(&group, &GroupSizes::default(), day(20)).is_empty());
    }

    #[test]
    fn a_clearance_that_ends_is_said_before_and_after() {
        let mut group = GroupFacts {
            size: 5,
            mentors: vec![Clearance {
                status: ClearanceStatus::Cleared,
                from: None,
                until: Some(day(20)),
            }],
            ..GroupFacts::default()
        };
        let of = |g: &GroupFacts, d| alerts(g, &GroupSizes::default(), day(d));
        assert_eq!(of(&group, 19), [GroupAlert::ClearanceEndsSoon]);
        assert_eq!(of(&group, 21), [GroupAlert::MentorNotCleared]);
        group.mentors.clear();
        assert_eq!(of(&group, 19), [GroupAlert::NoMentor]);
    }

    #[test]
    fn two_who_must_be_kept_apart_come_before_what_can_wait() {
        let group = GroupFacts {
            size: 2,
            has_kept_apart: true,
            has_under_18: true,
            ..GroupFacts::default()
        };
        let found = alerts(&group, &GroupSizes::default(), day(20));
        let expected = [
            GroupAlert::NoMentor,
            GroupAlert::KeptApart,
            GroupAlert::BelowMinimum,
            GroupAlert::Under18,
        ];
        assert_eq!(found, expected);
    }
}
