//! Training: modules, lessons, scenarios and quizzes; who has done what; and the rule that clears a mentor.
//!
//! For mentors, and for staff who write modules and watch over progress. `clearance` is the home of the rule that nobody meets
//! mentees before their training is complete; `quiz` and `progress` follow from their inputs alone. Builds on `cohorts`.

mod checks;
pub mod clearance;
pub mod content;
pub mod progress;
pub mod quiz;
pub mod scenario;
mod wire;

pub use checks::host_is_allowed;
pub use content::*;
pub use progress::{
    CompletionSource, DUE_AGAIN_DAYS, DUE_SOON_DAYS, ModuleState, Progress, ProgressStep, lasts_until, parts,
};
pub use quiz::{Answer, AskedQuestion};
pub use wire::*;
