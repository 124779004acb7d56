//! The solvers on their own: flow against trying everything, the search against small instances with known answers.

use super::super::affinity::Portrait;
use super::super::board::{Board, Draft};
use super::super::matching::Matching;
use super::super::mdgp::{Dense, Features, Landscape, Partition, Rounds, Worth, search, starting_sizes};
use super::super::people::People;
use super::*;
use crate::flow::Network;
use fastrand::Rng;

/// Most arcs used, then least cost, trying every subset of a small bipartite graph.
fn best_by_trying(arcs: &[(usize, usize, i64)], free: &mut [u32], from: usize, seated: u32) -> (u32, i64) {
    let Some(at) = arcs.iter().map(|a| a.0).find(|&a| a >= from) else {
        return (seated, 0);
    };
    let better = |a: (u32, i64), b: (u32, i64)| if (b.0, -b.1) > (a.0, -a.1) { b } else { a };
    let mut best = best_by_trying(arcs, free, at + 1, seated);
    for &(_, j, cost) in arcs.iter().filter(|a| a.0 == at) {
        if free[j] > 0 {
            free[j] -= 1;
            let (n, c) = best_by_trying(arcs, free, at + 1, seated + 1);
            free[j] += 1;
            best = better(best, (n, c + cost));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn flow_is_optimal(
        arcs in prop::collection::btree_map((0usize..6, 0usize..5), 0i64..40, 0..20),
        free in prop::collection::vec(0u32..3, 5),
    ) {
        let mut arcs: Vec<_> = arcs.into_iter().map(|((a, b), c)| (a, b, c)).collect();
        arcs.sort_unstable();
        let mut n = Network::new(13);
        (0..6).for_each(|a| { n.arc(0, 2 + a, 1, 0); });
        (0..5).for_each(|j| { n.arc(8 + j, 1, free[j], 0); });
        arcs.iter().for_each(|&(a, j, c)| { n.arc(2 + a, 8 + j, 1, c); });
        prop_assert_eq!(n.run(0, 1), best_by_trying(&arcs, &mut free.clone(), 0, 0));
    }

    #[test]
    fn pricing_finds_what_all_arcs_would(wanted in prop::collection::vec(prop::collection::vec(0u8..12, 3), 90), seed in 0u64..99) {
        // 30 groups of one taste, 90 mentors with three each: far more pairs than the flow starts with.
        let mut roster = cohort(&[4; 30], 90);
        let mut rng = Rng::with_seed(seed);
        let likes = |n: u8| format!("interest {n}");
        for four in roster.mentees.chunks_mut(4) {
            let taste = rng.u8(..12);
            four.iter_mut().for_each(|m| m.interests = vec![likes(taste)]);
        }
        for (m, w) in roster.mentors.iter_mut().zip(wanted) {
            m.interests = w.into_iter().map(likes).collect();
        }
        let people = People::new(&roster, &Settings::default());
        let draft = |g: usize| Draft { mentees: (4 * g..4 * g + 4).collect(), ..Draft::default() };
        let board = Board::new(&people, (0..30).map(draft).collect());
        let found = Matching::new(&board, (0..30).collect()).solve();
        let mut all = Network::new(2 + 30 + 90);
        (0..90).for_each(|j| { all.arc(32 + j, 1, 1, 0); });
        for g in 0..30 {
            let portrait = Portrait::new(&people, &board.drafts[g].mentees);
            all.arc(0, 2 + g, 1, 0);
            (0..90).for_each(|j| { all.arc(2 + g, 32 + j, 1, 1_000 - portrait.score(&people, j)); });
        }
        let (flow, cost) = all.run(0, 1);
        prop_assert_eq!((found.pairs.len() as u32, found.score), (flow, 1_000 * i64::from(flow) - cost));
    }

    #[test]
    fn gains_are_what_the_value_changes_by(
        d in prop::collection::vec(0u16..100, 144), steps in prop::collection::vec((0usize..12, 0usize..12, 0usize..3), 1..40),
    ) {
        let matrix = |a: usize, b: usize| f32::from(d[a.min(b) * 12 + a.max(b)]);
        let full: Vec<f32> = (0..144).map(|x| if x / 12 == x % 12 { 0.0 } else { matrix(x / 12, x % 12) }).collect();
        let at: Vec<usize> = (0..12).map(|e| e % 3).collect();
        let mut land = Dense::new(full, Partition::new(&at, &[(2, 6); 3]), vec![]);
        for (a, b, g) in steps {
            let before = land.value();
            let p = land.partition();
            let gain = if p.may_move(a, g) {
                let gain = land.move_gain(a, g);
                land.make_move(a, g);
                gain
            } else if p.group_of(a) != p.group_of(b) {
                let gain = land.swap_gain(a, b);
                land.make_swap(a, b);
                gain
            } else {
                0.0
            };
            prop_assert_eq!(land.value() - before, f64::from(gain));
        }
    }

    #[test]
    fn counting_features_gives_the_same_gains_as_the_matrix(
        of in prop::collection::vec(prop::collection::btree_set(0u32..6, 0..4), 12), steps in prop::collection::vec((0usize..12, 0usize..12), 1..30),
    ) {
        let worth: Vec<Worth> = (0..6).map(|f| Worth { pair: f as f32 - 3.0, alone: 0.0 }).collect();
        let at: Vec<usize> = (0..12).map(|e| e % 3).collect();
        let p = Partition::new(&at, &[(1, 12); 3]);
        let mut counted = Features::new(of.into_iter().map(|f| f.into_iter().collect()).collect(), worth, p.clone(), vec![]);
        let mut dense = Dense::new(counted.matrix(), p, vec![]);
        for (a, b) in steps {
            if dense.partition().group_of(a) != dense.partition().group_of(b) {
                prop_assert_eq!(dense.swap_gain(a, b), counted.swap_gain(a, b));
                let to = dense.partition().group_of(b);
                prop_assert_eq!(dense.move_gain(a, to), counted.move_gain(a, to));
                dense.make_swap(a, b);
                counted.make_swap(a, b);
            }
        }
    }
}

/// Best value of a partition into groups within bounds, trying every one.
fn best_partition(d: &dyn Fn(usize, usize) -> f64, n: usize, bounds: &[(usize, usize)]) -> f64 {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); bounds.len()];
    fn go(
        d: &dyn Fn(usize, usize) -> f64,
        e: usize,
        n: usize,
        bounds: &[(usize, usize)],
        groups: &mut [Vec<usize>],
    ) -> f64 {
        if e == n {
            return if groups.iter().zip(bounds).all(|(g, b)| g.len() >= b.0) {
                0.0
            } else {
                f64::NEG_INFINITY
            };
        }
        let mut best = f64::NEG_INFINITY;
        for g in 0..groups.len() {
            if groups[g].len() < bounds[g].1 {
                let gain: f64 = groups[g].iter().map(|&x| d(x, e)).sum();
                groups[g].push(e);
                best = best.max(gain + go(d, e + 1, n, bounds, groups));
                groups[g].pop();
            }
        }
        best
    }
    go(d, 0, n, bounds, &mut groups)
}

