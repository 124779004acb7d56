//! Mentors to groups: the assignment with the most groups served and, among those, the highest score.
//!
//! A minimum-cost flow: source -> group (as many units as it needs mentors) -> mentor -> sink, where a mentor's further
//! groups cost more, and a last resort takes what nobody can serve. Every pair of group and mentor would be millions of
//! arcs, so the flow starts with each group's best few and prices the rest: an arc left out whose reduced cost is below
//! 0 would help, so it is let in and the flow solved again. When none would, the optimum of the few is the optimum of all
//! (column generation, after Dantzig and Wolfe 1960).

use super::affinity::{PERFECT, Portrait, spread};
use super::board::Board;
use super::people::People;
use crate::flow::Network;
use crate::ids::ProgrammeId;
use std::collections::{BTreeMap, BTreeSet};

/// Arcs a group starts with.
const FEW: usize = 24;
/// Costs more than any assignment can save.
const NOBODY: i64 = 1_000_000_000;

/// One assignment problem: groups that need mentors, and what each mentor has left.
pub(super) struct Matching<'m, 'p, 'a> {
    pub board: &'m Board<'p, 'a>,
    pub groups: Vec<usize>,
    /// Groups each mentor may still take, and how many they have.
    pub free: Vec<u32>,
    pub banned: BTreeSet<(usize, usize)>,
}

pub(super) struct Matched {
    /// Group and mentor.
    pub pairs: Vec<(usize, usize)>,
    /// Scores less what spreading costs.
    pub score: i64,
}

impl<'m, 'p, 'a> Matching<'m, 'p, 'a> {
    /// For groups that still need mentors. Each mentor's groups are counted by the smallest share, so that the optimum
    /// is a bound; [`assign`] checks what they really carry.
    pub fn new(board: &'m Board<'p, 'a>, groups: Vec<usize>) -> Self {
        let p = board.people;
        let least = groups
            .iter()
            .map(|&g| p.settings.share(board.size(g)))
            .min()
            .unwrap_or(1)
            .max(1);
        let free = |j: usize| {
            let has = board.groups_of[j].len() as u32;
            let by_room = p.room(j).saturating_sub(board.load(j)) / least;
            if p.usable(j) {
                p.mentors[j]
                    .max_groups
                    .saturating_sub(has)
                    .min(by_room)
                    .min(groups.len() as u32)
            } else {
                0
            }
        };
        Self {
            board,
            free: (0..p.mentors.len()).map(free).collect(),
            groups,
            banned: BTreeSet::new(),
        }
    }

    /// Whether the mentor's programme is one of the groups'.
    fn in_reach(&self, j: usize) -> bool {
        let p = self.board.people;
        let theirs = p.mentors[j].programme;
        p.settings.across_programmes
            || self
                .groups
                .iter()
                .any(|&g| self.board.drafts[g].programme.is_none_or(|x| x == theirs))
    }

    fn may(&self, g: usize, j: usize) -> bool {
        let (p, b) = (self.board.people, self.board);
        let needed = p.settings.share(b.size(g));
        self.free[j] > 0
            && p.room(j) >= b.load(j) + needed
            && !self.banned.contains(&(g, j))
            && suits(b, g, j)
    }

    pub fn solve(&self) -> Matched {
        let p: &People<'a> = self.board.people;
        let portraits: Vec<_> = self
            .groups
            .iter()
            .map(|&g| Portrait::new(p, &self.board.drafts[g].mentees))
            .collect();
        let able: Vec<usize> = (0..p.mentors.len())
            .filter(|&j| self.free[j] > 0 && self.in_reach(j))
            .collect();
        let cost = |at: usize, j: usize| PERFECT - portraits[at].score(p, j);
        let mut arcs: Vec<Vec<usize>> = (0..self.groups.len())
            .map(|at| self.best_few(at, &able, &cost))
            .collect();
        loop {
            let (network, numbered) = self.network(&arcs, &able, &cost);
            let mut more = false;
            for (at, known) in arcs.iter_mut().enumerate() {
                let known_before: BTreeSet<usize> = known.iter().copied().collect();
                let mut missed: Vec<(i64, usize)> = (0..able.len())
                    .filter(|k| !known_before.contains(k))
                    .map(|k| {
                        (
                            network.reduced(2 + at, 2 + self.groups.len() + k, cost(at, able[k])),
                            k,
                        )
                    })
                    .filter(|&(saves, k)| saves < 0 && self.may(self.groups[at], able[k]))
                    .collect();
                missed.sort_unstable();
                known.extend(missed.iter().take(FEW).map(|&(_, k)| k));
                more |= !missed.is_empty();
            }
            if !more {
                return self.read(&network, &numbered, &able, &portraits);
            }
        }
    }

