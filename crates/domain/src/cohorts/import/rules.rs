//! What a scheme asks of the people in it, as far as an import can break it.

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

    /// Why somebody with these facts can't be in the scheme in this role, if they can't.
    pub fn objection(&self, role: ParticipantRole, facts: &Facts) -> Option<(ImportField, String, String)> {
        let level = facts.level?;
        let reason = match role {
            ParticipantRole::Mentor if !self.takes_mentor(level) => {
                format!(
                    "Mentors of this scheme are at least at {}: nobody at {level} can mentor in it.",
                    self.mentor_level
                )
            }
            ParticipantRole::Mentee if !self.mentor_level.may_mentor(level) => {
                format!(
                    "Mentors of this scheme are at {}: they can't mentor somebody at {level}.",
                    self.mentor_level
                )
            }
            _ => return None,
        };
        Some((ImportField::Level, level.get().to_string(), reason))
    }
}
