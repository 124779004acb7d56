//! Cross-cutting composition: deal by tutor group, then search for what the other wishes allow.

use super::dealing::deal;
use super::mdgp::{Cooling, Dense, Landscape, Partition, anneal, climb};
use super::people::People;
use super::terms::Terms;
use super::{Effort, Weights};
use fastrand::Rng;
use std::collections::BTreeMap;

/// The seed's random numbers, and whether there is time.
pub(super) struct Search<'s> {
    pub rng: &'s mut Rng,
    pub keep_going: &'s mut dyn FnMut() -> bool,
}

/// Above this, a matrix of everybody's distances is too large and the search counts features instead.
const DENSE: usize = 1_500;

/// Fills groups of the given sizes. `fixed` says who is in a group already (position in `members`, group).
/// Gives each member's group, or none for who was left over.
pub(super) fn compose(
    people: &People<'_>,
    members: &[usize],
    sizes: &[usize],
    fixed: &BTreeMap<usize, usize>,
    search: &mut Search<'_>,
) -> Vec<Option<usize>> {
    let tutor = |e: usize| people.mentees[members[e]].tutor_group;
    let (mut room, mut has) = (sizes.to_vec(), BTreeMap::new());
    let mut group_of = vec![None; members.len()];
    for (&e, &g) in fixed {
        room[g] = room[g].saturating_sub(1);
        group_of[e] = Some(g);
        if let Some(t) = tutor(e) {
            *has.entry((t, g)).or_default() += 1;
        }
    }
    let free: Vec<_> = (0..members.len())
        .filter(|e| !fixed.contains_key(e))
        .map(|e| (e, tutor(e)))
        .collect();
    let (dealt, _) = deal(&free, &mut room, &has, search.rng);
    for (e, g) in dealt {
        group_of[e] = Some(g);
    }
    improve(people, members, &mut group_of, sizes.len(), fixed, search);
    group_of
}

fn improve(
    people: &People<'_>,
    members: &[usize],
    group_of: &mut [Option<usize>],
    groups: usize,
    fixed: &BTreeMap<usize, usize>,
    search: &mut Search<'_>,
) {
    let placed: Vec<usize> = (0..members.len()).filter(|&e| group_of[e].is_some()).collect();
    let ids: Vec<usize> = placed.iter().map(|&e| members[e]).collect();
    let terms = Terms::new(people, &ids);
    let dealt_is_best = !terms.beyond_tutor && fixed.is_empty();
    if groups < 2 || dealt_is_best {
        return;
    }
    let start: Vec<usize> = placed.iter().filter_map(|&e| group_of[e]).collect();
    let s = &people.settings;
    let partition = Partition::new(&start, &vec![(s.min as usize, s.max as usize); groups]).with_sizes_kept();
    let stay = placed.iter().map(|e| fixed.contains_key(e)).collect();
    let alone = terms.alone;
    let mut land = terms.landscape(partition, stay);
    if alone || placed.len() > DENSE {
        cool(&mut land, people, search);
        write(&land, &placed, group_of);
    } else {
        let matrix = land.matrix();
        let (partition, stay) = land.into_parts();
        let mut dense = Dense::new(matrix, partition, stay);
        cool(&mut dense, people, search);
        write(&dense, &placed, group_of);
    }
}

fn write(land: &impl Landscape, placed: &[usize], group_of: &mut [Option<usize>]) {
    for (at, &e) in placed.iter().enumerate() {
        group_of[e] = Some(land.partition().group_of(at));
    }
}

fn cool(land: &mut impl Landscape, people: &People<'_>, search: &mut Search<'_>) {
    let n = land.partition().len();
    let each = match people.settings.effort {
        Effort::Quick => 200,
        Effort::Balanced => 1_000,
        Effort::Thorough => 10_000,
    };
    let hot = warmth(land, &people.settings.weights, search.rng);
    let cooling = Cooling {
        steps: n as u64 * each,
        hot,
        cold: hot * 0.05,
    };
    let (_, finished) = anneal(land, &cooling, search.rng, search.keep_going);
    if finished && n <= DENSE {
        climb(land);
    }
}

/// A temperature for the wishes that weigh less than tutor groups: hot enough to trade those, too cold to undo the deal.
fn warmth(land: &impl Landscape, weights: &Weights, rng: &mut Rng) -> f32 {
    let p = land.partition();
    let pairs = std::iter::repeat_with(|| (rng.usize(..p.len()), rng.usize(..p.len()))).take(2_000);
    let apart = pairs.filter(|&(a, b)| p.group_of(a) != p.group_of(b));
    let gains: Vec<f32> = apart
        .map(|(a, b)| land.swap_gain(a, b).abs())
        .filter(|g| *g > 0.0)
        .collect();
    let most = if weights.tutor > 0 {
        weights.tutor as f32 * 0.5
    } else {
        1.0e5
    };
    let small: Vec<f32> = gains.iter().copied().filter(|g| *g < most).collect();
    let mean = small.iter().sum::<f32>() / small.len().max(1) as f32;
    // Nothing small to trade: a temperature at which only gains are taken.
    if small.is_empty() {
        0.1
    } else {
        mean.min(most / 10.0).max(0.1)
    }
}