    /// The cheapest few mentors, as positions in `able`; ties are broken differently for each group, so that groups
    /// which look alike don't all ask for the same mentors.
    fn best_few(&self, at: usize, able: &[usize], cost: &dyn Fn(usize, usize) -> i64) -> Vec<usize> {
        let mix = |k: usize| {
            (k as u64 + 1)
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                .rotate_left((at % 64) as u32)
                ^ at as u64
        };
        let tie = |k: usize| mix(k).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 8;
        let g = self.groups[at];
        let fits = (0..able.len()).filter(|&k| self.may(g, able[k]));
        let mut ranked: Vec<(i64, u64, usize)> = fits.map(|k| (cost(at, able[k]), tie(k), k)).collect();
        if ranked.len() > FEW {
            ranked.select_nth_unstable(FEW);
            ranked.truncate(FEW);
        }
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, _, k)| k).collect()
    }

    fn network(
        &self,
        arcs: &[Vec<usize>],
        able: &[usize],
        cost: &dyn Fn(usize, usize) -> i64,
    ) -> (Network, Vec<(usize, usize, usize)>) {
        let (source, sink, groups) = (0, 1, self.groups.len());
        let mut n = Network::new(2 + groups + able.len());
        for (k, &j) in able.iter().enumerate() {
            let has = self.board.groups_of[j].len() as u32;
            for extra in 0..self.free[j] {
                n.arc(2 + groups + k, sink, 1, spread(has + extra));
            }
        }
        let mut numbered = Vec::new();
        for (at, &g) in self.groups.iter().enumerate() {
            let d = &self.board.drafts[g];
            let needs = self.board.people.settings.mentors_for(self.board.size(g));
            n.arc(source, 2 + at, needs.saturating_sub(d.mentors.len() as u32), 0);
            n.arc(2 + at, sink, 2, NOBODY);
            for &k in &arcs[at] {
                numbered.push((n.arc(2 + at, 2 + groups + k, 1, cost(at, able[k])), at, k));
            }
        }
        n.run(source, sink);
        (n, numbered)
    }

    fn read(
        &self,
        network: &Network,
        numbered: &[(usize, usize, usize)],
        able: &[usize],
        portraits: &[Portrait],
    ) -> Matched {
        let used = numbered.iter().filter(|(arc, _, _)| network.through(*arc) > 0);
        let mut taken = vec![0; able.len()];
        let mut score = 0;
        let mut pairs = Vec::new();
        for &(_, at, k) in used {
            score += portraits[at].score(self.board.people, able[k]);
            score -= spread(self.board.groups_of[able[k]].len() as u32 + taken[k]);
            taken[k] += 1;
            pairs.push((self.groups[at], able[k]));
        }
        Matched { pairs, score }
    }
}

/// Level, programme and keep-apart: whatever doesn't depend on what else the mentor takes.
pub(super) fn suits(b: &Board<'_, '_>, g: usize, j: usize) -> bool {
    let (p, d) = (b.people, &b.drafts[g]);
    let id = p.mentors[j].id;
    let kept = p.kept_from(id);
    (p.settings.across_programmes || d.programme.is_none_or(|x| x == p.mentors[j].programme))
        && !d.mentors.contains(&j)
        && d.mentees.iter().all(|&i| p.above(j, i))
        && (kept.is_empty()
            || !(d.mentees.iter().any(|&i| kept.contains(&p.mentees[i].id))
                || d.mentors.iter().any(|&k| kept.contains(&p.mentors[k].id))))
}

/// Groups by programme, since no mentor serves two: many small assignments are far less work than a large one.
pub(super) fn by_programme(b: &Board<'_, '_>) -> Vec<Vec<usize>> {
    let mut by: BTreeMap<Option<ProgrammeId>, Vec<usize>> = BTreeMap::new();
    let there = (0..b.drafts.len()).filter(|&g| b.size(g) > 0);
    there.for_each(|g| by.entry(b.drafts[g].programme).or_default().push(g));
    by.into_values().collect()
}

/// Gives groups their mentors, each in the pool's reach. Groups that nobody can serve stay without.
pub(super) fn assign(board: &mut Board<'_, '_>, groups: &[usize]) {
    let open: Vec<usize> = groups.iter().copied().filter(|&g| !board.is_staffed(g)).collect();
    let mut matching = Matching::new(board, open);
    let pairs = loop {
        let matched = matching.solve();
        let too_much = overloaded(board, &matched.pairs);
        let quarrel = matched.pairs.iter().enumerate().find_map(|(x, &(g, a))| {
            let other = matched.pairs[..x].iter().find(|&&(h, b)| {
                h == g
                    && board
                        .people
                        .are_apart(board.people.mentors[a].id, board.people.mentors[b].id)
            });
            other.map(|_| (g, a))
        });
        if too_much.is_empty() && quarrel.is_none() {
            break matched.pairs;
        }
        let (free, banned) = (matching.free, matching.banned);
        matching = Matching {
            board,
            groups: matching.groups,
            free,
            banned,
        };
        matching.banned.extend(quarrel);
        for j in too_much {
            matching.free[j] -= 1;
        }
    };
    for (g, j) in pairs {
        board.assign(j, g);
    }
}

/// Mentors whose groups together are more than they can carry.
fn overloaded(board: &Board<'_, '_>, pairs: &[(usize, usize)]) -> BTreeSet<usize> {
    let p = board.people;
    let mut load = BTreeMap::new();
    for &(g, j) in pairs {
        *load.entry(j).or_insert_with(|| board.load(j)) += p.settings.share(board.size(g));
    }
    load.into_iter()
        .filter(|&(j, l)| l > p.room(j))
        .map(|(j, _)| j)
        .collect()
}
