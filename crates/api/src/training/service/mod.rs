//! Use cases of training, a file for each kind of thing that is done.

pub mod asked;
pub mod authoring;
pub mod clearing;
pub mod completions;
pub mod daily;
pub mod dashboard;
pub mod external;
pub mod institution;
pub mod learning;
pub mod path;
pub mod posts;
pub mod quiz;
mod refreshing;
pub mod reminders;
pub mod roster;
pub mod settings;
mod walk;
