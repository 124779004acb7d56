//! Why somebody has no group, and the smallest change that would give them one.

use super::advice::{Works, choose};
use super::board::Board;
use super::shortage::{apart, apart_by_trial, places};
use super::{PinProblem, SmallestChange, Unplaced, UnplacedReason};
use crate::cohorts::{FheqLevel, ParticipantRole};

/// A reason, and what could help: what is likely the smallest change first.
pub(super) type Finding = (UnplacedReason, Vec<SmallestChange>);

/// Everybody without a group: mentees first, then mentors.
pub(super) fn unplaced(b: &Board<'_, '_>, works: &mut Works<'_>) -> Vec<Unplaced> {
    let p = b.people;
    let lowest = p.mentees.iter().map(|m| m.level).min();
    let waiting = (0..p.mentees.len()).filter(|&i| b.seat[i].is_none());
    let mut all: Vec<Unplaced> = waiting.map(|i| mentee(b, i, works)).collect();
    let idle = (0..p.mentors.len()).filter(|&j| b.groups_of[j].is_empty());
    all.extend(idle.map(|j| mentor(b, j, lowest)));
    all
}

fn mentor(b: &Board<'_, '_>, j: usize, lowest: Option<FheqLevel>) -> Unplaced {
    let (p, m, least) = (b.people, b.people.mentors[j], b.people.settings.least_share());
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
}

/// Why a mentee has no group. `works` tries what could help, where that is worth it.
pub(super) fn mentee(b: &Board<'_, '_>, i: usize, works: &mut Works<'_>) -> Unplaced {
    let (reason, changes) = pin(b, i)
        .or_else(|| apart(b, i))
        .or_else(|| apart_by_trial(b, i, works))
        .unwrap_or_else(|| places(b, i));
    Unplaced {
        participant: b.people.mentees[i].id,
        role: ParticipantRole::Mentee,
        reason,
        smallest_change: choose(changes, i, works),
    }
}

fn pin(b: &Board<'_, '_>, i: usize) -> Option<Finding> {
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
    Some((UnplacedReason::PinImpossible { mentor, why }, vec![change]))
}
