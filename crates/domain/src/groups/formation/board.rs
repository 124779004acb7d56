//! Groups in the making: who sits where, and which rules a step would break.

use super::people::People;
use super::{FormedGroup, Violation};
use crate::cohorts::FheqLevel;
use crate::ids::ProgrammeId;

/// A group in the making, by positions in [`People`].
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub programme: Option<ProgrammeId>,
    /// Before mentors are assigned: nobody above this level joins, so that the planned mentors can serve the group.
    pub top: Option<FheqLevel>,
    pub mentees: Vec<usize>,
    pub mentors: Vec<usize>,
}

/// All groups, with everybody's seat kept up to date.
#[derive(Debug)]
pub(super) struct Board<'p, 'a> {
    pub people: &'p People<'a>,
    pub drafts: Vec<Draft>,
    pub seat: Vec<Option<usize>>,
    pub groups_of: Vec<Vec<usize>>,
}

impl<'p, 'a> Board<'p, 'a> {
    pub fn new(people: &'p People<'a>, drafts: Vec<Draft>) -> Self {
        let mut seat = vec![None; people.mentees.len()];
        let mut groups_of = vec![Vec::new(); people.mentors.len()];
        for (g, d) in drafts.iter().enumerate() {
            d.mentees.iter().for_each(|&i| seat[i] = Some(g));
            d.mentors.iter().for_each(|&j| groups_of[j].push(g));
        }
        Self {
            people,
            drafts,
            seat,
            groups_of,
        }
    }

    /// From groups that exist. People the roster doesn't know are left out.
    pub fn from_groups(people: &'p People<'a>, groups: &[FormedGroup]) -> Self {
        let draft = |g: &FormedGroup| Draft {
            programme: g.programme,
            top: None,
            mentees: g
                .mentees
                .iter()
                .filter_map(|id| people.mentee_at.get(id).copied())
                .collect(),
            mentors: g
                .mentors
                .iter()
                .filter_map(|m| people.mentor_at.get(&m.mentor).copied())
                .collect(),
        };
        Self::new(people, groups.iter().map(draft).collect())
    }

    pub fn size(&self, g: usize) -> u32 {
        self.drafts[g].mentees.len() as u32
    }

    pub fn place(&mut self, i: usize, g: usize) {
        self.drafts[g].mentees.push(i);
        self.seat[i] = Some(g);
    }

    pub fn take(&mut self, i: usize) {
        if let Some(g) = self.seat[i].take() {
            self.drafts[g].mentees.retain(|&x| x != i);
        }
    }

    pub fn assign(&mut self, j: usize, g: usize) {
        self.drafts[g].mentors.push(j);
        self.groups_of[j].push(g);
    }

    pub fn dismiss(&mut self, j: usize, g: usize) {
        self.drafts[g].mentors.retain(|&x| x != j);
        self.groups_of[j].retain(|&x| x != g);
    }

    /// What each mentor of a group carries: its mentees shared between those who are there or still to come.
    fn share(&self, g: usize, size: u32) -> u32 {
        size.div_ceil(
            self.people
                .settings
                .mentors_for(size)
                .max(self.drafts[g].mentors.len() as u32),
        )
    }

    /// Mentees of a mentor, if group `grown` had `more` of them.
    fn load_with(&self, j: usize, grown: usize, more: u32) -> u32 {
        let of = |&g: &usize| self.share(g, self.size(g) + if g == grown { more } else { 0 });
        self.groups_of[j].iter().map(of).sum()
    }

    pub fn load(&self, j: usize) -> u32 {
        self.load_with(j, usize::MAX, 0)
    }

    /// Whether the group has the mentors its size asks for.
    pub fn is_staffed(&self, g: usize) -> bool {
        self.drafts[g].mentors.len() as u32 >= self.people.settings.mentors_for(self.size(g))
    }

