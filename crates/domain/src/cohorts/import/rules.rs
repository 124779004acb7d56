//! What a scheme asks of the people in it, whether they come in by a file or by hand.

use super::facts::Facts;
use crate::cohorts::{EntryStatus, FheqLevel, ImportField, ParticipantRole, SchemeInput};

/// The part of a scheme that rows are checked against and filled in from.
#[derive(Clone, Debug)]
pub struct SchemeRules {
    pub mentor_level: FheqLevel,
    pub mentee_levels: Vec<FheqLevel>,
    /// What a mentor can take, where nobody says.
    pub usual_capacity: u32,
}

impl From<&SchemeInput> for SchemeRules {
    fn from(scheme: &SchemeInput) -> Self {
        Self {
            mentor_level: scheme.mentor_level,
            mentee_levels: scheme.mentee_levels.clone(),
            usual_capacity: scheme.sizes.max,
        }
    }
}

impl SchemeRules {
    /// The level of somebody new whose file gives none: the scheme's, where there is only one.
    pub fn usual_level(&self, role: ParticipantRole) -> Option<FheqLevel> {
        match (role, self.mentee_levels.as_slice()) {
            (ParticipantRole::Mentor, _) => Some(self.mentor_level),
            (ParticipantRole::Mentee, [only]) => Some(*only),
            (ParticipantRole::Mentee, _) => None,
        }
    }

    /// The status of somebody new whose file gives none.
    pub const fn usual_status(role: ParticipantRole) -> EntryStatus {
        match role {
            ParticipantRole::Mentor => EntryStatus::Enrolled,
            ParticipantRole::Mentee => EntryStatus::Confirmed,
        }
    }

    /// Whether somebody at this level may mentor in the scheme.
    pub fn takes_mentor(&self, level: FheqLevel) -> bool {
        level >= self.mentor_level
    }

    /// Whether somebody at this level may be a mentee in the scheme. Whatever a scheme says, its mentors are above them.
    pub fn takes_mentee(&self, level: FheqLevel) -> bool {
        self.mentee_levels.contains(&level) && self.mentor_level.may_mentor(level)
    }

    /// Why somebody at this level can't be in the scheme in this role, if they can't. The rule is for people who belong in a group:
    /// who left keeps the level they had.
    pub fn level_fault(&self, role: ParticipantRole, level: FheqLevel) -> Option<String> {
        let (taken, who) = match role {
            ParticipantRole::Mentor if !self.takes_mentor(level) => {
                (format!("at least at {}", self.mentor_level), "Mentors")
            }
            ParticipantRole::Mentee if !self.takes_mentee(level) => {
                let mut levels = self.mentee_levels.clone();
                levels.sort_unstable();
                levels.dedup();
                let levels: Vec<String> = levels.iter().map(ToString::to_string).collect();
                (format!("at {}", levels.join(" or ")), "Mentees")
            }
            _ => return None,
        };
        Some(format!(
            "{who} of this scheme are {taken}. Check the level, or the scheme's settings."
        ))
    }

    /// Why somebody with these facts can't be in the scheme in this role, if they can't.
    pub fn objection(&self, role: ParticipantRole, facts: &Facts) -> Option<(ImportField, String, String)> {
        let level = facts.level?;
        if facts.entry_status.is_some_and(|status| !status.is_active()) {
            return None;
        }
        let reason = self.level_fault(role, level)?;
        Some((ImportField::Level, level.get().to_string(), reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level() -> impl Strategy<Value = FheqLevel> {
        (3u8..=8).prop_map(|n| FheqLevel::new(n).unwrap())
    }

    fn rules() -> impl Strategy<Value = SchemeRules> {
        (level(), prop::collection::vec(level(), 0..5)).prop_map(|(mentor_level, mentee_levels)| {
            SchemeRules {
                mentor_level,
                mentee_levels,
                usual_capacity: 8,
            }
        })
    }

    #[test]
    fn the_levels_that_a_scheme_takes_are_named_once_and_in_order() {
        let of = |n| FheqLevel::new(n).unwrap();
        let rules = SchemeRules {
            mentor_level: of(6),
            mentee_levels: vec![of(5), of(4), of(5)],
            usual_capacity: 8,
        };
        let why = rules.level_fault(ParticipantRole::Mentee, of(3)).unwrap();
        assert!(
            why.starts_with("Mentees of this scheme are at Level 4 or Level 5. "),
            "{why}"
        );
        let why = rules.level_fault(ParticipantRole::Mentor, of(5)).unwrap();
        assert!(
            why.starts_with("Mentors of this scheme are at least at Level 6. "),
            "{why}"
        );
    }

    proptest! {
        #[test]
        fn whoever_a_scheme_takes_as_mentor_is_above_whoever_it_takes_as_mentee(rules in rules(), a in level(), b in level()) {
            let takes = |role, level| rules.level_fault(role, level).is_none();
            if takes(ParticipantRole::Mentor, a) && takes(ParticipantRole::Mentee, b) {
                prop_assert!(a.may_mentor(b));
            }
        }

        #[test]
        fn a_row_is_held_to_the_rule_for_as_long_as_its_person_belongs_in_a_group(
            rules in rules(), at in level(), mentors: bool, status in prop::sample::select(EntryStatus::ALL),
        ) {
            let role = if mentors { ParticipantRole::Mentor } else { ParticipantRole::Mentee };
            let facts = Facts { level: Some(at), entry_status: Some(status), ..Facts::default() };
            let objects = rules.objection(role, &facts).is_some();
            prop_assert_eq!(objects, status.is_active() && rules.level_fault(role, at).is_some());
        }
    }
}
