//! Why somebody fits a group: said beside every match, so that people can judge it.

use serde::{Deserialize, Serialize};

/// One thing that speaks for a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// Staff asked for this.
    Pinned,
    SameProgramme {
        mentees: u32,
    },
    SharedInterests {
        interests: Vec<String>,
    },
    /// Mentees with at least one part of the week in common.
    SharedAvailability {
        mentees: u32,
    },
    SameCampus {
        mentees: u32,
    },
    /// Nobody or few here from the same tutor group.
    NewPeople {
        same_tutor_group: u32,
    },
    /// In aligned groups: with the own tutor or seminar group.
    OwnTeachingGroup {
        mentees: u32,
    },
    /// Others here share a monitored attribute, so that nobody is the only one.
    NotAlone,
    HasRoom {
        places: u32,
    },
}

fn people(n: u32) -> String {
    if n == 1 {
        "1 mentee".to_owned()
    } else {
        format!("{n} mentees")
    }
}

impl Reason {
    /// The reason as a person reads it.
    pub fn sentence(&self) -> String {
        match self {
            Self::Pinned => "Staff asked for this match.".to_owned(),
            Self::SameProgramme { mentees } => format!("Same programme as {}.", people(*mentees)),
            Self::SharedInterests { interests } => format!("Shared interests: {}.", interests.join(", ")),
            Self::SharedAvailability { mentees } => {
                format!("Can meet {} at a time that suits both.", people(*mentees))
            }
            Self::SameCampus { mentees } => format!("Same campus as {}.", people(*mentees)),
            Self::NewPeople { same_tutor_group: 0 } => "Everybody here is new to them.".to_owned(),
            Self::NewPeople { same_tutor_group } => {
                format!("Shares a tutor group with {} here.", people(*same_tutor_group))
            }
            Self::OwnTeachingGroup { mentees } => {
                format!("With {} of their own teaching group.", people(*mentees))
            }
            Self::NotAlone => "Somebody here has a similar background.".to_owned(),
            Self::HasRoom { places: 1 } => "Room for 1 more.".to_owned(),
            Self::HasRoom { places } => format!("Room for {places} more."),
        }
    }
}
