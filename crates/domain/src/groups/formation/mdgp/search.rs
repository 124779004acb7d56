//! Coolings in growing rounds: some from hot, some reheated from the best, so that any budget of time is well spent.

use super::{Cooling, Landscape, anneal, calibrate, climb};
use fastrand::Rng;

/// What to spend. Rounds come in fives, each five with twice the steps of the five before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounds {
    /// Steps of a round in the first five.
    pub steps: u64,
    pub rounds: u32,
}

/// Of every five rounds, so many start from hot, the rest from the best found.
const AFRESH: u32 = 3;
/// Where a reheated round starts between cold (0) and hot (1), on a logarithmic scale.
const REHEAT: f32 = 0.75;

/// Searches and leaves the landscape at the best partition met. Gives the gain over the start, never below 0, and
/// whether `keep_going`, asked every few hundred steps, let it finish.
pub fn search(
    land: &mut impl Landscape,
    plan: &Rounds,
    rng: &mut Rng,
    keep_going: &mut dyn FnMut() -> bool,
) -> (f64, bool) {
    let start = land.partition().assignment();
    if start.len() < 2 || land.partition().groups() < 2 {
        return (0.0, true);
    }
    let (hot, cold) = calibrate(land, rng);
    land.restore(&start);
    let (mut at, mut best) = (0.0, (0.0, start));
    for round in 0..plan.rounds {
        let mut cooling = Cooling {
            steps: plan.steps << (round / 5).min(20),
            hot,
            cold,
        };
        if round % 5 >= AFRESH {
            land.restore(&best.1);
            at = best.0;
            cooling.hot = cold * (hot / cold).powf(REHEAT);
        }
        let (gained, finished) = anneal(land, &cooling, rng, keep_going);
        at += gained + climb(land);
        if at > best.0 {
            best = (at, land.partition().assignment());
        }
        if !finished {
            land.restore(&best.1);
            return (best.0, false);
        }
    }
    land.restore(&best.1);
    (best.0, true)
}

/// Sizes within bounds that sum to `n`, uneven on purpose: with distances above 0, more pairs are worth more.
///
/// `None` when the bounds leave no room for `n`.
pub fn starting_sizes(n: usize, bounds: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut sizes: Vec<usize> = bounds.iter().map(|b| b.0).collect();
    let mut left = n.checked_sub(sizes.iter().sum())?;
    let mut order: Vec<usize> = (0..bounds.len()).collect();
    // Filling a group from lo to hi adds about (lo + hi) / 2 pairs for each element.
    order.sort_by_key(|&g| std::cmp::Reverse(bounds[g].0 + bounds[g].1));
    for g in order {
        let more = left.min(bounds[g].1.checked_sub(bounds[g].0)?);
        sizes[g] += more;
        left -= more;
    }
    (left == 0).then_some(sizes)
}
