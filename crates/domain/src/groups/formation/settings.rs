//! How groups are to be formed. Every figure is a scheme's choice; the defaults are the field's (PRACTICE.md).

use crate::cohorts::vocabulary::words;
use serde::{Deserialize, Serialize};

words! {
    /// Who should be together.
    Strategy {
        /// Tutor groups stay whole.
        AlignedTutor = "aligned_tutor", "Keep tutor groups together";
        /// Seminar groups stay whole.
        AlignedSeminar = "aligned_seminar", "Keep seminar groups together";
        /// As few people as possible who meet in teaching anyway.
        CrossCutting = "cross_cutting", "Mix people who would not meet otherwise";
    }
    /// How long to look for better groups. Counted in moves, not seconds, so that a seed means the same everywhere.
    Effort {
        Quick = "quick", "Quick";
        Balanced = "balanced", "Balanced";
        Thorough = "thorough", "Thorough";
    }
}

/// How much each wish counts in `cross_cutting` and in choosing a group by hand. 0 turns a wish off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
#[cfg_attr(feature = "openapi", schema(example = json!({"tutor": 1000, "seminar": 100, "interests": 2, "availability": 1, "isolation": 50})))]
pub struct Weights {
    /// For each pair in a group from one tutor group.
    pub tutor: u32,
    /// For each pair in a group from one seminar group.
    pub seminar: u32,
    /// For each interest that a pair shares.
    pub interests: u32,
    /// For each part of the week that a pair shares.
    pub availability: u32,
    /// For each person who is the only one in their group with a monitored attribute.
    pub isolation: u32,
}

/// What [`super::form`] is asked to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
#[cfg_attr(feature = "openapi", schema(example = json!({"strategy": "cross_cutting", "target": 6, "min": 4, "max": 8, "hard_cap_per_mentor": 10, "two_mentors_above": 8, "across_programmes": false, "weights": {"tutor": 1000, "seminar": 100, "interests": 2, "availability": 1, "isolation": 50}, "seed": 7, "effort": "balanced"})))]
pub struct Settings {
    pub strategy: Strategy,
    /// Mentees in a group, ideally.
    pub target: u32,
    pub min: u32,
    pub max: u32,
    /// No mentor has more mentees than this, whatever their own capacity. A shared group counts by shares.
    pub hard_cap_per_mentor: u32,
    /// A group with more mentees than this gets two mentors.
    pub two_mentors_above: u32,
    /// False: groups stay within a programme.
    pub across_programmes: bool,
    pub weights: Weights,
    pub seed: u64,
    pub effort: Effort,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            tutor: 1000,
            seminar: 100,
            interests: 2,
            availability: 1,
            isolation: 50,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            strategy: Strategy::CrossCutting,
            target: 6,
            min: 4,
            max: 8,
            hard_cap_per_mentor: 10,
            two_mentors_above: 8,
            across_programmes: false,
            weights: Weights::default(),
            seed: 1,
            effort: Effort::Balanced,
        }
    }
}

/// Largest group, cap and weight that settings may ask for.
const MOST: (u32, u32, u32) = (50, 100, 10_000);

impl Settings {
    /// Mentors that a group of this many mentees needs.
    pub const fn mentors_for(&self, size: u32) -> u32 {
        crate::cohorts::mentors_for(size, self.two_mentors_above)
    }

    /// What each mentor of a group of this size carries: its mentees, shared between its mentors, rounded up.
    pub const fn share(&self, size: u32) -> u32 {
        size.div_ceil(self.mentors_for(size))
    }

    /// The least that a mentor of any group carries: with fewer places than this they can have no group.
    pub fn least_share(&self) -> u32 {
        let shares = (self.min..=self.max).map(|size| self.share(size));
        shares.min().unwrap_or(self.min)
    }

    /// Checks that the figures fit each other.
    ///
    /// # Errors
    /// For each fault its JSON pointer and a sentence that says what to do.
    pub fn validate(&self) -> Result<(), Vec<(String, String)>> {
        let mut faults = Vec::new();
        let mut fault = |bad: bool, pointer: &str, sentence: String| {
            if bad {
                faults.push((pointer.to_owned(), sentence));
            }
        };
        let (size, cap, weight) = MOST;
        fault(
            self.min == 0,
            "/min",
            "The smallest group has at least 1 mentee.".to_owned(),
        );
        fault(
            self.max < self.min || self.max > size,
            "/max",
            format!(
                "The largest size is between the smallest ({}) and {size}.",
                self.min
            ),
        );
        fault(
            self.target < self.min || self.target > self.max,
            "/target",
            format!(
                "The target is between the smallest size ({}) and the largest ({}).",
                self.min, self.max
            ),
        );
        fault(
            self.hard_cap_per_mentor == 0 || self.hard_cap_per_mentor > cap,
            "/hard_cap_per_mentor",
            format!("A mentor's cap is between 1 and {cap}."),
        );
        fault(
            self.two_mentors_above == 0 || self.two_mentors_above > size,
            "/two_mentors_above",
            format!("Two mentors are needed above a size between 1 and {size}."),
        );
        let w = &self.weights;
        for (name, value) in [
            ("tutor", w.tutor),
            ("seminar", w.seminar),
            ("interests", w.interests),
            ("availability", w.availability),
            ("isolation", w.isolation),
        ] {
            fault(
                value > weight,
                &format!("/weights/{name}"),
                format!("A weight is between 0 and {weight}."),
            );
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}
