//! Every hard rule, checked from the outside: knows nothing of how groups were made.

use super::board::Board;
use super::people::People;
use super::{FormedGroup, Roster, Settings, Violation};
use crate::ids::ParticipantId;
use std::collections::BTreeMap;

/// Every rule that these groups break. Nothing: they may be published.
pub fn violations(roster: &Roster, settings: &Settings, groups: &[FormedGroup]) -> Vec<Violation> {
    let people = People::new(roster, settings);
    let board = Board::from_groups(&people, groups);
    let mut broken = twice(groups);
    for (g, group) in groups.iter().enumerate() {
        members(&people, g as u32, group, &mut broken);
        mentors(&people, &board, g, &mut broken);
    }
    for j in 0..people.mentors.len() {
        let (mentor, max) = (people.mentors[j].id, people.mentors[j].max_groups);
        let (load, capacity) = (board.load(j), people.room(j));
        let count = board.groups_of[j].len() as u32;
        if count > 0 && load > capacity {
            broken.push(Violation::MentorFull {
                mentor,
                load,
                capacity,
            });
        }
        if count > max {
            broken.push(Violation::TooManyGroups {
                mentor,
                groups: count,
                max,
            });
        }
    }
    broken
}

fn twice(groups: &[FormedGroup]) -> Vec<Violation> {
    let mut seats: BTreeMap<ParticipantId, Vec<u32>> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate() {
        group
            .mentees
            .iter()
            .for_each(|&id| seats.entry(id).or_default().push(g as u32));
    }
    let many = seats.into_iter().filter(|(_, at)| at.len() > 1);
    many.map(|(participant, groups)| Violation::InTwoGroups { participant, groups })
        .collect()
}

fn members(people: &People<'_>, group: u32, formed: &FormedGroup, broken: &mut Vec<Violation>) {
    let s = &people.settings;
    let size = formed.mentees.len() as u32;
    if size < s.min {
        broken.push(Violation::TooSmall {
            group,
            size,
            min: s.min,
        });
    }
    if size > s.max {
        broken.push(Violation::TooBig {
            group,
            size,
            max: s.max,
        });
    }
    let known: Vec<_> = formed
        .mentees
        .iter()
        .filter_map(|id| people.mentee_at.get(id))
        .collect();
    let first = known.first().map(|&&i| people.mentees[i].programme);
    let programme = formed.programme.or(first);
    if !s.across_programmes
        && known
            .iter()
            .any(|&&i| Some(people.mentees[i].programme) != programme)
    {
        broken.push(Violation::MixedProgrammes { group });
    }
    let strangers = formed
        .mentees
        .iter()
        .filter(|id| !people.mentee_at.contains_key(id));
    let unknown = formed
        .mentors
        .iter()
        .map(|m| &m.mentor)
        .filter(|id| !people.mentor_at.contains_key(id));
    broken.extend(
        strangers
            .chain(unknown)
            .map(|&participant| Violation::Unknown { group, participant }),
    );
    let all: Vec<ParticipantId> = formed
        .mentees
        .iter()
        .copied()
        .chain(formed.mentors.iter().map(|m| m.mentor))
        .collect();
    for (x, &a) in all
        .iter()
        .enumerate()
        .filter(|(_, a)| !people.kept_from(**a).is_empty())
    {
        let apart = all[x + 1..].iter().filter(|b| people.are_apart(a, **b));
        broken.extend(apart.map(|&b| Violation::KeptApart { group, a, b }));
    }
    for &&i in &known {
        let me = people.mentees[i];
        if let Some(mentor) = me
            .pinned_to
            .filter(|m| !formed.mentors.iter().any(|x| x.mentor == *m))
        {
            broken.push(Violation::PinBroken {
                group,
                mentee: me.id,
                mentor,
            });
        }
    }
}

fn mentors(people: &People<'_>, board: &Board<'_, '_>, g: usize, broken: &mut Vec<Violation>) {
    let (group, d) = (g as u32, &board.drafts[g]);
    let (has, needs) = (d.mentors.len() as u32, people.settings.mentors_for(board.size(g)));
    if has < needs {
        broken.push(Violation::TooFewMentors { group, has, needs });
    }
    for &j in &d.mentors {
        let mentor = people.mentors[j].id;
        if !people.mentors[j].cleared {
            broken.push(Violation::MentorNotCleared { group, mentor });
        }
        for &i in d.mentees.iter().filter(|&&i| !people.above(j, i)) {
            let m = people.mentees[i];
            broken.push(Violation::MentorNotAbove {
                group,
                mentor,
                mentee: m.id,
                level: m.level,
            });
        }
    }
}
