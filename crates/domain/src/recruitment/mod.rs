//! Recruitment: a call for mentors, applications on attitude and not on marks, blind scoring, and who is offered a place.
//!
//! For students who apply, scorers, and staff who decide. Rules: nothing about attainment comes in; a deadline is a moment on the wall
//! clock of the scheme; two scorers who can't see each other; a state machine for applications; staff decide, never a ranking alone.

pub mod agreement;
pub mod application;
pub mod call;
mod checks;
pub mod interview;
pub mod letters;
pub mod rubric;
pub mod scorers;
pub mod scoring;
mod selection;
pub mod suggestion;
mod wire;

pub use application::{ApplicationEvent, ApplicationState};
pub use interview::*;
pub use letters::{CallLetters, LetterTemplate};
pub use scoring::{ScoringStand, ScoringState};
pub use selection::*;
pub use wire::*;
