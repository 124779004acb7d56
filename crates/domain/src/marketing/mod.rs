//! Marketing: campaigns, keep-warm journeys, announcements, the share kit, and the funnel that shows what came of them.
//!
//! For staff who write to new students and future mentors, and for everybody who is written to. Rules: nobody is written to unless every
//! question has a good answer, and an opt out always wins; nothing is sent that nobody approved; no message at night and at most one
//! automated one a week; a tracked link never leads to a stranger. [`campaign`] says how a campaign moves, [`audience`] who may be written
//! to, [`journey`] what comes next for a person. Builds on `cohorts`, `recruitment` and `training`.

pub mod announcement;
pub mod audience;
pub mod campaign;
pub mod channel;
pub mod funnel;
pub mod header;
pub mod journey;
pub mod links;
pub mod quiet;
pub mod reports;
pub mod share;
pub mod suppression;
pub mod template;
pub mod variant;

pub use campaign::{CampaignEvent, CampaignPart, CampaignRefusal, CampaignState};
pub use channel::Channel;
