//! Academic credit for mentoring: the outcomes that a programme sets, and the claims that students hand in.

mod claim;
mod claims;
mod outcome_draft;
mod outcomes;
mod talk;

pub use claim::ClaimPage;
pub use claims::ClaimsPage;
pub use outcomes::OutcomesPage;
