//! What keeps somebody from a place: people to be kept apart from, or else too few mentors, places or people.

use super::advice::Works;
use super::board::Board;
use super::diagnose::Finding;
use super::{SmallestChange, UnplacedReason, Violation};
use crate::ids::ParticipantId;

/// Most keep-apart pairs that are named as what could be let go.
const FEW: usize = 4;

/// When everybody who could mentor them, or every group with room, is out of reach because of keep-apart alone.
pub(super) fn apart(b: &Board<'_, '_>, i: usize) -> Option<Finding> {
    let (p, me) = (b.people, b.people.mentees[i]);
    if p.kept_from(me.id).is_empty() {
        return None;
    }
    let in_groups = quarrels(b, i);
    let mut from = mentors_apart(b, i);
    if from.is_empty() {
        from = in_groups.clone();
    }
    if from.is_empty() {
        return None;
    }
    // First who is alone in the way of a place that is there.
    let mut pairs: Vec<ParticipantId> = in_groups.into_iter().filter(|id| from.contains(id)).collect();
    pairs.extend(
        from.iter()
            .filter(|id| !pairs.contains(id))
            .copied()
            .collect::<Vec<_>>(),
    );
    let mut changes = removals(b, i, &pairs);
    changes.extend(another_mentor(b, i));
    from.sort();
    Some((UnplacedReason::KeptApart { from }, changes))
}

/// When groups are full, and yet letting a pair meet would give a place: others could then be placed differently.
pub(super) fn apart_by_trial(b: &Board<'_, '_>, i: usize, works: &mut Works<'_>) -> Option<Finding> {
    let (p, me) = (b.people, b.people.mentees[i]);
    let kept = p.kept_from(me.id).iter().copied();
    let mentors: Vec<_> = kept.filter(|id| p.mentor_at.contains_key(id)).collect();
    let mut changes = removals(b, i, &mentors);
    changes.retain(|c| works(i, c) == Some(true));
    let SmallestChange::RemoveKeepApart { b: mentor, .. } = changes.first()? else {
        return None;
    };
    Some((UnplacedReason::KeptApart { from: vec![*mentor] }, changes))
}

/// All who could mentor them, if they must be kept apart from each.
fn mentors_apart(b: &Board<'_, '_>, i: usize) -> Vec<ParticipantId> {
    let (p, least) = (b.people, b.people.settings.least_share());
    let own = own_mentors(b, i);
    let ready = |j: &usize| p.usable(*j) && p.room(*j) >= least;
    let able: Vec<usize> = own.iter().copied().filter(ready).collect();
    let able = if able.is_empty() { own } else { able };
    let ids: Vec<_> = able.into_iter().map(|j| p.mentors[j].id).collect();
    let me = p.mentees[i].id;
    if ids.iter().all(|&id| p.are_apart(me, id)) {
        ids
    } else {
        vec![]
    }
}

