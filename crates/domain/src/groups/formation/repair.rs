//! After composing and after matching: whatever still breaks a rule is mended by the smallest step, or let go.

use super::affinity::Portrait;
use super::board::Board;
use super::cost::cost;
use super::{contested, matching};

/// Before mentors are assigned: parts who must be apart, and seats who has no seat.
pub(super) fn before_matching(b: &mut Board<'_, '_>) {
    part(b);
    seat_everybody(b);
    fill_small(b);
}

/// After mentors are assigned: every group that stays keeps every rule.
pub(super) fn after_matching(b: &mut Board<'_, '_>) {
    staff_late(b);
    contested::staff_without_few(b);
    staff_fewer(b);
    shrink_to_mentors(b);
    seat_everybody(b);
    fill_small(b);
    // Whoever lost a seat when a group ended gets another chance, in groups that only grow.
    seat_everybody(b);
    keep_whole(b);
}

/// Takes one of two who must be apart out of their group, and finds them a place by exchange if need be.
fn part(b: &mut Board<'_, '_>) {
    for g in 0..b.drafts.len() {
        // Who is pinned here stays, if it can be the other one.
        let mut order = b.drafts[g].mentees.clone();
        order.sort_by_key(|&i| b.people.mentees[i].pinned_to.is_some());
        for i in order {
            let p = b.people;
            let me = p.mentees[i];
            let kept = p.kept_from(me.id);
            let d = &b.drafts[g];
            let quarrel = !kept.is_empty()
                && (d.mentees.iter().any(|&x| kept.contains(&p.mentees[x].id))
                    || d.mentors.iter().any(|&j| kept.contains(&p.mentors[j].id)));
            if quarrel {
                b.take(i);
            }
        }
    }
}

/// Seats who has none: where it costs least, or else in exchange for somebody who can go elsewhere.
pub(super) fn seat_everybody(b: &mut Board<'_, '_>) {
    let waiting: Vec<usize> = (0..b.seat.len()).filter(|&i| b.seat[i].is_none()).collect();
    for i in waiting {
        seat_somehow(b, i);
    }
}

pub(super) fn seat_somehow(b: &mut Board<'_, '_>, i: usize) -> bool {
    seat(b, i) || exchange(b, i)
}

/// Groups worth asking: those of the same programme, unless all are.
fn reach(b: &Board<'_, '_>, i: usize) -> Vec<usize> {
    let mine = b.people.mentees[i].programme;
    let near =
        |g: &usize| b.drafts[*g].programme.is_none_or(|p| p == mine) && !b.drafts[*g].mentees.is_empty();
    (0..b.drafts.len()).filter(near).collect()
}

fn seat(b: &mut Board<'_, '_>, i: usize) -> bool {
    let max = b.people.settings.max;
    let open = reach(b, i)
        .into_iter()
        .filter(|&g| b.size(g) < max && b.obstacles(i, g, None).is_empty());
    let best = open.min_by_key(|&g| (cost(b, i, g), g));
    best.inspect(|&g| b.place(i, g)).is_some()
}

/// Most exchanges that are looked at for one person.
const LOOKS: usize = 2_000;

fn exchange(b: &mut Board<'_, '_>, i: usize) -> bool {
    let mut looks = 0;
    for g in reach(b, i) {
        for x in b.drafts[g].mentees.clone() {
            looks += 1;
            if looks > LOOKS {
                return false;
            }
            if b.people.mentees[x].pinned_to.is_some() || !b.obstacles(i, g, Some(x)).is_empty() {
                continue;
            }
            b.take(x);
            // Elsewhere may be another group of the same mentor, who then has no place left here.
            if seat_elsewhere(b, x, g) && b.obstacles(i, g, None).is_empty() {
                b.place(i, g);
                return true;
            }
            b.take(x);
            b.place(x, g);
        }
    }
    false
}

fn seat_elsewhere(b: &mut Board<'_, '_>, i: usize, not: usize) -> bool {
    let open = reach(b, i)
        .into_iter()
        .filter(|&g| g != not && b.obstacles(i, g, None).is_empty());
    let best = open.min_by_key(|&g| (cost(b, i, g), g));
    best.inspect(|&g| b.place(i, g)).is_some()
}

/// Groups below the smallest size get people from larger ones; where that fails they end and their people move on.
fn fill_small(b: &mut Board<'_, '_>) {
    let min = b.people.settings.min;
    for g in 0..b.drafts.len() {
        let before = b.drafts[g].mentees.clone();
        let mut came: Vec<(usize, usize)> = Vec::new();
        while b.size(g) > 0 && b.size(g) < min {
            let Some((i, from)) = giver(b, g) else { break };
            b.take(i);
            b.place(i, g);
            came.push((i, from));
        }
        if b.size(g) >= min || b.size(g) == 0 {
            continue;
        }
        for (i, from) in came {
            b.take(i);
            b.place(i, from);
        }
        end(b, g);
        for i in before {
            seat_somehow(b, i);
        }
    }
}

