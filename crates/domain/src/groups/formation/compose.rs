//! From pools to groups: levels apart, pinned people first, then the strategy. Mentors come after.

use super::board::Draft;
use super::crosscut::Search;
use super::people::{People, Pool};
use super::plan::{Carrier, consume, sizes};
use super::{Strategy, aligned, crosscut};
use crate::cohorts::FheqLevel;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};

/// Mentees of like level in a pool, and the highest of these levels: mentors must be above it.
struct Stratum {
    top: FheqLevel,
    members: Vec<usize>,
}

/// Composes every pool. Whoever is in no draft is for the repair to seat.
pub(super) fn compose(
    people: &People<'_>,
    rng: &mut Rng,
    keep_going: &mut dyn FnMut() -> bool,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for pool in &people.pools {
        let full = |j: usize| Carrier {
            room: people.room(j),
            groups: people.mentors[j].max_groups,
        };
        let mut carriers: Vec<Carrier> = (0..people.mentors.len()).map(full).collect();
        // What pinned groups leave of each mentor; planned groups are not tied to mentors yet.
        let mut unpinned = carriers.clone();
        let strata = strata(people, pool);
        let last = strata.len().saturating_sub(1);
        for (at, stratum) in strata.into_iter().enumerate() {
            let mentors = pool.mentors.iter().copied();
            let able: Vec<usize> = mentors
                .filter(|&j| people.mentors[j].level.may_mentor(stratum.top))
                .collect();
            let mut of: Vec<Carrier> = able.iter().map(|&j| carriers[j]).collect();
            let made = if people.settings.strategy == Strategy::CrossCutting {
                let mut search = Search { rng, keep_going };
                cross(people, pool, &stratum, &able, &of, &mut unpinned, &mut search)
            } else {
                align(people, pool, &stratum, &able, &of, &mut unpinned)
            };
            if at < last {
                consume(
                    &made.iter().map(|d| d.mentees.len()).collect::<Vec<_>>(),
                    &mut of,
                    &people.settings,
                );
                able.iter().zip(of).for_each(|(&j, c)| carriers[j] = c);
            }
            drafts.extend(made);
        }
    }
    drafts
}

/// Highest level first: only few mentors can take those. A level with too few people joins the one above it.
fn strata(people: &People<'_>, pool: &Pool) -> Vec<Stratum> {
    let mut top_of = BTreeMap::new();
    for &i in &pool.mentees {
        let level = people.mentees[i].level;
        let top = top_of.entry(aligned::block_of(people, i)).or_insert(level);
        *top = level.max(*top);
    }
    let mut by: BTreeMap<FheqLevel, Vec<usize>> = BTreeMap::new();
    for &i in &pool.mentees {
        // A teaching group that stays whole goes where its highest level goes.
        let top = aligned::block_of(people, i).and_then(|b| top_of.get(&Some(b)).copied());
        by.entry(top.unwrap_or(people.mentees[i].level))
            .or_default()
            .push(i);
    }
    let mut strata: Vec<Stratum> = Vec::new();
    let mut carried = Vec::new();
    for (top, mut members) in by {
        members.append(&mut carried);
        if members.len() < people.settings.min as usize {
            carried = members.clone();
        }
        if carried.is_empty() {
            strata.push(Stratum { top, members });
        } else if pool.mentees.iter().all(|&i| people.mentees[i].level <= top) {
            // Too few at the very top: the level below joins them.
            let below = strata.pop().map_or(vec![], |s| s.members);
            strata.push(Stratum {
                top,
                members: carried.drain(..).chain(below).collect(),
            });
        }
    }
    strata.reverse();
    strata
}

fn align(
    people: &People<'_>,
    pool: &Pool,
    stratum: &Stratum,
    able: &[usize],
    carriers: &[Carrier],
    unpinned: &mut [Carrier],
) -> Vec<Draft> {
    let groups = aligned::compose(people, &stratum.members, carriers);
    let draft = |mentees| Draft {
        programme: pool.programme,
        top: Some(stratum.top),
        mentees,
        mentors: vec![],
    };
    let mut drafts: Vec<Draft> = groups.into_iter().map(draft).collect();
    gather_pinned(people, &mut drafts, able, unpinned);
    drafts
}

