//! Published groups, kept right with the smallest disturbance: late joiners, withdrawals, requests for another mentor.
//!
//! Nothing here moves anybody but the person concerned, save where a rematch is only possible as an exchange.

use super::board::{Board, Draft};
use super::people::People;
use super::{Adjustment, Change, FormedGroup, GroupOption, Roster, Settings, advice, cost, diagnose};
use crate::cohorts::ParticipantRole;
use crate::ids::ParticipantId;

/// Every group with what it would cost this mentee to be there, or which rules forbid it; the best first.
/// The group they are in now is left out. Nothing for somebody who is no mentee of the roster.
pub fn eligible_groups(
    roster: &Roster,
    settings: &Settings,
    groups: &[FormedGroup],
    mentee: ParticipantId,
) -> Vec<GroupOption> {
    let people = People::new(roster, settings);
    let mut board = Board::from_groups(&people, groups);
    let Some(&i) = people.mentee_at.get(&mentee) else {
        return Vec::new();
    };
    let now = board.seat[i];
    board.take(i);
    options(&board, i)
        .into_iter()
        .filter(|o| Some(o.group as usize) != now)
        .collect()
}

fn options(b: &Board<'_, '_>, i: usize) -> Vec<GroupOption> {
    let option = |g: usize| {
        let obstacles = b.obstacles(i, g, None);
        GroupOption {
            group: g as u32,
            allowed: obstacles.is_empty(),
            cost: cost::cost(b, i, g),
            reasons: cost::reasons(b, i, g),
            obstacles,
        }
    };
    let mut all: Vec<GroupOption> = (0..b.drafts.len()).map(option).collect();
    all.sort_by_key(|o| (!o.allowed, o.cost, o.group));
    all
}

/// A place for somebody who comes after the groups were published. Nobody else moves.
pub fn place_late_joiner(
    roster: &Roster,
    settings: &Settings,
    groups: &[FormedGroup],
    mentee: ParticipantId,
) -> Adjustment {
    let people = People::new(roster, settings);
    let board = Board::from_groups(&people, groups);
    let Some(&i) = people
        .mentee_at
        .get(&mentee)
        .filter(|&&i| board.seat[i].is_none())
    else {
        return Adjustment::default();
    };
    match options(&board, i).into_iter().find(|o| o.allowed) {
        Some(o) => {
            let place = Change::Place {
                mentee,
                group: o.group,
                reasons: o.reasons,
            };
            Adjustment {
                changes: vec![place],
                ..Adjustment::default()
            }
        }
        None => Adjustment {
            unplaced: vec![diagnose::mentee(
                &board,
                i,
                &mut advice::by_joining(&people, groups),
            )],
            ..Adjustment::default()
        },
    }
}

/// What happens when somebody leaves. A mentee's group goes on; if it falls below the smallest size, `follow_up` says
/// how it could join another. A mentor's groups get the best mentor who is free, or each mentee another group.
pub fn handle_withdrawal(
    roster: &Roster,
    settings: &Settings,
    groups: &[FormedGroup],
    participant: ParticipantId,
    role: ParticipantRole,
) -> Adjustment {
    let mut people = People::new(roster, settings);
    if role == ParticipantRole::Mentor {
        return mentor_leaves(&people, groups, participant);
    }
    // Whoever withdrew may be off the roster already.
    let in_groups = groups
        .iter()
        .enumerate()
        .filter(|(_, f)| f.mentees.contains(&participant));
    let left: Vec<u32> = in_groups.map(|(g, _)| g as u32).collect();
    people.mentee_at.remove(&participant);
    let board = Board::from_groups(&people, groups);
    let changes = left
        .iter()
        .map(|&group| Change::Remove { participant, group })
        .collect();
    let small = |g: &&u32| board.size(**g as usize) < people.settings.min;
    let follow_up = left
        .iter()
        .filter(small)
        .filter_map(|&g| merge(&board, g as usize))
        .collect();
    Adjustment {
        changes,
        follow_up,
        ..Adjustment::default()
    }
}

