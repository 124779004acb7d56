//! What it costs, and what speaks for it, that one mentee joins one group. For choosing a group one person at a time.

use super::affinity::Portrait;
use super::board::Board;
use super::{Reason, Strategy};

/// Who in a group shares what with a mentee.
struct Company {
    tutor: i64,
    seminar: i64,
    interests: Vec<String>,
    slots: i64,
    week: u32,
    campus: u32,
    programme: u32,
    alone: i64,
    monitored: i64,
}

fn company(b: &Board<'_, '_>, i: usize, g: usize) -> Company {
    let me = b.people.mentees[i];
    let others: Vec<_> = b.drafts[g]
        .mentees
        .iter()
        .filter(|&&x| x != i)
        .map(|&x| b.people.mentees[x])
        .collect();
    let count =
        |same: &dyn Fn(&crate::groups::formation::Mentee) -> bool| others.iter().filter(|m| same(m)).count();
    let mut interests: Vec<String> = me.interests.clone();
    interests.retain(|t| others.iter().any(|m| m.interests.contains(t)));
    interests.sort();
    interests.dedup();
    let alone = me
        .monitored
        .iter()
        .filter(|t| !others.iter().any(|m| m.monitored.contains(t)))
        .count() as i64;
    Company {
        tutor: count(&|m| m.tutor_group.is_some() && m.tutor_group == me.tutor_group) as i64,
        seminar: count(&|m| m.seminar_group.is_some() && m.seminar_group == me.seminar_group) as i64,
        slots: others
            .iter()
            .map(|m| i64::from(m.availability.shared(me.availability)))
            .sum(),
        week: count(&|m| m.availability.shared(me.availability) > 0) as u32,
        campus: count(&|m| m.campus.is_some() && m.campus == me.campus) as u32,
        programme: count(&|m| m.programme == me.programme) as u32,
        interests,
        alone,
        monitored: me.monitored.len() as i64,
    }
}

/// Lower is better. Among like company the smaller group costs less, so that sizes stay even.
pub(super) fn cost(b: &Board<'_, '_>, i: usize, g: usize) -> i64 {
    let (w, c) = (b.people.settings.weights, company(b, i, g));
    let (tutor, seminar) = match b.people.settings.strategy {
        Strategy::CrossCutting => (c.tutor, c.seminar),
        Strategy::AlignedTutor => (-c.tutor, 0),
        Strategy::AlignedSeminar => (0, -c.seminar),
    };
    i64::from(w.tutor) * tutor + i64::from(w.seminar.max(1)) * seminar + i64::from(w.isolation) * c.alone
        - i64::from(w.interests) * c.interests.len() as i64
        - i64::from(w.availability) * c.slots
        + 10 * i64::from(b.size(g))
}

pub(super) fn reasons(b: &Board<'_, '_>, i: usize, g: usize) -> Vec<Reason> {
    let c = company(b, i, g);
    let room = b.people.settings.max.saturating_sub(b.size(g));
    let teaching = match b.people.settings.strategy {
        Strategy::CrossCutting => Some(Reason::NewPeople {
            same_tutor_group: c.tutor as u32,
        }),
        Strategy::AlignedTutor => (c.tutor > 0).then_some(Reason::OwnTeachingGroup {
            mentees: c.tutor as u32,
        }),
        Strategy::AlignedSeminar => (c.seminar > 0).then_some(Reason::OwnTeachingGroup {
            mentees: c.seminar as u32,
        }),
    };
    let pinned = b.people.mentees[i].pinned_to;
    let with_pin = b.drafts[g]
        .mentors
        .iter()
        .any(|&j| Some(b.people.mentors[j].id) == pinned);
    [
        with_pin.then_some(Reason::Pinned),
        teaching,
        (c.programme > 0).then_some(Reason::SameProgramme { mentees: c.programme }),
        (!c.interests.is_empty()).then_some(Reason::SharedInterests {
            interests: c.interests,
        }),
        (c.week > 0).then_some(Reason::SharedAvailability { mentees: c.week }),
        (c.campus > 0).then_some(Reason::SameCampus { mentees: c.campus }),
        (c.monitored > 0 && c.alone < c.monitored).then_some(Reason::NotAlone),
        (room > 0).then_some(Reason::HasRoom { places: room }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How well a mentor suits a group that exists, with reasons.
pub(super) fn mentor_match(b: &Board<'_, '_>, j: usize, g: usize) -> (i64, Vec<Reason>) {
    let portrait = Portrait::new(b.people, &b.drafts[g].mentees);
    let id = b.people.mentors[j].id;
    let pinned = b.drafts[g]
        .mentees
        .iter()
        .any(|&i| b.people.mentees[i].pinned_to == Some(id));
    (portrait.score(b.people, j), portrait.reasons(b.people, j, pinned))
}
