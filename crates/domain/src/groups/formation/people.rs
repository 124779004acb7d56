//! The roster by position: ids looked up once, pools and keep-apart pairs at hand.

use super::{KeepApart, Mentee, Mentor, Roster, Settings};
use crate::ids::{ParticipantId, ProgrammeId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    pub keep_apart: &'a [KeepApart],
    apart: HashMap<ParticipantId, Vec<ParticipantId>>,
    /// Mentees who must be kept apart from a mentor who could take them but for that, in order.
    pub contested: Vec<usize>,
    /// Those of them who must be kept apart from every such mentor: no group can hold them.
    pub out_of_reach: BTreeSet<usize>,
}

impl<'a> People<'a> {
    /// Everybody once, whoever comes first.
    pub fn new(roster: &'a Roster, settings: &Settings) -> Self {
        let mut seen = BTreeSet::new();
        let mentees = roster.mentees.iter().filter(|m| seen.insert(m.id)).collect();
        let mentors = roster.mentors.iter().filter(|m| seen.insert(m.id)).collect();
        Self::of(mentees, mentors, &roster.keep_apart, settings)
    }

    /// The same people but for these mentees. Mentors keep their positions, and mentees their order.
    pub fn without(&self, held: &BTreeSet<usize>) -> Self {
        let stay = (0..self.mentees.len()).filter(|i| !held.contains(i));
        let mentees = stay.map(|i| self.mentees[i]).collect();
        Self::of(mentees, self.mentors.clone(), self.keep_apart, &self.settings)
    }

    /// Settings that contradict themselves are mended, so that a caller who forgot to validate still gets sound groups.
    fn of(
        mentees: Vec<&'a Mentee>,
        mentors: Vec<&'a Mentor>,
        keep_apart: &'a [KeepApart],
        settings: &Settings,
    ) -> Self {
        let mut settings = settings.clone();
        settings.min = settings.min.clamp(1, 10_000);
        settings.max = settings.max.clamp(settings.min, 10_000);
        settings.target = settings.target.clamp(settings.min, settings.max);
        let mut apart: HashMap<_, Vec<_>> = HashMap::new();
        for k in keep_apart.iter().filter(|k| k.a != k.b) {
            apart.entry(k.a).or_default().push(k.b);
            apart.entry(k.b).or_default().push(k.a);
        }
        let (taste, tastes) = tastes(&mentees, &mentors);
        let mut people = Self {
            settings,
            mentee_at: mentees.iter().enumerate().map(|(i, m)| (m.id, i)).collect(),
            mentor_at: mentors.iter().enumerate().map(|(j, m)| (m.id, j)).collect(),
            mentees,
            mentors,
            pools: vec![],
            pool_of: vec![],
            taste,
            tastes,
            keep_apart,
            apart,
            contested: vec![],
            out_of_reach: BTreeSet::new(),
        };
        people.pool();
        people.contest();
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

    /// Finds who must be kept apart from mentors. Most rosters have nobody of the kind, and pay nothing.
    fn contest(&mut self) {
        if self.keep_apart.is_empty() {
            return;
        }
        let least = self.settings.least_share();
        for i in 0..self.mentees.len() {
            let kept = self.kept_from(self.mentees[i].id);
            let mentors = self.pools[self.pool_of[i]].mentors.iter();
            let able = mentors.filter(|&&j| self.above(j, i) && self.room(j) >= least);
            let (apart, free): (Vec<usize>, Vec<usize>) =
                able.copied().partition(|&j| kept.contains(&self.mentors[j].id));
            if !apart.is_empty() {
                self.contested.push(i);
                if free.is_empty() {
                    self.out_of_reach.insert(i);
                }
            }
        }
    }

    /// Whether the two are one person, who mentors and is mentored.
    pub fn same_person(&self, a: ParticipantId, b: ParticipantId) -> bool {
        let these = |k: &&KeepApart| (k.a == a && k.b == b) || (k.a == b && k.b == a);
        self.keep_apart.iter().filter(these).any(|k| k.same_person)
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

/// The mentees' interests by number, and each mentor's share of them in order.
fn tastes<'a>(mentees: &[&'a Mentee], mentors: &[&Mentor]) -> (HashMap<&'a str, u32>, Vec<Vec<u32>>) {
    let mut taste = HashMap::new();
    for t in mentees.iter().flat_map(|m| &m.interests) {
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
    (taste, tastes)
}
