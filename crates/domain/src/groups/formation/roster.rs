//! Who is to be grouped, and what is known that matters for it.

use crate::cohorts::{Availability, FheqLevel, StudyMode};
use crate::ids::{CampusId, ParticipantId, PersonId, ProgrammeId, SeminarGroupId, TutorGroupId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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
    /// Both are one person, who mentors and is mentored: nobody can decide that these two may meet.
    #[serde(default)]
    pub same_person: bool,
}

impl KeepApart {
    /// Two different people.
    pub const fn pair(a: ParticipantId, b: ParticipantId) -> Self {
        let same_person = false;
        Self { a, b, same_person }
    }

    /// One person, once to mentor and once to be mentored.
    pub const fn oneself(as_mentor: ParticipantId, as_mentee: ParticipantId) -> Self {
        Self {
            same_person: true,
            ..Self::pair(as_mentor, as_mentee)
        }
    }
}

/// Everybody to be grouped. An id listed twice counts once, the first time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roster {
    pub mentees: Vec<Mentee>,
    pub mentors: Vec<Mentor>,
    pub keep_apart: Vec<KeepApart>,
}

/// Somebody may be in a scheme twice, to mentor and to be mentored: never in one group.
pub fn nobody_mentors_themselves(
    mentors: impl Iterator<Item = (PersonId, ParticipantId)>,
    mentees: impl Iterator<Item = (PersonId, ParticipantId)>,
) -> Vec<KeepApart> {
    let as_mentor: HashMap<PersonId, ParticipantId> = mentors.collect();
    mentees
        .filter_map(|(person, b)| as_mentor.get(&person).map(|a| KeepApart::oneself(*a, b)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn whoever_is_there_twice_is_kept_apart_from_themselves_and_nobody_else(
            mentors in proptest::collection::hash_set(0u128..30, 0..20),
            mentees in proptest::collection::hash_set(0u128..30, 0..20),
        ) {
            let as_mentor = |n: u128| ParticipantId(Uuid::from_u128(100 + n));
            let as_mentee = |n: u128| ParticipantId(Uuid::from_u128(200 + n));
            let person = |n: u128| PersonId(Uuid::from_u128(n));
            let apart = nobody_mentors_themselves(
                mentors.iter().map(|n| (person(*n), as_mentor(*n))),
                mentees.iter().map(|n| (person(*n), as_mentee(*n))),
            );
            for n in 0..30 {
                let oneself = KeepApart::oneself(as_mentor(n), as_mentee(n));
                prop_assert_eq!(apart.contains(&oneself), mentors.contains(&n) && mentees.contains(&n));
            }
            prop_assert_eq!(apart.len(), mentors.intersection(&mentees).count());
        }
    }
}
