//! Distances in a matrix: gains in constant time, steps in time linear in the number of elements.

use super::{Landscape, Partition};

/// A matrix of distances and, for every group and element, the element's summed distance to that group.
#[derive(Clone, Debug)]
pub struct Dense {
    n: usize,
    /// `distance[a * n + b]`, symmetric.
    distance: Vec<f32>,
    /// `to_group[g * n + e]`: group-major, so that a step updates two runs of memory.
    to_group: Vec<f32>,
    partition: Partition,
    fixed: Vec<bool>,
}

impl Dense {
    /// `distance` is a full symmetric matrix, row by row; `fixed` (or nothing) marks who must stay.
    pub fn new(distance: Vec<f32>, partition: Partition, fixed: Vec<bool>) -> Self {
        let n = partition.len();
        let mut to_group = vec![0.0; n * partition.groups()];
        for e in 0..n {
            add(
                &mut to_group[partition.group_of(e) * n..][..n],
                &distance[e * n..][..n],
                1.0,
            );
        }
        Self {
            n,
            distance,
            to_group,
            partition,
            fixed,
        }
    }

    /// The sum of distances within groups, computed afresh.
    pub fn value(&self) -> f64 {
        let row = |a: usize| &self.distance[a * self.n..][..self.n];
        let within = |g: usize| {
            let m = self.partition.members(g);
            let pairs = m
                .iter()
                .enumerate()
                .flat_map(|(i, &a)| m[i + 1..].iter().map(move |&b| (a, b)));
            pairs
                .map(|(a, b)| f64::from(row(a as usize)[b as usize]))
                .sum::<f64>()
        };
        (0..self.partition.groups()).map(within).sum()
    }

    fn shift(&mut self, e: usize, from: usize, to: usize) {
        let n = self.n;
        let row = &self.distance[e * n..][..n];
        add(&mut self.to_group[from * n..][..n], row, -1.0);
        add(&mut self.to_group[to * n..][..n], row, 1.0);
    }
}

fn add(into: &mut [f32], row: &[f32], sign: f32) {
    for (x, d) in into.iter_mut().zip(row) {
        *x += sign * d;
    }
}

impl Landscape for Dense {
    fn partition(&self) -> &Partition {
        &self.partition
    }
    fn move_gain(&self, e: usize, to: usize) -> f32 {
        self.to_group[to * self.n + e] - self.to_group[self.partition.group_of(e) * self.n + e]
    }
    fn swap_gain(&self, a: usize, b: usize) -> f32 {
        let (ga, gb) = (self.partition.group_of(a), self.partition.group_of(b));
        self.move_gain(a, gb) + self.move_gain(b, ga) - 2.0 * self.distance[a * self.n + b]
    }
    fn make_move(&mut self, e: usize, to: usize) {
        self.shift(e, self.partition.group_of(e), to);
        self.partition.make_move(e, to);
    }
    fn make_swap(&mut self, a: usize, b: usize) {
        let (ga, gb) = (self.partition.group_of(a), self.partition.group_of(b));
        let n = self.n;
        for e in 0..n {
            let d = self.distance[b * n + e] - self.distance[a * n + e];
            self.to_group[ga * n + e] += d;
            self.to_group[gb * n + e] -= d;
        }
        self.partition.make_swap(a, b);
    }
    fn is_fixed(&self, e: usize) -> bool {
        self.fixed.get(e).copied().unwrap_or(false)
    }
    fn restore(&mut self, group_of: &[usize]) {
        for (e, &g) in group_of.iter().enumerate() {
            let now = self.partition.group_of(e);
            if now != g {
                self.shift(e, now, g);
                self.partition.make_move(e, g);
            }
        }
    }
}
