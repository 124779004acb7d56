//! Mentor groups: how they are formed, proposed, published and kept right as people come and go.
//!
//! For scheme leads, mentors and mentees. Rules: a cleared mentor above the mentee's level, one group per mentee, sizes in
//! bounds, keep-apart pairs apart. Next: `formation` for the algorithms, `wire` for what the API takes and gives.

pub mod alerts;
mod checks;
pub mod formation;
pub mod new_ties;
pub mod wire;

pub use checks::MOST_SECONDS;
pub use wire::*;
