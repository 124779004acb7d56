//! Dealing people over groups like cards, so that as few as possible from one tutor group meet.
//!
//! A tutor group of r people dealt over G groups makes at least e·C(q+1, 2) + (G-e)·C(q, 2) pairs, where q = r div G and
//! e = r mod G (the binomial is convex, so the even spread is best). Dealing each tutor group in turn, the odd ones to
//! where most room is, reaches that for all of them at once, and fills the groups evenly: it is the construction in
//! Gale (1957) and Ryser (1957) for 0-1 matrices with given row and column sums.

use fastrand::Rng;
use std::collections::BTreeMap;

/// Fewest pairs from one class of `r` people in `groups` groups.
pub(super) fn fewest_pairs(r: u64, groups: u64) -> u64 {
    if groups == 0 {
        return 0;
    }
    let (q, e) = (r / groups, r % groups);
    e * (q + 1) * q / 2 + (groups - e) * q * q.saturating_sub(1) / 2
}

/// Deals `people` (position and class) over groups that have `room` places left and hold `has[(class, group)]` already.
/// Gives each dealt person's group, and who was left when every place was taken.
pub(super) fn deal<C: Ord + Copy>(
    people: &[(usize, Option<C>)],
    room: &mut [usize],
    has: &BTreeMap<(C, usize), usize>,
    rng: &mut Rng,
) -> (Vec<(usize, usize)>, Vec<usize>) {
    let mut classes: BTreeMap<Option<C>, Vec<usize>> = BTreeMap::new();
    people
        .iter()
        .for_each(|&(i, class)| classes.entry(class).or_default().push(i));
    let mut hands: Vec<(Option<C>, Vec<usize>)> = classes.into_iter().collect();
    // Largest first, who has no class last: they fit anywhere.
    hands.sort_by_key(|(class, hand)| (class.is_none(), std::cmp::Reverse(hand.len())));
    let (mut dealt, mut left) = (Vec::with_capacity(people.len()), Vec::new());
    let mut shuffled: Vec<usize> = (0..room.len()).collect();
    for (class, mut hand) in hands {
        rng.shuffle(&mut hand);
        rng.shuffle(&mut shuffled);
        let held = |g: usize| class.map_or(0, |c| has.get(&(c, g)).copied().unwrap_or(0));
        let mut seats = std::collections::BinaryHeap::new();
        for (tie, &g) in shuffled.iter().enumerate().filter(|&(_, &g)| room[g] > 0) {
            seats.push((std::cmp::Reverse(held(g)), room[g], tie, g));
        }
        for i in hand {
            let Some((std::cmp::Reverse(count), open, tie, g)) = seats.pop() else {
                left.push(i);
                continue;
            };
            room[g] -= 1;
            dealt.push((i, g));
            if open > 1 {
                // Who belongs to no class shares none: only room counts.
                let count = if class.is_some() { count + 1 } else { 0 };
                seats.push((std::cmp::Reverse(count), open - 1, tie, g));
            }
        }
    }
    (dealt, left)
}
