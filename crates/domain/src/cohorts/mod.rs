//! Schemes and the people in them: who is new, who mentors, what they study and when they start.
//!
//! For scheme leads and imports. Rules: a mentor's level is above a mentee's; under 18 is computed for each date;
//! nobody's marks are ever taken in. Next: `vocabulary` for the words, `scheme` and `participant` for the wire types.

pub mod availability;
mod belonging;
mod capacity;
pub mod clearance;
pub mod import;
pub mod participant;
pub mod rounding;
pub mod scheme;
pub mod vocabulary;

pub use availability::Availability;
pub use belonging::belongs_in_a_group;
pub use capacity::{capacity_fault, mentors_for};
pub use clearance::Clearance;
pub use participant::*;
pub use scheme::*;
pub use vocabulary::*;
