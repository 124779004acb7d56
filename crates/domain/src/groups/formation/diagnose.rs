//! Why somebody has no group, and the smallest change that would give them one.

use super::board::Board;
use super::{PinProblem, SmallestChange, Unplaced, UnplacedReason};
use crate::cohorts::ParticipantRole;

/// Everybody without a group: mentees first, then mentors.
pub(super) fn unplaced(b: &Board<'_, '_>) -> Vec<Unplaced> {
    let p = b.people;
    let lowest = p.mentees.iter().map(|m| m.level).min();
    let mentees = (0..p.mentees.len())
        .filter(|&i| b.seat[i].is_none())
        .map(|i| mentee(b, i));
    let mentors = (0..p.mentors.len())
        .filter(|&j| b.groups_of[j].is_empty())
        .map(|j| {
            let (m, s) = (p.mentors[j], &p.settings);
            let least = (s.min..=s.max).map(|size| s.share(size)).min().unwrap_or(s.min);
            let id = m.id;
            let (reason, smallest_change) = if !m.cleared {
                (
                    UnplacedReason::NotCleared,
                    SmallestChange::ClearMentor { mentor: id },
                )
            } else if p.room(j) < least || m.max_groups == 0 {
                let by = least.saturating_sub(p.room(j));
                let reason = UnplacedReason::NoCapacity {
                    capacity: p.room(j),
                    needed: least,
                };
                (
                    reason,
                    SmallestChange::RaiseCapacity {
                        mentor: id,
                        by: by.max(1),
                    },
                )
            } else if lowest.is_none_or(|l| !m.level.may_mentor(l)) {
                (
                    UnplacedReason::NobodyBelow { level: m.level },
                    SmallestChange::KeepInReserve,
                )
            } else {
                (UnplacedReason::NotNeeded, SmallestChange::KeepInReserve)
            };
            Unplaced {
                participant: id,
                role: ParticipantRole::Mentor,
                reason,
                smallest_change,
            }
        });
    mentees.chain(mentors).collect()
}

pub(super) fn mentee(b: &Board<'_, '_>, i: usize) -> Unplaced {
    let (reason, smallest_change) = pin(b, i).or_else(|| apart(b, i)).unwrap_or_else(|| places(b, i));
    Unplaced {
        participant: b.people.mentees[i].id,
        role: ParticipantRole::Mentee,
        reason,
        smallest_change,
    }
}

fn pin(b: &Board<'_, '_>, i: usize) -> Option<(UnplacedReason, SmallestChange)> {
    let (p, me) = (b.people, b.people.mentees[i]);
    let mentor = me.pinned_to?;
    let remove = SmallestChange::RemovePin { mentee: me.id };
    let (why, change) = match p.mentor_at.get(&mentor) {
        None => (PinProblem::Unknown, remove),
        Some(&j) if !p.mentors[j].cleared => (PinProblem::NotCleared, SmallestChange::ClearMentor { mentor }),
        Some(&j) if !p.above(j, i) => (PinProblem::NotAbove, remove),
        Some(&j) if !p.settings.across_programmes && p.mentors[j].programme != me.programme => {
            (PinProblem::OtherProgramme, SmallestChange::AllowAcrossProgrammes)
        }
        Some(_) if p.are_apart(me.id, mentor) => (
            PinProblem::KeptApart,
            SmallestChange::RemoveKeepApart { a: me.id, b: mentor },
        ),
        Some(&j) => {
            let groups = &b.groups_of[j];
            let quarrel = groups
                .iter()
                .flat_map(|&g| &b.drafts[g].mentees)
                .find_map(|&x| p.are_apart(me.id, p.mentees[x].id).then_some(p.mentees[x].id));
            match quarrel {
                Some(x) => (
                    PinProblem::KeptApart,
                    SmallestChange::RemoveKeepApart { a: me.id, b: x },
                ),
                None if p.room(j) <= b.load(j) || p.room(j) < p.settings.min => {
                    let by = if groups.is_empty() {
                        p.settings.min.saturating_sub(p.room(j)).max(1)
                    } else {
                        1
                    };
                    (
                        PinProblem::NoCapacity,
                        SmallestChange::RaiseCapacity { mentor, by },
                    )
                }
                None => (PinProblem::GroupTooSmall, remove),
            }
        }
    };
    Some((UnplacedReason::PinImpossible { mentor, why }, change))
}

