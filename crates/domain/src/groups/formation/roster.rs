//! Who is to be grouped, and what is known that matters for it.

use crate::cohorts::{Availability, FheqLevel, StudyMode};
use crate::ids::{CampusId, ParticipantId, ProgrammeId, SeminarGroupId, TutorGroupId};
use serde::{Deserialize, Serialize};

/// Somebody who is to have a mentor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mentee {
    pub id: ParticipantId,
    pub programme: ProgrammeId,
    pub level: FheqLevel,
    pub tutor_group: Option<TutorGroupId>,
    pub seminar_group: Option<SeminarGroupId>,
    pub campus: Option<CampusId>,
    pub mode: StudyMode,
    pub availability: Availability,
    pub interests: Vec<String>,
    pub needs: Vec<String>,
    /// Attribute and value, such as `("commuter", "yes")`: nobody should be the only one in a group.
    pub monitored: Vec<(String, String)>,
    /// A mentor this mentee must be with.
    pub pinned_to: Option<ParticipantId>,
}

/// Somebody who may be given groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mentor {
    pub id: ParticipantId,
    pub programme: ProgrammeId,
    pub level: FheqLevel,
    pub campus: Option<CampusId>,
    /// Most mentees they take, over all their groups.
    pub capacity: u32,
    pub max_groups: u32,
    pub availability: Availability,
    pub interests: Vec<String>,
    /// Whether they may meet mentees on the day that counts.
    pub cleared: bool,
}

/// Two people, mentor or mentee, who must not be in one group. No reason is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeepApart {
    pub a: ParticipantId,
    pub b: ParticipantId,
}

/// Everybody to be grouped. An id listed twice counts once, the first time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roster {
    pub mentees: Vec<Mentee>,
    pub mentors: Vec<Mentor>,
    pub keep_apart: Vec<KeepApart>,
}
