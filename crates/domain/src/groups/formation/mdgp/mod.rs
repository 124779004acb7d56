//! The maximally diverse grouping problem: groups within size bounds whose members are as far apart as possible.
//!
//! With "have not met yet" as the distance this is the cross-cutting composition. A [`Landscape`] is what is searched
//! (a [`Dense`] matrix, or counts of shared [`Features`] where a matrix would not fit), [`search`] walks over it. It
//! needs neither clock nor threads: it takes a seed and counts its steps.
//!
//! The problem and its bench (MDGPLIB): Gallego, Laguna, Martí, Duarte (2013), Tabu search with strategic oscillation
//! for the maximally diverse grouping problem, J. Oper. Res. Soc. 64, 724-734.

mod anneal;
mod dense;
mod features;
mod partition;
mod search;

pub use anneal::{Cooling, anneal, calibrate, climb};
pub use dense::Dense;
pub use features::{Features, Worth};
pub use partition::Partition;
pub use search::{Rounds, search, starting_sizes};

/// What a search walks over: a partition, and what each step would gain.
pub trait Landscape {
    /// Who is where now.
    fn partition(&self) -> &Partition;
    /// What the total gains when `e` moves to group `to`, another than its own.
    fn move_gain(&self, e: usize, to: usize) -> f32;
    /// What the total gains when `a` and `b`, of different groups, change places.
    fn swap_gain(&self, a: usize, b: usize) -> f32;
    fn make_move(&mut self, e: usize, to: usize);
    fn make_swap(&mut self, a: usize, b: usize);
    /// Whether `e` must stay where it is.
    fn is_fixed(&self, e: usize) -> bool;
    /// Goes (back) to a partition, given as each element's group.
    fn restore(&mut self, group_of: &[usize]);
}
