//! Recognition: evidence of what mentors do, and the awards, HEAR entries, credit and badges that come from it.
//!
//! For mentors, who see what they have and what is next, and for staff, who confirm, award and verify. [`evidence`] says who may
//! confirm what, [`rule`] says who has earned an award, [`hear`] what stands in the way of an entry, [`wbl`] how a claim for
//! credit goes. Builds on `cohorts` and `training`.

mod checks;
pub mod evidence;
pub mod hear;
pub mod rule;
pub mod wbl;
mod wire;

pub use evidence::{EvidenceDecision, EvidenceKind, EvidenceSource, EvidenceState, HoursUse};
pub use hear::{HearBlock, HearCategory, HearEntryState, HearSettings};
pub use rule::{
    Assessment, AwardRule, AwardTier, Facts, Requirement, RuleBlock, RuleMode, RuleStep, award_title,
};
pub use wbl::{WblEvent, WblState};
pub use wire::*;
