//! Who could not be placed, why, and the smallest change that would place them.

use crate::cohorts::{FheqLevel, ParticipantRole};
use crate::ids::{ParticipantId, ProgrammeId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unplaced {
    pub participant: ParticipantId,
    pub role: ParticipantRole,
    pub reason: UnplacedReason,
    pub smallest_change: SmallestChange,
}

/// Why somebody has no group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UnplacedReason {
    /// Mentee: no mentor at all studies above them here.
    NoMentorAbove { level: FheqLevel },
    /// Mentee: there are mentors above them, none of them cleared.
    NoClearedMentor { level: FheqLevel },
    /// Mentee: cleared mentors above them have no places left.
    MentorsFull { level: FheqLevel },
    /// Mentee: fewer people than the smallest group.
    TooFew { people: u32, min: u32 },
    /// Mentee: the people here can't be divided into groups within the size bounds.
    SizesDoNotFit { people: u32, min: u32, max: u32 },
    /// Mentee: every group that could take them holds somebody they must be kept apart from.
    KeptApart { from: Vec<ParticipantId> },
    /// Mentee: the mentor they are pinned to can't take them.
    PinImpossible { mentor: ParticipantId, why: PinProblem },
    /// Mentee: every group that could take them is full.
    GroupsFull,
    /// Mentee: they came after the groups were published, and there is room for them.
    NotPlacedYet,
    /// Staff took them out of a proposal by hand.
    TakenOut,
    /// Mentor: not cleared.
    NotCleared,
    /// Mentor: takes no mentees or no groups, or fewer than the smallest group has.
    NoCapacity { capacity: u32, needed: u32 },
    /// Mentor: nobody studies below their level here.
    NobodyBelow { level: FheqLevel },
    /// Mentor: every group has its mentors.
    NotNeeded,
}

/// What stands in the way of a pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PinProblem {
    Unknown,
    NotCleared,
    NotAbove,
    OtherProgramme,
    NoCapacity,
    KeptApart,
    /// Too few people could join them to make a group.
    GroupTooSmall,
}

/// The least that staff could do so that somebody gets a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SmallestChange {
    ClearMentor {
        mentor: ParticipantId,
    },
    RaiseCapacity {
        mentor: ParticipantId,
        by: u32,
    },
    AddMentor {
        programme: ProgrammeId,
        above: FheqLevel,
    },
    AllowAcrossProgrammes,
    LowerMinimum {
        to: u32,
    },
    RaiseMaximum {
        to: u32,
    },
    RemoveKeepApart {
        a: ParticipantId,
        b: ParticipantId,
    },
    RemovePin {
        mentee: ParticipantId,
    },
    /// Nothing stands in the way: give them a place in a published group.
    PlaceNow,
    /// Put them in a group of the proposal by hand.
    ChooseGroup,
    /// Nothing: a mentor to call on when somebody drops out.
    KeepInReserve,
}

impl UnplacedReason {
    pub fn sentence(&self) -> String {
        match self {
            Self::NoMentorAbove { level } => format!("Nobody above {level} is here to mentor them."),
            Self::NoClearedMentor { level } => {
                format!("There are mentors above {level}, but none is cleared yet.")
            }
            Self::MentorsFull { level } => format!("The cleared mentors above {level} have no places left."),
            Self::TooFew { people: 1, min } => {
                format!("There is nobody else to group them with, and a group needs at least {min}.")
            }
            Self::TooFew { people, min } => {
                format!("There are only {people} people to group here, and a group needs at least {min}.")
            }
            Self::SizesDoNotFit { people, min, max } => {
                format!("{people} people can't be divided into groups of {min} to {max}.")
            }
            Self::KeptApart { .. } => {
                "Every group that could take them has somebody they must be kept apart from.".to_owned()
            }
            Self::PinImpossible { why, .. } => format!("They are pinned to a mentor {}.", why.clause()),
            Self::GroupsFull => "Every group that could take them is full.".to_owned(),
            Self::NotPlacedYet => "They came after the groups were published.".to_owned(),
            Self::TakenOut => "They were taken out by hand.".to_owned(),
            Self::NotCleared => "They are not cleared to mentor yet.".to_owned(),
            Self::NoCapacity { capacity, needed } => {
                format!("They have places for {capacity}, and the smallest group needs {needed}.")
            }
            Self::NobodyBelow { level } => format!("Nobody below {level} needs a mentor here."),
            Self::NotNeeded => "Every group has its mentors.".to_owned(),
        }
    }
}

impl PinProblem {
    const fn clause(self) -> &'static str {
        match self {
            Self::Unknown => "who is not in this scheme",
            Self::NotCleared => "who is not cleared yet",
            Self::NotAbove => "who does not study above them",
            Self::OtherProgramme => "of another programme, and groups stay within a programme",
            Self::NoCapacity => "who has no place left",
            Self::KeptApart => {
                "they must be kept apart from, or whose group has somebody they must be kept apart from"
            }
            Self::GroupTooSmall => "for whom there are too few others to make a group",
        }
    }
}

impl SmallestChange {
    pub fn sentence(&self) -> String {
        match self {
            Self::ClearMentor { .. } => "Clear this mentor.".to_owned(),
            Self::RaiseCapacity { by: 1, .. } => "Give this mentor 1 more place.".to_owned(),
            Self::RaiseCapacity { by, .. } => format!("Give this mentor {by} more places."),
            Self::AddMentor { above, .. } => format!("Add a cleared mentor above {above}."),
            Self::AllowAcrossProgrammes => "Allow groups across programmes.".to_owned(),
            Self::LowerMinimum { to } => format!("Allow groups as small as {to}."),
            Self::RaiseMaximum { to } => format!("Allow groups as large as {to}."),
            Self::RemoveKeepApart { .. } => {
                "Check whether these two people still need to be kept apart.".to_owned()
            }
            Self::RemovePin { .. } => "Remove the pin.".to_owned(),
            Self::PlaceNow => "Place late joiners: there is room for them.".to_owned(),
            Self::ChooseGroup => "Put them in a group.".to_owned(),
            Self::KeepInReserve => "Nothing to do: they can step in when a mentor drops out.".to_owned(),
        }
    }
}
