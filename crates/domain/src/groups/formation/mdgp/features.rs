//! Distances that come from what people share, without a matrix: gains in time linear in a person's own features.

use super::{Landscape, Partition};

/// What sharing a feature is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// For each pair in a group that has it; negative keeps them apart.
    pub pair: f32,
    /// What it costs when somebody is the only one in their group who has it.
    pub alone: f32,
}

/// Elements with sorted feature lists, and how often each feature occurs in each group.
#[derive(Clone, Debug)]
pub struct Features {
    of: Vec<Vec<u32>>,
    worth: Vec<Worth>,
    /// `count[group * features + feature]`.
    count: Vec<u16>,
    partition: Partition,
    fixed: Vec<bool>,
}

impl Features {
    /// `of[e]` lists element `e`'s features, each at most once; `worth` is by feature.
    pub fn new(mut of: Vec<Vec<u32>>, worth: Vec<Worth>, partition: Partition, fixed: Vec<bool>) -> Self {
        of.iter_mut().for_each(|f| f.sort_unstable());
        let mut count = vec![0; worth.len() * partition.groups()];
        for (e, features) in of.iter().enumerate() {
            for &f in features {
                count[partition.group_of(e) * worth.len() + f as usize] += 1;
            }
        }
        Self {
            of,
            worth,
            count,
            partition,
            fixed,
        }
    }

    /// The same terms as a matrix, when sharing is all that counts. Being alone is not a matter of pairs and left out.
    pub fn matrix(&self) -> Vec<f32> {
        let n = self.of.len();
        let mut d = vec![0.0; n * n];
        for a in 0..n {
            for b in a + 1..n {
                let mut sum = 0.0;
                walk(&self.of[a], &self.of[b], |f, who| {
                    if who == Who::Both {
                        sum += self.worth[f].pair;
                    }
                });
                (d[a * n + b], d[b * n + a]) = (sum, sum);
            }
        }
        d
    }

    pub fn into_parts(self) -> (Partition, Vec<bool>) {
        (self.partition, self.fixed)
    }

    fn at(&self, g: usize, f: usize) -> f32 {
        f32::from(self.count[g * self.worth.len() + f])
    }

    /// What it gains that one holder of a feature goes from one group to another.
    fn feature_gain(&self, f: usize, from: usize, to: usize) -> f32 {
        let (here, there, w) = (self.at(from, f), self.at(to, f), self.worth[f]);
        let mut gain = w.pair * (there - here + 1.0);
        if w.alone != 0.0 {
            let lonely = |count: f32| if count == 1.0 { 1.0 } else { 0.0 };
            gain += w.alone * (lonely(here) + lonely(there) - lonely(here - 1.0) - lonely(there + 1.0));
        }
        gain
    }

    fn carry(&mut self, e: usize, from: usize, to: usize) {
        let width = self.worth.len();
        for &f in &self.of[e] {
            self.count[from * width + f as usize] -= 1;
            self.count[to * width + f as usize] += 1;
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Who {
    First,
    Second,
    Both,
}

/// Goes through two sorted lists at once.
fn walk(a: &[u32], b: &[u32], mut see: impl FnMut(usize, Who)) {
    let (mut x, mut y) = (0, 0);
    loop {
        match (a.get(x), b.get(y)) {
            (Some(&f), Some(&g)) if f == g => {
                see(f as usize, Who::Both);
                (x, y) = (x + 1, y + 1);
            }
            (Some(&f), Some(&g)) if f < g => {
                see(f as usize, Who::First);
                x += 1;
            }
            (Some(&f), None) => {
                see(f as usize, Who::First);
                x += 1;
            }
            (_, Some(&g)) => {
                see(g as usize, Who::Second);
                y += 1;
            }
            (None, None) => return,
        }
    }
}

impl Landscape for Features {
    fn partition(&self) -> &Partition {
        &self.partition
    }
    fn move_gain(&self, e: usize, to: usize) -> f32 {
        let from = self.partition.group_of(e);
        self.of[e]
            .iter()
            .map(|&f| self.feature_gain(f as usize, from, to))
            .sum()
    }
    fn swap_gain(&self, a: usize, b: usize) -> f32 {
        let (ga, gb) = (self.partition.group_of(a), self.partition.group_of(b));
        let mut gain = 0.0;
        walk(&self.of[a], &self.of[b], |f, who| match who {
            Who::First => gain += self.feature_gain(f, ga, gb),
            Who::Second => gain += self.feature_gain(f, gb, ga),
            Who::Both => {}
        });
        gain
    }
    fn make_move(&mut self, e: usize, to: usize) {
        self.carry(e, self.partition.group_of(e), to);
        self.partition.make_move(e, to);
    }
    fn make_swap(&mut self, a: usize, b: usize) {
        let (ga, gb) = (self.partition.group_of(a), self.partition.group_of(b));
        self.carry(a, ga, gb);
        self.carry(b, gb, ga);
        self.partition.make_swap(a, b);
    }
    fn is_fixed(&self, e: usize) -> bool {
        self.fixed.get(e).copied().unwrap_or(false)
    }
    fn restore(&mut self, group_of: &[usize]) {
        for (e, &g) in group_of.iter().enumerate() {
            let now = self.partition.group_of(e);
            if now != g {
                self.carry(e, now, g);
                self.partition.make_move(e, g);
            }
        }
    }
}
