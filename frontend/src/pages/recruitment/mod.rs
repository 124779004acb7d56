//! Recruitment: the page of a call that anybody can read, one's own applications, and what staff do with both.

pub mod apply;
pub mod call;
mod names;
pub mod staff;

pub use apply::{ApplicationsCard, mine};
