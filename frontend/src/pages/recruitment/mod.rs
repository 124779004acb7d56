//! Recruitment: the page of a call that anybody can read, one's own applications, what one is asked to score, and what staff do with all of it.

pub mod apply;
pub mod call;
mod names;
pub mod scoring;
pub mod staff;

pub use apply::{ApplicationsCard, mine};
