//! The hard rules, as things that can be broken by hand.

use crate::cohorts::FheqLevel;
use crate::ids::ParticipantId;
use serde::{Deserialize, Serialize};

/// A broken rule. `group` is a position in the list of groups, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Violation {
    InTwoGroups {
        participant: ParticipantId,
        groups: Vec<u32>,
    },
    Unknown {
        group: u32,
        participant: ParticipantId,
    },
    TooSmall {
        group: u32,
        size: u32,
        min: u32,
    },
    TooBig {
        group: u32,
        size: u32,
        max: u32,
    },
    MixedProgrammes {
        group: u32,
    },
    TooFewMentors {
        group: u32,
        has: u32,
        needs: u32,
    },
    MentorNotAbove {
        group: u32,
        mentor: ParticipantId,
        mentee: ParticipantId,
        level: FheqLevel,
    },
    MentorNotCleared {
        group: u32,
        mentor: ParticipantId,
    },
    MentorFull {
        mentor: ParticipantId,
        load: u32,
        capacity: u32,
    },
    TooManyGroups {
        mentor: ParticipantId,
        groups: u32,
        max: u32,
    },
    KeptApart {
        group: u32,
        a: ParticipantId,
        b: ParticipantId,
    },
    PinBroken {
        group: u32,
        mentee: ParticipantId,
        mentor: ParticipantId,
    },
}

impl Violation {
    /// The group that needs a look, when it is one group.
    pub const fn group(&self) -> Option<u32> {
        match self {
            Self::InTwoGroups { .. } | Self::MentorFull { .. } | Self::TooManyGroups { .. } => None,
            Self::Unknown { group, .. }
            | Self::TooSmall { group, .. }
            | Self::TooBig { group, .. }
            | Self::MixedProgrammes { group }
            | Self::TooFewMentors { group, .. }
            | Self::MentorNotAbove { group, .. }
            | Self::MentorNotCleared { group, .. }
            | Self::KeptApart { group, .. }
            | Self::PinBroken { group, .. } => Some(*group),
        }
    }

    /// The broken rule as a person reads it; names are for the page to add.
    pub fn sentence(&self) -> String {
        match self {
            Self::InTwoGroups { groups, .. } => {
                format!("This mentee is in {} groups: keep one.", groups.len())
            }
            Self::Unknown { .. } => {
                "This group holds somebody who is not in the scheme, or not in that role.".to_owned()
            }
            Self::TooSmall { size, min, .. } => format!("This group has {size} mentees; the least is {min}."),
            Self::TooBig { size, max, .. } => format!("This group has {size} mentees; the most is {max}."),
            Self::MixedProgrammes { .. } => {
                "Groups stay within a programme, and this one mixes some.".to_owned()
            }
            Self::TooFewMentors { has: 0, needs: 1, .. } => "This group has no mentor.".to_owned(),
            Self::TooFewMentors { has, needs, .. } => {
                format!("A group of this size needs {needs} mentors; it has {has}.")
            }
            Self::MentorNotAbove { level, .. } => {
                format!("A mentor must study above {level}, where this mentee is.")
            }
            Self::MentorNotCleared { .. } => "This mentor is not cleared yet.".to_owned(),
            Self::MentorFull { load, capacity, .. } => {
                format!("This mentor has {load} mentees and places for {capacity}.")
            }
            Self::TooManyGroups { groups, max, .. } => {
                format!("This mentor has {groups} groups; the most is {max}.")
            }
            Self::KeptApart { .. } => "Two people here must be kept apart.".to_owned(),
            Self::PinBroken { .. } => {
                "This mentee is pinned to a mentor who is not in this group.".to_owned()
            }
        }
    }
}
