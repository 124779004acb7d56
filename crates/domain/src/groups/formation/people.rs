//! The roster by position: ids looked up once, pools and keep-apart pairs at hand.

use super::{Mentee, Mentor, Roster, Settings};
use crate::ids::{ParticipantId, ProgrammeId};
use std::collections::{BTreeMap, HashMap};

/// People who may be grouped with each other: a programme, or everybody.
#[derive(Debug)]
pub(super) struct Pool {
    pub programme: Option<ProgrammeId>,
    pub mentees: Vec<usize>,
    /// Cleared mentors with capacity.
    pub mentors: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct People<'a> {
    pub settings: Settings,
    pub mentees: Vec<&'a Mentee>,
    pub mentors: Vec<&'a Mentor>,
    pub mentee_at: HashMap<ParticipantId, usize>,
    pub mentor_at: HashMap<ParticipantId, usize>,
    pub pools: Vec<Pool>,
    /// Each mentee's pool.
    pub pool_of: Vec<usize>,
    /// The mentees' interests by number, and each mentor's share of them in order: matching compares millions of times.
    pub taste: HashMap<&'a str, u32>,
    pub tastes: Vec<Vec<u32>>,
    apart: HashMap<ParticipantId, Vec<ParticipantId>>,
}

impl<'a> People<'a> {
    /// Settings that contradict themselves are mended, so that a caller who forgot to validate still gets sound groups.
    pub fn new(roster: &'a Roster, settings: &Settings) -> Self {
        let mut settings = settings.clone();
        settings.min = settings.min.clamp(1, 10_000);
        settings.max = settings.max.clamp(settings.min, 10_000);
        settings.target = settings.target.clamp(settings.min, settings.max);
        let (mut mentee_at, mut mentor_at) = (HashMap::new(), HashMap::new());
        let (mut mentees, mut mentors) = (Vec::new(), Vec::new());
        for m in &roster.mentees {
            mentee_at.entry(m.id).or_insert_with(|| {
                mentees.push(m);
                mentees.len() - 1
            });
        }
        for m in roster.mentors.iter().filter(|m| !mentee_at.contains_key(&m.id)) {
            mentor_at.entry(m.id).or_insert_with(|| {
                mentors.push(m);
                mentors.len() - 1
            });
        }
        let mut apart: HashMap<_, Vec<_>> = HashMap::new();
        for k in roster.keep_apart.iter().filter(|k| k.a != k.b) {
            apart.entry(k.a).or_default().push(k.b);
            apart.entry(k.b).or_default().push(k.a);
        }
        let mut taste = HashMap::new();
        for t in mentees.iter().flat_map(|m: &&Mentee| &m.interests) {
            let next = taste.len() as u32;
            taste.entry(t.as_str()).or_insert(next);
        }
        let numbers = |m: &&Mentor| {
            let mut known: Vec<u32> = m
                .interests
                .iter()
                .filter_map(|t| taste.get(t.as_str()).copied())
                .collect();
            known.sort_unstable();
            known.dedup();
            known
        };
        let tastes = mentors.iter().map(numbers).collect();
        let mut people = Self {
            settings,
            mentees,
            mentors,
            mentee_at,
            mentor_at,
            pools: vec![],
            pool_of: vec![],
            taste,
            tastes,
            apart,
        };
        people.pool();
        people
    }

    fn pool(&mut self) {
        let mut by_programme: BTreeMap<Option<ProgrammeId>, Vec<usize>> = BTreeMap::new();
        for (i, m) in self.mentees.iter().enumerate() {
            let key = (!self.settings.across_programmes).then_some(m.programme);
            by_programme.entry(key).or_default().push(i);
        }
        self.pool_of = vec![0; self.mentees.len()];
        for (at, (programme, mentees)) in by_programme.into_iter().enumerate() {
            for &i in &mentees {
                self.pool_of[i] = at;
            }
            let of_pool = |j: &usize| programme.is_none_or(|p| self.mentors[*j].programme == p);
            let mentors = (0..self.mentors.len())
                .filter(|&j| self.usable(j))
                .filter(of_pool)
                .collect();
            self.pools.push(Pool {
                programme,
                mentees,
                mentors,
            });
        }
    }

    /// Whether the mentor may be given anybody at all.
    pub fn usable(&self, j: usize) -> bool {
        self.mentors[j].cleared && self.mentors[j].max_groups > 0 && self.room(j) > 0
    }

    /// Most mentees the mentor may have.
    pub fn room(&self, j: usize) -> u32 {
        self.mentors[j].capacity.min(self.settings.hard_cap_per_mentor)
    }

    pub fn kept_from(&self, id: ParticipantId) -> &[ParticipantId] {
        self.apart.get(&id).map_or(&[], Vec::as_slice)
    }

    pub fn are_apart(&self, a: ParticipantId, b: ParticipantId) -> bool {
        self.kept_from(a).contains(&b)
    }

    pub fn above(&self, mentor: usize, mentee: usize) -> bool {
        self.mentors[mentor].level.may_mentor(self.mentees[mentee].level)
    }
}
