//! Changes to live groups, as small as they can be.

use super::{Reason, Unplaced, Violation};
use crate::ids::ParticipantId;
use serde::{Deserialize, Serialize};

/// One step. Groups are positions in the list that was given, from 0; steps are to be applied in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    Place {
        mentee: ParticipantId,
        group: u32,
        reasons: Vec<Reason>,
    },
    Remove {
        participant: ParticipantId,
        group: u32,
    },
    Move {
        mentee: ParticipantId,
        from: u32,
        to: u32,
        reasons: Vec<Reason>,
    },
    AssignMentor {
        mentor: ParticipantId,
        group: u32,
        reasons: Vec<Reason>,
        score: i64,
    },
    /// Everybody in `from` joins `into`, and `from` ends.
    Merge {
        from: u32,
        into: u32,
    },
}

/// What to do about a late joiner, a withdrawal or a request for another mentor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adjustment {
    /// The smallest change that serves the person.
    pub changes: Vec<Change>,
    /// Who still has no place, with the reason and what would help.
    pub unplaced: Vec<Unplaced>,
    /// Worth considering afterwards, such as merging a group that fell below the smallest size. For a person to decide.
    pub follow_up: Vec<Change>,
}

/// A group that somebody could join, or why not. See [`super::eligible_groups`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupOption {
    /// Position in the list of groups, from 0.
    pub group: u32,
    pub allowed: bool,
    /// Lower is better; comparable between groups for one person.
    pub cost: i64,
    pub reasons: Vec<Reason>,
    /// The rules that joining would break.
    pub obstacles: Vec<Violation>,
}

impl Change {
    /// The step as a person reads it; names are for the page to add.
    pub fn sentence(&self) -> String {
        match self {
            Self::Place { .. } => "Join this group.".to_owned(),
            Self::Remove { .. } => "Leave this group.".to_owned(),
            Self::Move { .. } => "Move to another group.".to_owned(),
            Self::AssignMentor { .. } => "Become this group's mentor.".to_owned(),
            Self::Merge { .. } => "Join these two groups into one.".to_owned(),
        }
    }
}
