//! How good groups are, each figure beside its bound.

use super::affinity::{Portrait, spread};
use super::board::{Board, Draft};
use super::dealing::fewest_pairs;
use super::matching::{self, Matching};
use super::people::People;
use super::{FormedGroup, Isolated, Mentee, Metrics, Roster, Settings, SizeTally};
use crate::cohorts::FheqLevel;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Measures groups, formed here or changed by hand since.
pub fn measure(roster: &Roster, settings: &Settings, groups: &[FormedGroup]) -> Metrics {
    let people = People::new(roster, settings);
    of(&Board::from_groups(&people, groups))
}

pub(super) fn of(b: &Board<'_, '_>) -> Metrics {
    let p = b.people;
    let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
    let used: Vec<usize> = (0..p.mentors.len())
        .filter(|&j| !b.groups_of[j].is_empty())
        .collect();
    let loads: Vec<u32> = used.iter().map(|&j| b.load(j)).collect();
    (0..b.drafts.len()).for_each(|g| *sizes.entry(b.size(g)).or_default() += 1);
    let placed: u32 = sizes.iter().map(|(size, groups)| size * groups).sum();
    let pairs: u64 = sizes
        .iter()
        .map(|(&size, &groups)| two_of(size.into()) * u64::from(groups))
        .sum();
    let tutor = ties(b, |m| m.tutor_group.map(|t| t.get()));
    let seminar = ties(b, |m| m.seminar_group.map(|t| t.get()));
    let rate = |same: u64| {
        if pairs == 0 {
            1.0
        } else {
            1.0 - same as f64 / pairs as f64
        }
    };
    let (mentor_score, best_mentor_score) = scores(b);
    Metrics {
        groups: b.drafts.len() as u32,
        mentees_placed: placed,
        mentees_unplaced: (p.mentees.len() as u32).saturating_sub(placed),
        mentors_used: used.len() as u32,
        mentors_spare: (0..p.mentors.len())
            .filter(|&j| p.usable(j) && b.groups_of[j].is_empty())
            .count() as u32,
        sizes: sizes
            .into_iter()
            .map(|(size, groups)| SizeTally { size, groups })
            .collect(),
        pairs,
        same_tutor_pairs: tutor.same,
        fewest_same_tutor_pairs: tutor.fewest,
        most_same_tutor_pairs: tutor.most,
        same_seminar_pairs: seminar.same,
        fewest_same_seminar_pairs: seminar.fewest,
        new_tie_rate: rate(tutor.same),
        best_new_tie_rate: rate(tutor.fewest),
        kept_with_tutor_group: tutor.kept,
        kept_with_seminar_group: seminar.kept,
        mentor_score,
        best_mentor_score,
        load_min: loads.iter().copied().min().unwrap_or(0),
        load_mean: (loads.iter().map(|&l| f64::from(l)).sum::<f64>() + 0.0) / loads.len().max(1) as f64,
        load_max: loads.iter().copied().max().unwrap_or(0),
        isolated: isolated(b),
    }
}