/// Who could join a small group from one that can spare them, at the least cost: looks in the largest groups.
fn giver(b: &Board<'_, '_>, g: usize) -> Option<(usize, usize)> {
    let min = b.people.settings.min;
    let mut rich: Vec<usize> = (0..b.drafts.len())
        .filter(|&h| h != g && b.size(h) > min && b.drafts[h].programme == b.drafts[g].programme)
        .collect();
    rich.sort_by_key(|&h| (std::cmp::Reverse(b.size(h)), h));
    let may = |i: &usize| b.people.mentees[*i].pinned_to.is_none() && b.obstacles(*i, g, None).is_empty();
    rich.into_iter().find_map(|h| {
        let leaving = b.drafts[h].mentees.iter().copied().filter(may);
        leaving
            .min_by_key(|&i| (cost(b, i, g) - cost(b, i, h), i))
            .map(|i| (i, h))
    })
}

/// Everybody leaves, mentors too.
fn end(b: &mut Board<'_, '_>, g: usize) {
    b.drafts[g].mentees.clone().into_iter().for_each(|i| b.take(i));
    b.drafts[g]
        .mentors
        .clone()
        .into_iter()
        .for_each(|j| b.dismiss(j, g));
}

/// Mentors with places left take groups that the assignment left out because it counts a mentor's groups by their size.
fn staff_late(b: &mut Board<'_, '_>) {
    for g in 0..b.drafts.len() {
        while b.size(g) > 0 && !b.is_staffed(g) {
            let portrait = Portrait::new(b.people, &b.drafts[g].mentees);
            let able =
                (0..b.people.mentors.len()).filter(|&j| b.may_mentor(j, g) && matching::suits(b, g, j));
            let best = able.max_by_key(|&j| (portrait.score(b.people, j), std::cmp::Reverse(j)));
            let Some(j) = best else { break };
            b.assign(j, g);
        }
    }
}

/// A group that is too large for every mentor who is left lets people go until the one with the most places can take it.
fn staff_fewer(b: &mut Board<'_, '_>) {
    let p = b.people;
    let spare = |b: &Board<'_, '_>, j: usize| p.room(j).saturating_sub(b.load(j));
    for g in 0..b.drafts.len() {
        if b.size(g) == 0 || !b.drafts[g].mentors.is_empty() {
            continue;
        }
        let large = (0..p.mentors.len()).filter(|&j| p.usable(j) && spare(b, j) >= p.settings.min);
        let mut able: Vec<usize> = large.filter(|&j| spare(b, j) < b.size(g)).collect();
        able.sort_by_key(|&j| (std::cmp::Reverse(spare(b, j)), j));
        for j in able {
            let everybody = b.drafts[g].mentees.clone();
            while b.size(g) > spare(b, j) {
                let Some(last) = last_to_go(b, g) else { break };
                b.take(last);
            }
            if b.may_mentor(j, g) && matching::suits(b, g, j) && p.settings.mentors_for(b.size(g)) == 1 {
                b.assign(j, g);
                break;
            }
            let here = b.drafts[g].mentees.clone();
            let gone = everybody.into_iter().filter(|i| !here.contains(i));
            gone.for_each(|i| b.place(i, g));
        }
    }
}

/// Who leaves a group that is too large: the last who came, and who is pinned only when nobody else is left.
fn last_to_go(b: &Board<'_, '_>, g: usize) -> Option<usize> {
    let loose = |i: &&usize| b.people.mentees[**i].pinned_to.is_none();
    let mentees = &b.drafts[g].mentees;
    mentees.iter().rev().find(loose).or(mentees.last()).copied()
}

/// Groups larger than their mentors can carry let people go; groups without a mentor end.
fn shrink_to_mentors(b: &mut Board<'_, '_>) {
    for g in 0..b.drafts.len() {
        if b.drafts[g].mentors.is_empty() {
            end(b, g);
            continue;
        }
        while b.size(g) > 0 && (!b.is_staffed(g) || over(b, g)) {
            last_to_go(b, g).into_iter().for_each(|i| b.take(i));
        }
    }
}

fn over(b: &Board<'_, '_>, g: usize) -> bool {
    b.drafts[g].mentors.iter().any(|&j| b.load(j) > b.people.room(j))
}

/// Ends groups that still break a rule, so that nothing wrong is ever proposed.
fn keep_whole(b: &mut Board<'_, '_>) {
    let s = &b.people.settings;
    let (min, max) = (s.min, s.max);
    for g in 0..b.drafts.len() {
        let size = b.size(g);
        if size < min || size > max || !b.is_staffed(g) || over(b, g) {
            end(b, g);
        }
    }
}
