//! Queries of training, a file for each thing that is asked about.

pub mod completions;
pub mod learning;
pub mod mentors;
pub mod modules;
pub mod posts;
pub mod tally;
