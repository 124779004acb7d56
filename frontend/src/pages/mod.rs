//! The pages, a folder for each capability. A page fetches, composes components of `ui`, and says what to do next.

pub mod cohorts;
pub mod groups;
pub mod home;
pub mod identity;
pub mod operations;
pub mod recognition;
pub mod recruitment;
pub mod training;
