//! Cairn's rules and wire types, shared by the server and the browser app.
//!
//! Nothing here does I/O, reads a clock or draws its own random numbers: `now` and the seed are arguments.
//! One room per capability; `identity` and `cohorts` stand at the bottom, `groups` and `training` build on them.

pub mod cohorts;
mod faults;
mod flow;
pub mod groups;
pub mod identity;
pub mod ids;
pub mod marketing;
pub mod operations;
pub mod paging;
pub mod problem;
pub mod recognition;
pub mod recruitment;
pub mod text;
pub mod training;
