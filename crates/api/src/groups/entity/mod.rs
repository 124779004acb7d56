//! The tables of groups.

pub mod group_member;
pub mod keep_apart;
pub mod mentor_group;
pub mod pin;
pub mod proposal;
pub mod proposal_step;
pub mod rematch_request;