/// Another group that everybody of a small group may join, the smallest first.
fn merge(b: &Board<'_, '_>, from: usize) -> Option<Change> {
    let max = b.people.settings.max;
    let fits = |&g: &usize| {
        let joins = &b.drafts[from].mentees;
        let programme = b.drafts[from].programme == b.drafts[g].programme;
        let pair = Draft {
            mentees: [&b.drafts[g].mentees[..], joins].concat(),
            ..b.drafts[g].clone()
        };
        let mut drafts = b.drafts.clone();
        drafts[from] = Draft {
            mentees: vec![],
            mentors: vec![],
            ..drafts[from].clone()
        };
        drafts[g] = pair;
        let merged = Board::new(b.people, drafts);
        let kept = |&i: &usize| b.people.mentees[i].id;
        let all: Vec<_> = merged.drafts[g].mentees.iter().map(kept).collect();
        programme
            && merged.size(g) <= max
            && merged.is_staffed(g)
            && merged.drafts[g].mentors.iter().all(|&j| {
                let id = b.people.mentors[j].id;
                merged.load(j) <= b.people.room(j)
                    && joins
                        .iter()
                        .all(|&i| b.people.above(j, i) && !b.people.are_apart(id, b.people.mentees[i].id))
            })
            && !all.iter().any(|a| all.iter().any(|c| b.people.are_apart(*a, *c)))
    };
    let others =
        (0..b.drafts.len()).filter(|&g| g != from && b.size(g) > 0 && b.size(g) + b.size(from) <= max);
    let into = others.filter(fits).min_by_key(|&g| (b.size(g), g))?;
    Some(Change::Merge {
        from: from as u32,
        into: into as u32,
    })
}

fn mentor_leaves(people: &People<'_>, groups: &[FormedGroup], mentor: ParticipantId) -> Adjustment {
    let mut board = Board::from_groups(people, groups);
    let mut out = Adjustment::default();
    let gone = people.mentor_at.get(&mentor).copied();
    let left: Vec<usize> = (0..groups.len())
        .filter(|&g| groups[g].mentors.iter().any(|m| m.mentor == mentor))
        .collect();
    for &g in &left {
        gone.into_iter().for_each(|j| board.dismiss(j, g));
        out.changes.push(Change::Remove {
            participant: mentor,
            group: g as u32,
        });
    }
    for g in left {
        while !board.is_staffed(g) || over(&board, g) {
            let free = (0..people.mentors.len()).filter(|&j| Some(j) != gone && board.may_mentor(j, g));
            let best = free.max_by_key(|&j| {
                let spread = super::affinity::spread(board.groups_of[j].len() as u32);
                (cost::mentor_match(&board, j, g).0 - spread, std::cmp::Reverse(j))
            });
            let Some(j) = best else { break };
            let (score, reasons) = cost::mentor_match(&board, j, g);
            let mentor = people.mentors[j].id;
            out.changes.push(Change::AssignMentor {
                mentor,
                group: g as u32,
                reasons,
                score,
            });
            board.assign(j, g);
        }
        if !board.is_staffed(g) {
            scatter(&mut board, g, &mut out);
        } else if over(&board, g) {
            relieve(&mut board, g, &mut out);
        }
    }
    out
}

fn over(b: &Board<'_, '_>, g: usize) -> bool {
    b.drafts[g].mentors.iter().any(|&j| b.load(j) > b.people.room(j))
}

/// Nobody can take the group: where each of its mentees could go, for staff to decide.
fn scatter(b: &mut Board<'_, '_>, g: usize, out: &mut Adjustment) {
    for i in b.drafts[g].mentees.clone() {
        b.take(i);
        let mentee = b.people.mentees[i].id;
        match options(b, i)
            .into_iter()
            .find(|o| o.allowed && o.group != g as u32)
        {
            Some(o) => {
                b.place(i, o.group as usize);
                out.follow_up.push(Change::Move {
                    mentee,
                    from: g as u32,
                    to: o.group,
                    reasons: o.reasons,
                });
            }
            None => out.unplaced.push(diagnose::mentee(b, i, &mut advice::untried)),
        }
    }
}

