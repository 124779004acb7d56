//! Minimum-cost flow by the primal-dual method (Ford and Fulkerson 1962), with Dijkstra on reduced costs for the potentials
//! (Edmonds and Karp 1972; Tomizawa 1971): optimal. Mentors often tie, so one potential serves many paths.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A network with integer capacities and costs that are not negative.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    out: Vec<Vec<u32>>,
    to: Vec<u32>,
    /// Capacity that is left; an arc and its reverse are neighbours (`arc ^ 1`).
    left: Vec<u32>,
    cost: Vec<i64>,
    potential: Vec<i64>,
}

impl Network {
    pub fn new(nodes: usize) -> Self {
        Self {
            out: vec![Vec::new(); nodes],
            potential: vec![0; nodes],
            ..Self::default()
        }
    }

    /// Adds an arc and gives its number.
    pub fn arc(&mut self, from: usize, to: usize, capacity: u32, cost: i64) -> usize {
        let at = self.to.len();
        for (a, b, c, w) in [(from, to, capacity, cost), (to, from, 0, -cost)] {
            self.out[a].push(self.to.len() as u32);
            self.to.push(b as u32);
            self.left.push(c);
            self.cost.push(w);
        }
        at
    }

    /// How much goes through an arc.
    pub fn through(&self, arc: usize) -> u32 {
        self.left[arc ^ 1]
    }

    /// After [`Self::run`]: what an arc that is not in the network would save for each unit, if negative.
    pub fn reduced(&self, from: usize, to: usize, cost: i64) -> i64 {
        cost + self.potential[from] - self.potential[to]
    }

    /// Sends as much as possible as cheaply as possible. Gives the amount and its cost.
    pub fn run(&mut self, source: usize, sink: usize) -> (u32, i64) {
        let (mut flow, mut total) = (0, 0);
        while self.reprice(source, sink) {
            let (more, cost) = self.augment(source, sink);
            flow += more;
            total += cost;
        }
        (flow, total)
    }

    /// Moves the potentials so that cheapest paths have reduced cost 0. False when the sink is out of reach.
    fn reprice(&mut self, source: usize, sink: usize) -> bool {
        let mut far = vec![i64::MAX; self.out.len()];
        let mut queue = BinaryHeap::from([Reverse((0, source))]);
        far[source] = 0;
        while let Some(Reverse((d, u))) = queue.pop() {
            if d > far[u] {
                continue;
            }
            if u == sink {
                break;
            }
            for a in self.out[u]
                .iter()
                .map(|&a| a as usize)
                .filter(|&a| self.left[a] > 0)
            {
                let v = self.to[a] as usize;
                let next = d + self.reduced(u, v, self.cost[a]);
                if next < far[v] {
                    far[v] = next;
                    queue.push(Reverse((next, v)));
                }
            }
        }
        let reach = far[sink];
        if reach == i64::MAX {
            return false;
        }
        self.potential
            .iter_mut()
            .zip(far)
            .for_each(|(p, f)| *p += f.min(reach));
        true
    }

    /// Sends what it finds along arcs of reduced cost 0, depth first, looking at each arc once.
    fn augment(&mut self, source: usize, sink: usize) -> (u32, i64) {
        let (mut flow, mut total) = (0, 0);
        let mut next = vec![0; self.out.len()];
        let mut seen = vec![false; self.out.len()];
        let (mut path, mut u): (Vec<usize>, usize) = (Vec::new(), source);
        seen[source] = true;
        loop {
            if u == sink {
                let push = path.iter().map(|&a| self.left[a]).min().unwrap_or(0);
                for a in path.drain(..) {
                    self.left[a] -= push;
                    self.left[a ^ 1] += push;
                    total += i64::from(push) * self.cost[a];
                    seen[self.to[a] as usize] = false;
                }
                flow += push;
                u = source;
            }
            if let Some(&a) = self.out[u].get(next[u]) {
                let (a, v) = (a as usize, self.to[a as usize] as usize);
                if self.left[a] > 0 && !seen[v] && self.reduced(u, v, self.cost[a]) == 0 {
                    seen[v] = true;
                    path.push(a);
                    u = v;
                } else {
                    next[u] += 1;
                }
            } else if let Some(a) = path.pop() {
                // A dead end stays marked for this round.
                u = self.to[a ^ 1] as usize;
                next[u] += 1;
            } else {
                return (flow, total);
            }
        }
    }
}
