//! Which broken rules a person may allow, and which of them a change by hand has broken.

use super::{FormedGroup, Roster, Settings, Violation, violations};

impl Violation {
    /// A rule that staff may set aside: the size, or a mentor who is still to come. Level, clearance, capacity, pins and keep-apart
    /// are never anybody's to judge.
    pub const fn may_be_judged(&self) -> bool {
        matches!(
            self,
            Self::TooSmall { .. } | Self::TooBig { .. } | Self::TooFewMentors { .. }
        )
    }

    /// The same fault as an older one, in figures that are no worse.
    fn is_no_worse_than(&self, old: &Self) -> bool {
        match (old, self) {
            (
                Self::MentorFull {
                    mentor: a, load: was, ..
                },
                Self::MentorFull {
                    mentor: b, load: now, ..
                },
            ) => a == b && now <= was,
            (
                Self::TooManyGroups {
                    mentor: a,
                    groups: was,
                    ..
                },
                Self::TooManyGroups {
                    mentor: b,
                    groups: now,
                    ..
                },
            ) => a == b && now <= was,
            _ => self == old,
        }
    }
}

/// What a change by hand has broken that nobody may allow: rules that were kept before, or are broken worse now. A fault that was
/// there already, such as a mentor whose clearance ended, stands in nobody's way.
pub fn newly_broken(
    roster: &Roster,
    settings: &Settings,
    before: &[FormedGroup],
    after: &[FormedGroup],
) -> Vec<Violation> {
    let old = violations(roster, settings, before);
    violations(roster, settings, after)
        .into_iter()
        .filter(|v| !v.may_be_judged() && !old.iter().any(|o| v.is_no_worse_than(o)))
        .collect()
}