    /// The rules that break when a mentee joins a group. Nothing: they may. `exchanged` leaves at the same time.
    pub fn obstacles(&self, i: usize, g: usize, exchanged: Option<usize>) -> Vec<Violation> {
        let (p, d, s) = (self.people, &self.drafts[g], &self.people.settings);
        let (me, at) = (p.mentees[i], g as u32);
        let size = self.size(g) + 1 - u32::from(exchanged.is_some());
        let mut broken = Vec::new();
        if size > s.max {
            broken.push(Violation::TooBig {
                group: at,
                size,
                max: s.max,
            });
        }
        let mixed = d.mentees.iter().any(|&x| p.mentees[x].programme != me.programme);
        if !s.across_programmes && (d.programme.is_some_and(|x| x != me.programme) || mixed) {
            broken.push(Violation::MixedProgrammes { group: at });
        }
        let kept = p.kept_from(me.id);
        let here = d
            .mentees
            .iter()
            .filter(|&&x| Some(x) != exchanged)
            .map(|&x| p.mentees[x].id);
        for b in here
            .chain(d.mentors.iter().map(|&j| p.mentors[j].id))
            .filter(|id| kept.contains(id))
        {
            broken.push(Violation::KeptApart {
                group: at,
                a: me.id,
                b,
            });
        }
        if let Some(mentor) = me.pinned_to
            && !d.mentors.iter().any(|&j| p.mentors[j].id == mentor)
        {
            broken.push(Violation::PinBroken {
                group: at,
                mentee: me.id,
                mentor,
            });
        }
        if d.top.is_some_and(|top| me.level > top) {
            let mentor = d.mentors.first().map_or(me.id, |&j| p.mentors[j].id);
            broken.push(Violation::MentorNotAbove {
                group: at,
                mentor,
                mentee: me.id,
                level: me.level,
            });
        }
        if d.top.is_none() || !d.mentors.is_empty() {
            self.mentor_obstacles(i, g, size, exchanged, &mut broken);
        }
        broken
    }

    fn mentor_obstacles(
        &self,
        i: usize,
        g: usize,
        size: u32,
        out: Option<usize>,
        broken: &mut Vec<Violation>,
    ) {
        let (p, d) = (self.people, &self.drafts[g]);
        let (has, needs) = (d.mentors.len() as u32, p.settings.mentors_for(size));
        if has < needs {
            broken.push(Violation::TooFewMentors {
                group: g as u32,
                has,
                needs,
            });
        }
        for &j in &d.mentors {
            let (mentor, mentee) = (p.mentors[j].id, p.mentees[i].id);
            if !p.above(j, i) {
                let level = p.mentees[i].level;
                broken.push(Violation::MentorNotAbove {
                    group: g as u32,
                    mentor,
                    mentee,
                    level,
                });
            }
            if !p.mentors[j].cleared {
                broken.push(Violation::MentorNotCleared {
                    group: g as u32,
                    mentor,
                });
            }
            let load = self.load_with(j, g, u32::from(out.is_none()));
            if load > p.room(j) {
                broken.push(Violation::MentorFull {
                    mentor,
                    load,
                    capacity: p.room(j),
                });
            }
        }
    }

    /// Whether a mentor could take on a group, on top of those they have.
    pub fn may_mentor(&self, j: usize, g: usize) -> bool {
        let (p, d) = (self.people, &self.drafts[g]);
        let size = self.size(g);
        let share = size.div_ceil(p.settings.mentors_for(size).max(d.mentors.len() as u32 + 1));
        let id = p.mentors[j].id;
        p.usable(j)
            && !d.mentors.contains(&j)
            && (self.groups_of[j].len() as u32) < p.mentors[j].max_groups
            && self.load(j) + share <= p.room(j)
            && (p.settings.across_programmes || d.programme.is_none_or(|x| x == p.mentors[j].programme))
            && d.mentees
                .iter()
                .all(|&i| p.above(j, i) && !p.are_apart(id, p.mentees[i].id))
            && d.mentors.iter().all(|&k| !p.are_apart(id, p.mentors[k].id))
    }
}
