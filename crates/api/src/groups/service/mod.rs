//! Use cases of groups: each reads like the sentence it performs.

pub mod dashboard;
pub mod listing;
pub mod mine;
pub mod picture;
pub mod proposal;
mod sharing;
mod unplaced;
