//! Who scores what: every application gets enough scorers, no scorer one that they may not see, and nobody more than they must.
//!
//! A minimum-cost flow, so there is no fairer way: as many scorings as possible are given out, and among all ways to do that the sum of
//! the squares of what each scorer has in the end is the least, which makes the loads as even as the conflicts allow.

use crate::flow::Network;
use std::collections::BTreeSet;

/// Who scores, who is scored, and what was given out before.
#[derive(Clone, Debug, Default)]
pub struct Task {
    /// What each scorer has in hand already.
    pub loads: Vec<u32>,
    /// How many scorers each application still needs.
    pub needs: Vec<u32>,
    /// `(scorer, application)` that may not meet: one's own tutee, oneself, or what one has scored already.
    pub conflicts: BTreeSet<(usize, usize)>,
}

/// Who got what, and what nobody could be found for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dealt {
    /// `(scorer, application)`, sorted.
    pub pairs: Vec<(usize, usize)>,
    /// `(application, scorers missing)`.
    pub short: Vec<(usize, u32)>,
}

/// Deals the applications out. The seed turns the order round, so that the same two people don't always meet.
pub fn deal(task: &Task, seed: u64) -> Dealt {
    let (scorers, applications) = (task.loads.len(), task.needs.len());
    let (source, sink) = (scorers + applications, scorers + applications + 1);
    let mut net = Network::new(sink + 1);
    let wanted: u32 = task.needs.iter().sum();
    for (s, load) in task.loads.iter().enumerate() {
        let most = applications.min(wanted as usize) as u32;
        // One more on top of `k` adds `2k + 1` to the square: dearer each time, so the flow levels the loads.
        for k in *load..load.saturating_add(most) {
            net.arc(source, s, 1, 2 * i64::from(k) + 1);
        }
    }
    let mut random = fastrand::Rng::with_seed(seed);
    let mut arcs = vec![];
    for (a, need) in task.needs.iter().enumerate().filter(|(_, need)| **need > 0) {
        let mut order: Vec<usize> = (0..scorers).collect();
        random.shuffle(&mut order);
        for s in order.into_iter().filter(|s| !task.conflicts.contains(&(*s, a))) {
            arcs.push(((s, a), net.arc(s, scorers + a, 1, 0)));
        }
        net.arc(scorers + a, sink, *need, 0);
    }
    net.run(source, sink);
    let mut pairs: Vec<_> = arcs
        .into_iter()
        .filter(|(_, arc)| net.through(*arc) > 0)
        .map(|(pair, _)| pair)
        .collect();
    pairs.sort_unstable();
    let short = task
        .needs
        .iter()
        .enumerate()
        .map(|(a, need)| (a, need - pairs.iter().filter(|p| p.1 == a).count() as u32))
        .filter(|(_, missing)| *missing > 0)
        .collect();
    Dealt { pairs, short }
}

#[cfg(test)]
#[path = "scorers_tests.rs"]
mod tests;