/// Whoever is left of the group's mentors carries too much: where as many of its mentees as needed could go, those first
/// who lose least by it, for staff to decide. Where nobody may go anywhere, who has no place with a mentor who has room.
fn relieve(b: &mut Board<'_, '_>, g: usize, out: &mut Adjustment) {
    while over(b, g) {
        let best = b.drafts[g].mentees.clone().into_iter().filter_map(|i| {
            let stay = cost::cost(b, i, g);
            b.take(i);
            let o = options(b, i)
                .into_iter()
                .find(|o| o.allowed && o.group != g as u32);
            b.place(i, g);
            o.map(|o| (o.cost - stay, i, o))
        });
        let Some((_, i, o)) = best.min_by_key(|(loss, i, _)| (*loss, *i)) else {
            break;
        };
        b.take(i);
        b.place(i, o.group as usize);
        out.follow_up.push(Change::Move {
            mentee: b.people.mentees[i].id,
            from: g as u32,
            to: o.group,
            reasons: o.reasons,
        });
    }
    while over(b, g)
        && let Some(i) = b.drafts[g].mentees.last().copied()
    {
        b.take(i);
        out.unplaced.push(diagnose::mentee(b, i, &mut advice::untried));
    }
}

/// Another group, with other mentors, for a mentee who asks. A plain move where sizes allow it, else an exchange.
pub fn rematch(
    roster: &Roster,
    settings: &Settings,
    groups: &[FormedGroup],
    mentee: ParticipantId,
) -> Adjustment {
    let people = People::new(roster, settings);
    let mut board = Board::from_groups(&people, groups);
    let Some((i, from)) = people
        .mentee_at
        .get(&mentee)
        .and_then(|&i| Some((i, board.seat[i]?)))
    else {
        return Adjustment::default();
    };
    let same_mentor = |b: &Board<'_, '_>, g: usize| {
        b.drafts[g]
            .mentors
            .iter()
            .any(|j| b.drafts[from].mentors.contains(j))
    };
    let stays_large = board.size(from) > people.settings.min;
    board.take(i);
    let choices = options(&board, i);
    let other = |o: &&GroupOption| o.group as usize != from && !same_mentor(&board, o.group as usize);
    if stays_large && let Some(o) = choices.iter().filter(other).find(|o| o.allowed) {
        let step = Change::Move {
            mentee,
            from: from as u32,
            to: o.group,
            reasons: o.reasons.clone(),
        };
        return Adjustment {
            changes: vec![step],
            ..Adjustment::default()
        };
    }
    let mut best = None;
    for o in choices.iter().filter(other) {
        let g = o.group as usize;
        for &x in &board.drafts[g].mentees {
            let free = people.mentees[x].pinned_to.is_none();
            if free && board.obstacles(i, g, Some(x)).is_empty() && board.obstacles(x, from, None).is_empty()
            {
                let price = o.cost + cost::cost(&board, x, from) - cost::cost(&board, x, g);
                if best.is_none_or(|(p, _, _)| price < p) {
                    best = Some((price, g, x));
                }
            }
        }
    }
    let Some((_, g, x)) = best else {
        return Adjustment {
            unplaced: vec![diagnose::mentee(&board, i, &mut advice::untried)],
            ..Adjustment::default()
        };
    };
    let there = Change::Move {
        mentee,
        from: from as u32,
        to: g as u32,
        reasons: cost::reasons(&board, i, g),
    };
    let back = Change::Move {
        mentee: people.mentees[x].id,
        from: g as u32,
        to: from as u32,
        reasons: cost::reasons(&board, x, from),
    };
    Adjustment {
        changes: vec![there, back],
        ..Adjustment::default()
    }
}
