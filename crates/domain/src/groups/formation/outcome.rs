//! What forming groups gives: the groups, who is left, and how good it is beside the best possible.

use super::{Reason, Unplaced};
use crate::ids::{ParticipantId, ProgrammeId};
use serde::{Deserialize, Serialize};

/// A proposal's content. Nothing is real until a person publishes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Formation {
    pub groups: Vec<FormedGroup>,
    /// Mentees without a group, and mentors who can't be given one.
    pub unplaced: Vec<Unplaced>,
    pub metrics: Metrics,
    /// The caller stopped the search early: the groups keep every rule, but more time might improve them.
    pub stopped_early: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormedGroup {
    /// Absent when groups are formed across programmes.
    pub programme: Option<ProgrammeId>,
    /// 1, 2, … within the programme.
    pub label: u32,
    pub mentors: Vec<MentorMatch>,
    pub mentees: Vec<ParticipantId>,
}

/// A mentor with a group, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorMatch {
    pub mentor: ParticipantId,
    pub reasons: Vec<Reason>,
    /// Higher is better; summed in `Metrics::mentor_score`.
    pub score: i64,
}

/// How good groups are, each figure beside its bound where one is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"groups": 36, "mentees_placed": 212, "mentees_unplaced": 2, "mentors_used": 36, "mentors_spare": 5, "sizes": [{"size": 5, "groups": 4}, {"size": 6, "groups": 32}], "pairs": 520, "same_tutor_pairs": 14, "fewest_same_tutor_pairs": 14, "most_same_tutor_pairs": 486, "same_seminar_pairs": 61, "fewest_same_seminar_pairs": 58, "new_tie_rate": 0.973, "best_new_tie_rate": 0.973, "kept_with_tutor_group": 0, "kept_with_seminar_group": 3, "mentor_score": 4120, "best_mentor_score": 4120, "load_min": 5, "load_mean": 5.9, "load_max": 6, "isolated": [{"participant": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "attribute": "commuter", "value": "yes", "group": 4, "suggested_group": 7}]})))]
pub struct Metrics {
    pub groups: u32,
    pub mentees_placed: u32,
    pub mentees_unplaced: u32,
    pub mentors_used: u32,
    /// Cleared mentors with capacity and no group.
    pub mentors_spare: u32,
    pub sizes: Vec<SizeTally>,
    /// Pairs of mentees who share a group.
    pub pairs: u64,
    pub same_tutor_pairs: u64,
    /// Fewest that this many groups allow: a proven bound, reached by `cross_cutting`.
    pub fewest_same_tutor_pairs: u64,
    /// Most that the largest size allows: the bound for `aligned_tutor`.
    pub most_same_tutor_pairs: u64,
    pub same_seminar_pairs: u64,
    pub fewest_same_seminar_pairs: u64,
    /// Share of pairs who don't share a tutor group, 0 to 1; 1 without pairs.
    pub new_tie_rate: f64,
    /// The best that these group sizes allow.
    pub best_new_tie_rate: f64,
    /// Mentees in a group where more than half share their tutor group.
    pub kept_with_tutor_group: u32,
    pub kept_with_seminar_group: u32,
    pub mentor_score: i64,
    /// Score of the best possible assignment of mentors to these groups: a proven bound.
    pub best_mentor_score: i64,
    /// Mentees per mentor in use; a shared group counts by shares.
    pub load_min: u32,
    pub load_mean: f64,
    pub load_max: u32,
    /// Who is the only one in their group with a monitored attribute, though others have it.
    pub isolated: Vec<Isolated>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"size": 6, "groups": 31})))]
pub struct SizeTally {
    pub size: u32,
    pub groups: u32,
}

/// Somebody who is the only one of their kind in a group. Special-category data: show it only to who may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"participant": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "attribute": "commuter", "value": "yes", "group": 4, "suggested_group": 7})))]
pub struct Isolated {
    pub participant: ParticipantId,
    pub attribute: String,
    pub value: String,
    /// Position of the group they are in.
    pub group: u32,
    /// Position of a group with somebody alike, that they could move or swap into.
    pub suggested_group: Option<u32>,
}

impl Isolated {
    /// What staff can do about it.
    pub fn suggestion(&self) -> String {
        match self.suggested_group {
            Some(g) => format!(
                "Somebody with the same background is in the group in place {}: a swap would help.",
                g + 1
            ),
            None => "Nobody else placed has this background: look in on them.".to_owned(),
        }
    }
}
