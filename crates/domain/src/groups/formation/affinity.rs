//! How well a mentor suits a group, and why.

use super::Reason;
use super::people::People;
use std::collections::BTreeMap;

/// A group as mentors see it: what its mentees have, counted once.
#[derive(Clone, Debug, Default)]
pub(super) struct Portrait {
    size: u32,
    programmes: BTreeMap<uuid::Uuid, u32>,
    campuses: BTreeMap<uuid::Uuid, u32>,
    /// Interest's number and how many have it, in order.
    interests: Vec<(u32, u32)>,
    week: Vec<u32>,
}

/// Points for each wish that is fully met; a match scores at most their sum.
const PROGRAMME: i64 = 100;
const WEEK: i64 = 60;
const CAMPUS: i64 = 40;
const INTEREST: i64 = 30;
/// Interests beyond this many add nothing, so that a long list doesn't win by length.
const INTERESTS: i64 = 4;
/// Best score that there can be.
pub(super) const PERFECT: i64 = PROGRAMME + WEEK + CAMPUS + INTEREST * INTERESTS;

impl Portrait {
    pub fn new(people: &People<'_>, mentees: &[usize]) -> Self {
        let mut p = Self {
            size: mentees.len() as u32,
            ..Self::default()
        };
        for m in mentees.iter().map(|&i| people.mentees[i]) {
            *p.programmes.entry(m.programme.get()).or_default() += 1;
            m.campus
                .iter()
                .for_each(|c| *p.campuses.entry(c.get()).or_default() += 1);
            let mut known: Vec<u32> = m
                .interests
                .iter()
                .filter_map(|t| people.taste.get(t.as_str()).copied())
                .collect();
            known.sort_unstable();
            known.dedup();
            for t in known {
                match p.interests.binary_search_by_key(&t, |x| x.0) {
                    Ok(at) => p.interests[at].1 += 1,
                    Err(at) => p.interests.insert(at, (t, 1)),
                }
            }
            p.week.push(m.availability.bits());
        }
        p
    }

    fn liked(&self, taste: u32) -> u32 {
        self.interests
            .binary_search_by_key(&taste, |x| x.0)
            .map_or(0, |at| self.interests[at].1)
    }

    fn counts(&self, people: &People<'_>, j: usize) -> (u32, u32, u32) {
        let m = people.mentors[j];
        let programme = self.programmes.get(&m.programme.get()).copied().unwrap_or(0);
        let campus = m
            .campus
            .and_then(|c| self.campuses.get(&c.get()).copied())
            .unwrap_or(0);
        let bits = m.availability.bits();
        let week = if bits == 0 {
            0
        } else {
            self.week.iter().filter(|w| *w & bits != 0).count() as u32
        };
        (programme, campus, week)
    }

    /// Points from 0 to [`PERFECT`].
    pub fn score(&self, people: &People<'_>, j: usize) -> i64 {
        let (programme, campus, week) = self.counts(people, j);
        let all = i64::from(self.size.max(1));
        let shared: i64 = people.tastes[j].iter().map(|&t| i64::from(self.liked(t))).sum();
        (PROGRAMME * i64::from(programme) + CAMPUS * i64::from(campus) + WEEK * i64::from(week)) / all
            + (INTEREST * shared / all).min(INTEREST * INTERESTS)
    }

    pub fn reasons(&self, people: &People<'_>, j: usize, pinned: bool) -> Vec<Reason> {
        let (programme, campus, week) = self.counts(people, j);
        let mut interests: Vec<String> = people.mentors[j].interests.clone();
        interests.retain(|t| people.taste.get(t.as_str()).is_some_and(|&n| self.liked(n) > 0));
        interests.sort();
        interests.dedup();
        [
            pinned.then_some(Reason::Pinned),
            (programme > 0).then_some(Reason::SameProgramme { mentees: programme }),
            (!interests.is_empty()).then_some(Reason::SharedInterests { interests }),
            (week > 0).then_some(Reason::SharedAvailability { mentees: week }),
            (campus > 0).then_some(Reason::SameCampus { mentees: campus }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// What it costs to give a mentor one group more than those they have: spreads the load while mentors are spare.
pub(super) const fn spread(groups_already: u32) -> i64 {
    50 * groups_already as i64
}