#[test]
fn the_search_finds_the_proven_optimum_of_small_instances() {
    for seed in 0..12 {
        let mut rng = Rng::with_seed(seed);
        let (n, bounds) = (9, [(2, 4), (3, 3), (2, 5)]);
        let mut d = vec![0.0f32; n * n];
        for (a, b) in (0..n).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let x = f32::from(rng.u8(..100));
            (d[a * n + b], d[b * n + a]) = (x, x);
        }
        let sizes = starting_sizes(n, &bounds).expect("room for all");
        let at: Vec<usize> = sizes
            .iter()
            .enumerate()
            .flat_map(|(g, &s)| std::iter::repeat_n(g, s))
            .collect();
        let mut land = Dense::new(d.clone(), Partition::new(&at, &bounds), vec![]);
        let plan = Rounds {
            steps: 20_000,
            rounds: 5,
        };
        search(&mut land, &plan, &mut rng, &mut || true);
        let best = best_partition(&|a, b| f64::from(d[a * n + b]), n, &bounds);
        assert_eq!(land.value(), best, "seed {seed}");
    }
}

#[test]
fn bounds_without_room_have_no_starting_sizes() {
    assert_eq!(starting_sizes(5, &[(1, 2), (1, 2)]), None);
    assert_eq!(starting_sizes(1, &[(1, 2), (1, 2)]), None);
}