fn cross(
    people: &People<'_>,
    pool: &Pool,
    stratum: &Stratum,
    able: &[usize],
    carriers: &[Carrier],
    unpinned: &mut [Carrier],
    search: &mut Search<'_>,
) -> Vec<Draft> {
    let pinned = pinned(people, &stratum.members, able);
    let held: BTreeSet<usize> = pinned.values().flatten().copied().collect();
    let seatable = |i: &usize| people.mentees[*i].pinned_to.is_none() || held.contains(i);
    let mut sizes = sizes(
        stratum.members.iter().filter(|i| seatable(i)).count(),
        carriers,
        &people.settings,
    );
    let blank = Draft {
        programme: pool.programme,
        top: Some(stratum.top),
        ..Draft::default()
    };
    let mut drafts = vec![blank; sizes.len()];
    let (mut home, mut next) = (BTreeMap::new(), 0);
    for (&j, mentees) in &pinned {
        let mut rest = mentees.as_slice();
        while next < drafts.len() && !rest.is_empty() && unpinned[j].groups > 0 && unpinned[j].room > 0 {
            let most = unpinned[j].room.min(people.settings.max) as usize;
            let (here, more) = rest.split_at(most.min(rest.len()));
            sizes[next] = sizes[next].clamp(here.len(), most);
            unpinned[j].room -= sizes[next].min(most) as u32;
            unpinned[j].groups -= 1;
            drafts[next].mentors.push(j);
            home.extend(here.iter().map(|&i| (i, next)));
            (rest, next) = (more, next + 1);
        }
    }
    // Whoever is pinned where no place is left waits: the repair tries again, or says why not.
    let seated = |i: &usize| people.mentees[*i].pinned_to.is_none() || home.contains_key(i);
    let members: Vec<usize> = stratum.members.iter().copied().filter(seated).collect();
    let fixed = members
        .iter()
        .enumerate()
        .filter_map(|(e, i)| Some((e, *home.get(i)?)))
        .collect();
    let group_of = crosscut::compose(people, &members, &sizes, &fixed, search);
    for (e, g) in group_of.into_iter().enumerate() {
        g.into_iter().for_each(|g| drafts[g].mentees.push(members[e]));
    }
    drafts
}

/// Who is pinned to a mentor that can take them, by mentor.
fn pinned(people: &People<'_>, members: &[usize], able: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &i in members {
        let m = people.mentees[i];
        let mentor = m.pinned_to.and_then(|id| people.mentor_at.get(&id)).copied();
        if let Some(j) = mentor.filter(|j| able.binary_search(j).is_ok())
            && !people.are_apart(m.id, people.mentors[j].id)
        {
            by.entry(j).or_default().push(i);
        }
    }
    by
}

/// Brings pinned people of aligned groups together: each mentor's go where most of them are, in exchange for others.
fn gather_pinned(people: &People<'_>, drafts: &mut [Draft], able: &[usize], unpinned: &mut [Carrier]) {
    let members: Vec<usize> = drafts.iter().flat_map(|d| d.mentees.clone()).collect();
    for (j, mentees) in pinned(people, &members, able) {
        let most = unpinned[j].room.min(people.settings.max) as usize;
        let held = |d: &Draft| d.mentees.iter().filter(|i| mentees.contains(i)).count();
        let free = (0..drafts.len()).filter(|&g| drafts[g].mentors.is_empty());
        let home = free.max_by_key(|&g| (held(&drafts[g]), std::cmp::Reverse(g)));
        let Some(home) = home.filter(|_| unpinned[j].groups > 0 && most > 0) else {
            continue;
        };
        unpinned[j].groups = 0;
        drafts[home].mentors.push(j);
        for &i in &mentees {
            let Some(from) = drafts
                .iter()
                .position(|d| d.mentees.contains(&i))
                .filter(|&g| g != home)
            else {
                continue;
            };
            drafts[from].mentees.retain(|&x| x != i);
            let loose = |x: &usize| people.mentees[*x].pinned_to.is_none();
            if drafts[home].mentees.len() >= most {
                let Some(at) = drafts[home].mentees.iter().position(loose) else {
                    continue;
                };
                let other = drafts[home].mentees.swap_remove(at);
                drafts[from].mentees.push(other);
            }
            drafts[home].mentees.push(i);
        }
    }
    for d in drafts {
        let here: Vec<_> = d.mentors.iter().map(|&j| people.mentors[j].id).collect();
        // A pin that was not met leaves the mentee unseated, to be explained.
        d.mentees
            .retain(|&i| people.mentees[i].pinned_to.is_none_or(|p| here.contains(&p)));
    }
}
