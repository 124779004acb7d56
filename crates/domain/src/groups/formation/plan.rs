//! How many groups, and how large: near the target, within the bounds, and no more than the mentors can carry.

use super::Settings;

/// What a mentor can carry: mentees in all, and groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carrier {
    pub room: u32,
    pub groups: u32,
}

impl Carrier {
    fn slots(self, share: u32) -> u64 {
        u64::from(self.groups.min(self.room.checked_div(share).unwrap_or(0)))
    }
}

/// Sizes of the groups that `n` people make. They sum to `n`, or to fewer where bounds or mentors allow no more.
pub(super) fn sizes(n: usize, carriers: &[Carrier], s: &Settings) -> Vec<usize> {
    let (min, max, target) = (s.min as usize, s.max as usize, s.target as usize);
    let n = n.min((n / min) * max);
    if n == 0 || carriers.is_empty() {
        return Vec::new();
    }
    let mut counts: Vec<usize> = (n.div_ceil(max)..=n / min).collect();
    counts.sort_by_key(|&g| ((g * target).abs_diff(n), std::cmp::Reverse(g)));
    let even = counts
        .into_iter()
        .map(|g| split(n, g))
        .find(|sizes| can_staff(sizes, carriers, s));
    even.unwrap_or_else(|| as_mentors_allow(n, carriers, s))
}

/// `n` in `groups` parts that differ by one at most, the larger first.
pub(super) fn split(n: usize, groups: usize) -> Vec<usize> {
    (0..groups)
        .map(|g| n / groups + usize::from(g < n % groups))
        .collect()
}

/// Whether mentors suffice. Exact for one size or one group a mentor; else close, and the assignment has the last word.
pub(super) fn can_staff(sizes: &[usize], carriers: &[Carrier], s: &Settings) -> bool {
    let mut shares: Vec<u32> = Vec::new();
    for &size in sizes {
        let share = s.share(size as u32);
        shares.extend(std::iter::repeat_n(share, s.mentors_for(size as u32) as usize));
    }
    shares.sort_unstable_by(|a, b| b.cmp(a));
    let most = sizes.len() as u64;
    let mut from = 0;
    while from < shares.len() {
        let share = shares[from];
        let upto = shares.partition_point(|&x| x >= share);
        if carriers.iter().map(|c| c.slots(share).min(most)).sum::<u64>() < upto as u64 {
            return false;
        }
        from = upto;
    }
    true
}

/// When even sizes need more than there is: each mentor's groups as large as that mentor can carry, and no larger.
fn as_mentors_allow(n: usize, carriers: &[Carrier], s: &Settings) -> Vec<usize> {
    let pairs = s.min > s.two_mentors_above;
    let (least, most) = if pairs {
        (s.min.div_ceil(2), s.max.div_ceil(2))
    } else {
        (s.min, s.max.min(s.two_mentors_above))
    };
    let mut slots: Vec<usize> = Vec::new();
    for c in carriers {
        let groups = c
            .groups
            .min(c.room / least.max(1))
            .min(c.room.div_ceil(most.max(1)));
        if groups > 0 {
            let room = c.room.min(groups * most) as usize;
            slots.extend(split(room, groups as usize));
        }
    }
    slots.sort_unstable_by(|a, b| b.cmp(a));
    if pairs {
        slots = slots
            .chunks_exact(2)
            .map(|two| (two[1] * 2).min(s.max as usize))
            .collect();
    }
    let (min, ideal) = (s.min as usize, n.div_ceil(s.target as usize));
    let mut room = 0;
    let enough = slots
        .iter()
        .take_while(|&&c| {
            let short = room < n;
            room += c;
            short
        })
        .count();
    slots.truncate(enough.max(ideal).min(n / min));
    fill(n, &slots, min)
}

/// Spreads `n` over slots of given room, as evenly as the rooms allow, each at least `min`.
fn fill(n: usize, slots: &[usize], min: usize) -> Vec<usize> {
    let mut sizes: Vec<usize> = vec![min; slots.len()];
    let mut left = n.saturating_sub(min * slots.len());
    while left > 0 {
        let open: Vec<usize> = (0..slots.len()).filter(|&k| sizes[k] < slots[k]).collect();
        if open.is_empty() {
            break;
        }
        for k in open.into_iter().take(left) {
            sizes[k] += 1;
            left -= 1;
        }
    }
    sizes
}

/// Takes what these groups need away from the carriers, the tightest fit first.
pub(super) fn consume(sizes: &[usize], carriers: &mut [Carrier], s: &Settings) {
    let mut order: Vec<usize> = (0..carriers.len()).collect();
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    for size in sizes {
        let share = s.share(size as u32);
        order.sort_by_key(|&k| carriers[k].room);
        let fitting = order
            .iter()
            .filter(|&&k| carriers[k].groups > 0 && carriers[k].room >= share);
        let chosen: Vec<usize> = fitting
            .take(s.mentors_for(size as u32) as usize)
            .copied()
            .collect();
        for k in chosen {
            carriers[k].room -= share;
            carriers[k].groups -= 1;
        }
    }
}
