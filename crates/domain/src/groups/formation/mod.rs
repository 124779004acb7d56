//! Forming mentor groups: who meets whom, and with which mentor.
//!
//! For scheme leads. Give a [`Roster`] and [`Settings`], get a [`Formation`]: a proposal for people to judge, never a
//! decision. Pure: no clock, no threads, no randomness but the seed, so the same input always gives the same groups.
//!
//! Hard rules, never traded ([`violations`] checks them all): one group per mentee, sizes in bounds, a cleared mentor
//! above every mentee's level and within capacity, keep-apart pairs apart, pins kept. Whoever can't be placed is listed
//! with the reason and the smallest change that would place them.
//!
//! Where next: `roster` and `settings` go in, `outcome` comes out, `run` tells the story of [`form`]. `aligned` and
//! `dealing` compose groups, `flow` and `matching` give them mentors, `mdgp` is the search for the most new ties;
//! `contested` sees to it that keeping somebody apart from a mentor costs nobody else a place.

mod advice;
mod affinity;
mod aligned;
mod board;
mod change;
mod check;
mod compose;
mod contested;
mod cost;
mod crosscut;
mod dealing;
mod diagnose;
mod judgement;
mod live;
mod matching;
pub mod mdgp;
mod measure;
mod outcome;
mod people;
mod plan;
mod reasons;
mod repair;
mod roster;
mod run;
mod settings;
mod shortage;
mod terms;
mod unplaced;
mod violation;

#[cfg(test)]
mod tests;

pub use change::*;
pub use check::violations;
pub use judgement::newly_broken;
pub use live::{eligible_groups, handle_withdrawal, place_late_joiner, rematch};
pub use measure::measure;
pub use outcome::*;
pub use reasons::*;
pub use roster::*;
pub use run::form;
pub use settings::*;
pub use unplaced::*;
pub use violation::*;