/// When keep-apart is all that stands between somebody and every group with room.
fn apart(b: &Board<'_, '_>, i: usize) -> Option<(UnplacedReason, SmallestChange)> {
    let (p, me) = (b.people, b.people.mentees[i]);
    let kept = p.kept_from(me.id);
    if kept.is_empty() {
        return None;
    }
    let only_apart = |g: &usize| {
        let broken = b.obstacles(i, *g, None);
        !b.drafts[*g].mentees.is_empty()
            && broken
                .iter()
                .all(|v| matches!(v, super::Violation::KeptApart { .. }))
            && !broken.is_empty()
    };
    let mut from: Vec<_> = (0..b.drafts.len())
        .filter(only_apart)
        .flat_map(|g| {
            let d = &b.drafts[g];
            d.mentees
                .iter()
                .map(|&x| p.mentees[x].id)
                .chain(d.mentors.iter().map(|&j| p.mentors[j].id))
        })
        .filter(|id| kept.contains(id))
        .collect();
    from.sort();
    from.dedup();
    let &first = from.first()?;
    Some((
        UnplacedReason::KeptApart { from },
        SmallestChange::RemoveKeepApart { a: me.id, b: first },
    ))
}

/// When it is a matter of mentors, places and sizes.
fn places(b: &Board<'_, '_>, i: usize) -> (UnplacedReason, SmallestChange) {
    let (p, me, s) = (b.people, b.people.mentees[i], &b.people.settings);
    let level = me.level;
    let here = |j: &usize| s.across_programmes || p.mentors[*j].programme == me.programme;
    let above: Vec<usize> = (0..p.mentors.len()).filter(|&j| p.above(j, i)).collect();
    let (own, others): (Vec<usize>, Vec<usize>) = above.into_iter().partition(here);
    let spare = |j: &&usize| p.usable(**j) && b.groups_of[**j].is_empty() && p.room(**j) >= s.min;
    let elsewhere = || match others.iter().find(spare) {
        Some(_) => SmallestChange::AllowAcrossProgrammes,
        None => SmallestChange::AddMentor {
            programme: me.programme,
            above: level,
        },
    };
    let uncleared = own
        .iter()
        .find(|&&j| !p.mentors[j].cleared)
        .map(|&j| p.mentors[j].id);
    let clear = uncleared.map(|mentor| SmallestChange::ClearMentor { mentor });
    if own.is_empty() {
        return (UnplacedReason::NoMentorAbove { level }, elsewhere());
    }
    if own.iter().all(|&j| !p.mentors[j].cleared) {
        return (
            UnplacedReason::NoClearedMentor { level },
            clear.unwrap_or_else(elsewhere),
        );
    }
    let pool = p.pools[p.pool_of[i]].mentees.len() as u32;
    if pool < s.min {
        let wider = !s.across_programmes && p.pools.len() > 1;
        let change = if wider {
            SmallestChange::AllowAcrossProgrammes
        } else {
            SmallestChange::LowerMinimum { to: pool }
        };
        return (
            UnplacedReason::TooFew {
                people: pool,
                min: s.min,
            },
            change,
        );
    }
    if own.iter().any(|j| spare(&j)) {
        // Mentors there are, so it is the sizes: a larger group or a smaller one would do.
        let alike = p.pools[p.pool_of[i]]
            .mentees
            .iter()
            .filter(|&&x| b.seat[x].is_none())
            .count() as u32;
        let full = (0..b.drafts.len()).any(|g| b.size(g) == s.max);
        return if full && alike < s.min {
            (
                UnplacedReason::SizesDoNotFit {
                    people: pool,
                    min: s.min,
                    max: s.max,
                },
                SmallestChange::RaiseMaximum { to: s.max + 1 },
            )
        } else {
            (
                UnplacedReason::GroupsFull,
                SmallestChange::LowerMinimum {
                    to: alike.min(s.min).max(1),
                },
            )
        };
    }
    let stretch = own.iter().find(|&&j| {
        p.mentors[j].cleared
            && p.room(j) < s.hard_cap_per_mentor
            && b.groups_of[j].iter().any(|&g| b.size(g) < s.max)
    });
    let raise = stretch.map(|&j| SmallestChange::RaiseCapacity {
        mentor: p.mentors[j].id,
        by: 1,
    });
    (
        UnplacedReason::MentorsFull { level },
        raise.or(clear).unwrap_or_else(elsewhere),
    )
}
