//! Mentees who must be kept apart from mentors: they alone may lose a place by it, never the group they would be in.
//!
//! Groups are composed before they have mentors, so one such mentee can leave a whole group without one. Whoever no
//! mentor can take is left out from the start. Where people are still without a place, groups are composed again without
//! the others who are in the way, who then take what is free; what places most people stands. So nobody else does worse
//! than if these had not been there. Rosters without such mentees never come here.

use super::affinity::Portrait;
use super::board::{Board, Draft};
use super::people::People;
use super::run::once;
use super::{matching, repair};
use std::collections::BTreeSet;

/// Groups that keep every rule, composed as often as it takes and the time allows.
pub(super) fn arrange(people: &People<'_>, keep_going: &mut dyn FnMut() -> bool) -> Vec<Draft> {
    if people.contested.is_empty() {
        return once(people, keep_going);
    }
    let all: BTreeSet<usize> = people.contested.iter().copied().collect();
    let mut held = people.out_of_reach.clone();
    let mut best = holding(people, &held, keep_going);
    for last in [false, true] {
        let waiting = |b: &Board<'_, '_>, i: &usize| b.seat[*i].is_none() && !people.out_of_reach.contains(i);
        let left: BTreeSet<usize> = (0..best.seat.len()).filter(|i| waiting(&best, i)).collect();
        let in_the_way: BTreeSet<usize> = left.intersection(&all).chain(&held).copied().collect();
        let next = if last { all.clone() } else { in_the_way };
        if left.is_empty() || !keep_going() {
            break;
        }
        if next != held {
            let other = holding(people, &next, keep_going);
            if placed(&other) > placed(&best) {
                best = other;
            }
            held = next;
        }
    }
    best.drafts
}

fn placed(b: &Board<'_, '_>) -> usize {
    b.seat.iter().flatten().count()
}

/// Groups of the others; then whoever was held back takes a place that is free.
fn holding<'p, 'a>(
    people: &'p People<'a>,
    held: &BTreeSet<usize>,
    keep_going: &mut dyn FnMut() -> bool,
) -> Board<'p, 'a> {
    let drafts = if held.is_empty() {
        once(people, keep_going)
    } else {
        let stay: Vec<usize> = (0..people.mentees.len()).filter(|i| !held.contains(i)).collect();
        let mut drafts = once(&people.without(held), keep_going);
        let mentees = drafts.iter_mut().flat_map(|d| &mut d.mentees);
        mentees.for_each(|i| *i = stay[*i]);
        drafts
    };
    let mut board = Board::new(people, drafts);
    repair::seat_everybody(&mut board);
    open_more(&mut board);
    board
}

/// Staffs groups that lack a mentor only because a few of their mentees are kept apart from everybody who is free: the
/// fewest leave, and take another place if there is one.
pub(super) fn staff_without_few(b: &mut Board<'_, '_>) {
    if b.people.contested.is_empty() {
        return;
    }
    for g in 0..b.drafts.len() {
        while b.size(g) > 0 && !b.is_staffed(g) {
            let Some((j, few)) = fewest_apart(b, g) else { break };
            few.iter().for_each(|&i| b.take(i));
            b.assign(j, g);
            for i in few {
                repair::seat_somehow(b, i);
            }
        }
    }
}

/// The free mentor with the fewest mentees of the group to be kept apart from, and these; not the whole group.
fn fewest_apart(b: &mut Board<'_, '_>, g: usize) -> Option<(usize, Vec<usize>)> {
    let portrait = Portrait::new(b.people, &b.drafts[g].mentees);
    let mut best: Option<((usize, i64), usize, Vec<usize>)> = None;
    for j in 0..b.people.mentors.len() {
        let p = b.people;
        let kept = p.kept_from(p.mentors[j].id);
        let mentees = b.drafts[g].mentees.iter().copied();
        let few: Vec<usize> = mentees.filter(|&i| kept.contains(&p.mentees[i].id)).collect();
        if few.is_empty() || few.len() as u32 == b.size(g) {
            continue;
        }
        let rank = (few.len(), -portrait.score(p, j));
        let before = b.drafts[g].mentees.clone();
        few.iter().for_each(|&i| b.take(i));
        let may = b.may_mentor(j, g) && matching::suits(b, g, j);
        few.iter().for_each(|&i| b.seat[i] = Some(g));
        b.drafts[g].mentees = before;
        if may && best.as_ref().is_none_or(|(r, _, _)| rank < *r) {
            best = Some((rank, j, few));
        }
    }
    best.map(|(_, j, few)| (j, few))
}

/// A further group where a mentor is free and enough people without a seat may be with them, and with each other.
fn open_more(b: &mut Board<'_, '_>) {
    let p = b.people;
    for pool in &p.pools {
        for &j in &pool.mentors {
            let most = p.room(j).min(p.settings.max).min(p.settings.two_mentors_above) as usize;
            if !b.groups_of[j].is_empty() || most < p.settings.min as usize {
                continue;
            }
            let mut group: Vec<usize> = Vec::new();
            for &i in pool.mentees.iter().filter(|&&i| b.seat[i].is_none()) {
                if group.len() < most && may_join(p, i, j, &group) {
                    group.push(i);
                }
            }
            if group.len() >= p.settings.min as usize {
                let g = b.drafts.len();
                b.drafts.push(Draft {
                    programme: pool.programme,
                    ..Draft::default()
                });
                b.assign(j, g);
                group.into_iter().for_each(|i| b.place(i, g));
            }
        }
    }
}

fn may_join(p: &People<'_>, i: usize, j: usize, group: &[usize]) -> bool {
    let (me, mentor) = (p.mentees[i], p.mentors[j].id);
    let kept = p.kept_from(me.id);
    p.above(j, i)
        && me.pinned_to.is_none_or(|pin| pin == mentor)
        && !kept.contains(&mentor)
        && !group.iter().any(|&x| kept.contains(&p.mentees[x].id))
}