/// Whom they must be kept apart from in groups that could take them but for that; where one stands in the way first.
fn quarrels(b: &Board<'_, '_>, i: usize) -> Vec<ParticipantId> {
    let mut found: Vec<Vec<ParticipantId>> = Vec::new();
    for g in (0..b.drafts.len()).filter(|&g| !b.drafts[g].mentees.is_empty()) {
        let broken = b.obstacles(i, g, None);
        let with = broken.iter().map(|v| match v {
            Violation::KeptApart { b, .. } => Some(*b),
            _ => None,
        });
        found.extend(with.collect::<Option<Vec<_>>>());
    }
    found.iter_mut().for_each(|with| with.sort());
    found.sort_by_key(|with| (with.len(), with.first().copied()));
    let mut all: Vec<ParticipantId> = Vec::new();
    for id in found.into_iter().flatten() {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

/// Nobody can decide that somebody may be their own mentor.
fn removals(b: &Board<'_, '_>, i: usize, with: &[ParticipantId]) -> Vec<SmallestChange> {
    let a = b.people.mentees[i].id;
    let others = with.iter().filter(|&&id| !b.people.same_person(a, id));
    others
        .map(|&b| SmallestChange::RemoveKeepApart { a, b })
        .take(FEW)
        .collect()
}

/// Mentors above them in their pool's reach, cleared or not.
fn own_mentors(b: &Board<'_, '_>, i: usize) -> Vec<usize> {
    let p = b.people;
    let here = |j: &usize| p.settings.across_programmes || p.mentors[*j].programme == p.mentees[i].programme;
    (0..p.mentors.len())
        .filter(|&j| p.above(j, i))
        .filter(here)
        .collect()
}

/// A mentor without a group who could take one that they are in.
fn is_spare(b: &Board<'_, '_>, i: usize, j: usize) -> bool {
    let p = b.people;
    p.usable(j)
        && b.groups_of[j].is_empty()
        && p.room(j) >= p.settings.min
        && !p.are_apart(p.mentees[i].id, p.mentors[j].id)
}

/// One more mentor for them: cleared, from another programme, or new.
fn another_mentor(b: &Board<'_, '_>, i: usize) -> Vec<SmallestChange> {
    let (p, me) = (b.people, b.people.mentees[i]);
    let least = p.settings.least_share();
    let could = |j: &usize| {
        let m = p.mentors[*j];
        !m.cleared && m.max_groups > 0 && p.room(*j) >= least && !p.are_apart(me.id, m.id)
    };
    let uncleared = own_mentors(b, i).into_iter().find(could);
    let clear = uncleared.map(|j| SmallestChange::ClearMentor {
        mentor: p.mentors[j].id,
    });
    let own = |j: usize| p.settings.across_programmes || p.mentors[j].programme == me.programme;
    let elsewhere = (0..p.mentors.len()).any(|j| !own(j) && p.above(j, i) && is_spare(b, i, j));
    let add = SmallestChange::AddMentor {
        programme: me.programme,
        above: me.level,
    };
    let across = elsewhere.then_some(SmallestChange::AllowAcrossProgrammes);
    clear.into_iter().chain(across).chain([add]).collect()
}

/// When it is a matter of mentors, places and sizes.
pub(super) fn places(b: &Board<'_, '_>, i: usize) -> Finding {
    let (p, me, s) = (b.people, b.people.mentees[i], &b.people.settings);
    let level = me.level;
    let own = own_mentors(b, i);
    if own.is_empty() {
        return (UnplacedReason::NoMentorAbove { level }, another_mentor(b, i));
    }
    if own.iter().all(|&j| !p.mentors[j].cleared) {
        let mut changes = another_mentor(b, i);
        if !matches!(changes.first(), Some(SmallestChange::ClearMentor { .. })) {
            let mentor = p.mentors[own[0]].id;
            changes.insert(0, SmallestChange::ClearMentor { mentor });
        }
        return (UnplacedReason::NoClearedMentor { level }, changes);
    }
    // Whoever no mentor here can take makes no group larger.
    let pool = &p.pools[p.pool_of[i]];
    let counted = pool.mentees.iter().filter(|x| !p.out_of_reach.contains(x));
    let people = (counted.count() as u32).max(1);
    if people < s.min {
        let wider = !s.across_programmes && p.pools.len() > 1;
        let across = wider.then_some(SmallestChange::AllowAcrossProgrammes);
        let lower = SmallestChange::LowerMinimum { to: people };
        let reason = UnplacedReason::TooFew { people, min: s.min };
        return (reason, across.into_iter().chain([lower]).collect());
    }
    let spare: Vec<usize> = own.iter().copied().filter(|&j| is_spare(b, i, j)).collect();
    if !spare.is_empty() {
        return sizes(b, i, people, &spare);
    }
    let mut changes = stretch(b, i, &own);
    changes.extend(another_mentor(b, i));
    (UnplacedReason::MentorsFull { level }, changes)
}

/// Mentors there are: a larger group or a smaller one would do, or more places with one of them.
fn sizes(b: &Board<'_, '_>, i: usize, people: u32, spare: &[usize]) -> Finding {
    let (p, s, level) = (b.people, &b.people.settings, b.people.mentees[i].level);
    let pool = &p.pools[p.pool_of[i]].mentees;
    let with = |j: usize| {
        let may = |x: &&usize| p.above(j, **x) && !p.are_apart(p.mentors[j].id, p.mentees[**x].id);
        pool.iter().filter(|&&x| b.seat[x].is_none()).filter(may).count() as u32
    };
    let most = spare.iter().map(|&j| (with(j), std::cmp::Reverse(j))).max();
    let (alike, std::cmp::Reverse(j)) = most.unwrap_or((1, std::cmp::Reverse(0)));
    let full = (0..b.drafts.len()).any(|g| b.size(g) == s.max);
    let larger = full.then_some(SmallestChange::RaiseMaximum { to: s.max + 1 });
    if alike >= s.min {
        // Enough for a group, and more than the mentor has places for.
        let wanted = alike.min(s.max).min(s.hard_cap_per_mentor);
        let raise = (wanted > p.room(j)).then(|| SmallestChange::RaiseCapacity {
            mentor: p.mentors[j].id,
            by: wanted - p.room(j),
        });
        let more = raise.into_iter().chain(another_mentor(b, i)).chain(larger);
        return (UnplacedReason::MentorsFull { level }, more.collect());
    }
    let lower = SmallestChange::LowerMinimum { to: alike.max(1) };
    let (min, max) = (s.min, s.max);
    let reason = match &larger {
        Some(_) => UnplacedReason::SizesDoNotFit { people, min, max },
        None => UnplacedReason::GroupsFull,
    };
    let more = larger.into_iter().chain([lower]).chain(another_mentor(b, i));
    (reason, more.collect())
}

/// Mentors whose group could take one more but for their places.
fn stretch(b: &Board<'_, '_>, i: usize, own: &[usize]) -> Vec<SmallestChange> {
    let p = b.people;
    let only_full = |j: usize, g: usize| {
        let broken = b.obstacles(i, g, None);
        let theirs =
            |v: &Violation| matches!(v, Violation::MentorFull { mentor, .. } if *mentor == p.mentors[j].id);
        broken.iter().all(theirs)
    };
    let could = |j: &&usize| {
        p.room(**j) < p.settings.hard_cap_per_mentor && b.groups_of[**j].iter().any(|&g| only_full(**j, g))
    };
    let first = own.iter().find(could);
    let raise = |&j: &usize| SmallestChange::RaiseCapacity {
        mentor: p.mentors[j].id,
        by: 1,
    };
    first.map(raise).into_iter().collect()
}