const fn two_of(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

struct Ties {
    same: u64,
    fewest: u64,
    most: u64,
    kept: u32,
}

/// Pairs in a group that share a teaching group, with bounds. The fewest is over the groups that hold the levels of that
/// teaching group, since levels stay together.
fn ties(b: &Board<'_, '_>, class: impl Fn(&Mentee) -> Option<Uuid>) -> Ties {
    let p = b.people;
    let mut here: BTreeMap<(Uuid, usize), u64> = BTreeMap::new();
    let mut totals: BTreeMap<Uuid, u64> = BTreeMap::new();
    let mut places: BTreeMap<Uuid, BTreeSet<(Option<Uuid>, FheqLevel)>> = BTreeMap::new();
    let mut holding: BTreeMap<(Option<Uuid>, FheqLevel), BTreeSet<usize>> = BTreeMap::new();
    for (g, d) in b.drafts.iter().enumerate() {
        for m in d.mentees.iter().map(|&i| p.mentees[i]) {
            let place = (
                (!p.settings.across_programmes).then_some(m.programme.get()),
                m.level,
            );
            holding.entry(place).or_default().insert(g);
            if let Some(c) = class(m) {
                *here.entry((c, g)).or_default() += 1;
                *totals.entry(c).or_default() += 1;
                places.entry(c).or_default().insert(place);
            }
        }
    }
    let most_in_one = u64::from(p.settings.max);
    let open = |c: &Uuid| match places.get(c) {
        Some(one) if one.len() == 1 => one.iter().filter_map(|x| holding.get(x)).map(BTreeSet::len).sum(),
        many => many
            .into_iter()
            .flatten()
            .filter_map(|x| holding.get(x))
            .flatten()
            .collect::<BTreeSet<_>>()
            .len(),
    };
    Ties {
        same: here.values().map(|&n| two_of(n)).sum(),
        fewest: totals.iter().map(|(c, &r)| fewest_pairs(r, open(c) as u64)).sum(),
        most: totals
            .values()
            .map(|&r| r / most_in_one * two_of(most_in_one) + two_of(r % most_in_one))
            .sum(),
        kept: here
            .iter()
            .filter(|&(&(_, g), &n)| n * 2 > u64::from(b.size(g)))
            .map(|(_, &n)| n as u32)
            .sum(),
    }
}

/// The matching's score, and the best that these groups allow.
fn scores(b: &Board<'_, '_>) -> (i64, i64) {
    let p = b.people;
    let portraits: Vec<_> = b.drafts.iter().map(|d| Portrait::new(p, &d.mentees)).collect();
    let met: i64 = b
        .drafts
        .iter()
        .enumerate()
        .flat_map(|(g, d)| d.mentors.iter().map(move |&j| (g, j)))
        .map(|(g, j)| portraits[g].score(p, j))
        .sum();
    let spent: i64 = b
        .groups_of
        .iter()
        .flat_map(|of| (0..of.len() as u32).map(spread))
        .sum();
    // Pinned mentors are no choice: they stay where they are, and the rest is assigned anew.
    let stays = |g: usize, j: usize| {
        let id = p.mentors[j].id;
        b.drafts[g]
            .mentees
            .iter()
            .any(|&i| p.mentees[i].pinned_to == Some(id))
    };
    let strip = |(g, d): (usize, &Draft)| Draft {
        mentors: d.mentors.iter().copied().filter(|&j| stays(g, j)).collect(),
        ..d.clone()
    };
    let bare = Board::new(p, b.drafts.iter().enumerate().map(strip).collect());
    let kept: i64 = bare
        .drafts
        .iter()
        .enumerate()
        .flat_map(|(g, d)| d.mentors.iter().map(move |&j| (g, j)))
        .map(|(g, j)| portraits[g].score(p, j))
        .sum();
    let kept_spent: i64 = bare
        .groups_of
        .iter()
        .flat_map(|of| (0..of.len() as u32).map(spread))
        .sum();
    let open = |groups: Vec<usize>| groups.into_iter().filter(|&g| !bare.is_staffed(g)).collect();
    let assigned = matching::by_programme(&bare)
        .into_iter()
        .map(|groups| Matching::new(&bare, open(groups)).solve().score);
    let best = assigned.sum::<i64>() + kept - kept_spent;
    (met - spent, best.max(met - spent))
}

fn isolated(b: &Board<'_, '_>) -> Vec<Isolated> {
    let p = b.people;
    // Who has a tag, by group; apart for each programme where groups stay within one.
    type Holders = BTreeMap<usize, Vec<usize>>;
    let mut seats: BTreeMap<(Option<Uuid>, &str, &str), Holders> = BTreeMap::new();
    for (i, g) in b.seat.iter().enumerate().filter_map(|(i, g)| Some((i, (*g)?))) {
        let m = p.mentees[i];
        let near = (!p.settings.across_programmes).then_some(m.programme.get());
        let tags: BTreeSet<_> = m.monitored.iter().collect();
        for (a, v) in tags {
            seats
                .entry((near, a, v))
                .or_default()
                .entry(g)
                .or_default()
                .push(i);
        }
    }
    let mut lone = Vec::new();
    for ((_, attribute, value), groups) in &seats {
        // The fewest others in a group, so that the swap helps two at once.
        let fullest = |not: usize| {
            groups
                .iter()
                .filter(|(g, _)| **g != not)
                .map(|(g, who)| (who.len(), *g))
                .min()
        };
        for (&g, who) in groups.iter().filter(|(_, who)| who.len() == 1) {
            lone.push(Isolated {
                participant: p.mentees[who[0]].id,
                attribute: (*attribute).to_owned(),
                value: (*value).to_owned(),
                group: g as u32,
                suggested_group: fullest(g).map(|(_, other)| other as u32),
            });
        }
    }
    lone
}
