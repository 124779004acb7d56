//! What people do with schemes and cohorts, one use case a function.

pub mod catalogue;
mod fitting;
pub mod overview;
pub mod participants;
pub mod schemes;
