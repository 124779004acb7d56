//! Use cases of groups: each reads like the sentence it performs.

pub mod adjusting;
pub mod dashboard;
pub mod detail;
pub mod forming;
pub mod leaving;
pub mod listing;
mod live;
pub mod mine;
pub mod moves;
pub mod picture;
pub mod proposal;
pub mod publishing;
pub mod rematching;
mod sharing;
mod tell;
mod unplaced;
pub mod wishes;
