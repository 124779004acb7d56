//! Aligned composition: teaching groups stay whole; those above the largest size are split evenly, those below the
//! smallest are joined with each other, and nobody is dropped.

use super::Strategy;
use super::people::People;
use super::plan::{Carrier, can_staff, sizes, split};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The teaching group that is to stay whole.
pub(super) fn block_of(people: &People<'_>, i: usize) -> Option<Uuid> {
    let m = people.mentees[i];
    match people.settings.strategy {
        Strategy::AlignedTutor => m.tutor_group.map(|t| t.get()),
        Strategy::AlignedSeminar => m.seminar_group.map(|t| t.get()),
        Strategy::CrossCutting => None,
    }
}

/// Groups of mentees, near the target where a teaching group must be split, else as near as the mentors allow.
pub(super) fn compose(people: &People<'_>, members: &[usize], carriers: &[Carrier]) -> Vec<Vec<usize>> {
    let s = &people.settings;
    let blocks = blocks(people, members);
    let mut targets: Vec<u32> = (s.min..=s.max).collect();
    targets.sort_by_key(|t| t.abs_diff(s.target));
    let tries = targets
        .into_iter()
        .map(|t| build(&blocks, t as usize, s.min as usize, s.max as usize));
    let staffed = |groups: &Vec<Vec<usize>>| {
        let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
        can_staff(&sizes, carriers, s)
    };
    tries
        .into_iter()
        .find(staffed)
        .unwrap_or_else(|| in_order(&blocks, &sizes(members.len(), carriers, s)))
}

/// Members by teaching group; in each, who shares the other teaching group stands together. Who has none comes last.
fn blocks(people: &People<'_>, members: &[usize]) -> Vec<Vec<usize>> {
    let mut by: BTreeMap<(bool, Option<Uuid>), Vec<usize>> = BTreeMap::new();
    for &i in members {
        let block = block_of(people, i);
        by.entry((block.is_none(), block)).or_default().push(i);
    }
    let other = |i: &usize| {
        let m = people.mentees[*i];
        let other = if people.settings.strategy == Strategy::AlignedTutor {
            m.seminar_group.map(|x| x.get())
        } else {
            m.tutor_group.map(|x| x.get())
        };
        (m.programme, other, *i)
    };
    by.into_values()
        .map(|mut block| {
            block.sort_by_key(other);
            block
        })
        .collect()
}

fn cut(members: &[usize], sizes: &[usize]) -> Vec<Vec<usize>> {
    let mut rest = members;
    let mut parts = Vec::new();
    for &size in sizes {
        let (part, more) = rest.split_at(size.min(rest.len()));
        parts.push(part.to_vec());
        rest = more;
    }
    if !rest.is_empty() {
        parts.push(rest.to_vec());
    }
    parts
}

fn build(blocks: &[Vec<usize>], target: usize, min: usize, max: usize) -> Vec<Vec<usize>> {
    let (mut whole, mut small) = (Vec::new(), Vec::new());
    for block in blocks {
        let n = block.len();
        let counts = n.div_ceil(max)..=n / min;
        let best = counts.min_by_key(|k| (k * target).abs_diff(n));
        match best {
            _ if n < min => small.push(block.clone()),
            _ if n <= max => whole.push(block.clone()),
            Some(k) => whole.extend(cut(block, &split(n, k))),
            // The bounds allow no even split: full groups, and the rest is joined with others.
            None => {
                let parts = cut(block, &vec![max; n / max]);
                let (full, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|p| p.len() >= min);
                whole.extend(full);
                small.extend(rest);
            }
        }
    }
    join_small(&mut whole, small, min, max);
    whole
}

/// Joins what is below the smallest size: with each other while that fits, the last with a group that has room.
fn join_small(whole: &mut Vec<Vec<usize>>, mut small: Vec<Vec<usize>>, min: usize, max: usize) {
    small.sort_by_key(|b| std::cmp::Reverse(b.len()));
    while let Some(mut group) = (!small.is_empty()).then(|| small.remove(0)) {
        while group.len() < min {
            let fits = small.iter().position(|b| group.len() + b.len() <= max);
            let Some(at) = fits else { break };
            group.extend(small.remove(at));
        }
        if group.len() >= min {
            whole.push(group);
            continue;
        }
        let roomy = (0..whole.len())
            .filter(|&g| whole[g].len() + group.len() <= max)
            .min_by_key(|&g| whole[g].len());
        match roomy {
            Some(g) => whole[g].extend(group),
            // No group has room for all: the fragment stands for now, and is filled up or spread one by one later.
            None => whole.push(group),
        }
    }
}

/// When mentors are too few or too small for whole groups: teaching groups in a row, cut where the mentors' places end.
fn in_order(blocks: &[Vec<usize>], sizes: &[usize]) -> Vec<Vec<usize>> {
    let row: Vec<usize> = blocks.iter().flatten().copied().collect();
    // Who is left has no seat yet: the repair looks for one.
    cut(&row[..row.len().min(sizes.iter().sum())], sizes)
}
