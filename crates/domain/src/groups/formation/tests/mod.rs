//! Rosters to form groups from: hostile ones at random, and tidy ones by hand.

mod apart;
mod bounds;
mod carried;
mod judgement;
mod live_groups;
mod rules;
mod solver;

use super::*;
use crate::cohorts::{Availability, FheqLevel, StudyMode};
use crate::ids::{CampusId, ParticipantId, ProgrammeId, SeminarGroupId, TutorGroupId};
use proptest::prelude::*;
use uuid::Uuid;

pub fn id(n: u128) -> ParticipantId {
    ParticipantId(Uuid::from_u128(n))
}

pub fn level(n: u8) -> FheqLevel {
    FheqLevel::new(n).expect("a level")
}

pub fn mentee(n: u128) -> Mentee {
    Mentee {
        id: id(n),
        programme: ProgrammeId(Uuid::from_u128(1)),
        level: level(4),
        tutor_group: None,
        seminar_group: None,
        campus: None,
        mode: StudyMode::FullTime,
        availability: Availability::NONE,
        interests: vec![],
        needs: vec![],
        monitored: vec![],
        pinned_to: None,
    }
}

pub fn mentor(n: u128) -> Mentor {
    Mentor {
        id: id(100_000 + n),
        programme: ProgrammeId(Uuid::from_u128(1)),
        level: level(5),
        campus: None,
        capacity: 8,
        max_groups: 1,
        availability: Availability::NONE,
        interests: vec![],
        cleared: true,
    }
}

pub fn tutor(n: u128) -> Option<TutorGroupId> {
    Some(TutorGroupId(Uuid::from_u128(n)))
}

/// Tutor groups of the given sizes, one programme, and as many mentors as asked.
pub fn cohort(tutor_groups: &[usize], mentors: usize) -> Roster {
    let sizes = tutor_groups.iter().enumerate();
    let of = sizes.flat_map(|(t, &size)| std::iter::repeat_n(t as u128 + 1, size));
    let mentees = of
        .enumerate()
        .map(|(n, t)| Mentee {
            tutor_group: tutor(t),
            ..mentee(n as u128)
        })
        .collect();
    Roster {
        mentees,
        mentors: (0..mentors as u128).map(mentor).collect(),
        keep_apart: vec![],
    }
}

pub fn run(roster: &Roster, settings: &Settings) -> Formation {
    form(roster, settings, &mut || true)
}

fn any_interests() -> impl Strategy_<Value = Vec<String>> {
    prop::collection::vec(
        prop::sample::select(vec!["chess", "football", "films"]).prop_map(str::to_owned),
        0..3,
    )
}
use proptest::strategy::Strategy as Strategy_;

fn any_mentee() -> impl Strategy_<Value = Mentee> {
    let place = (
        1u128..4,
        prop::sample::select(vec![3u8, 4, 4, 4, 5]),
        prop::option::of(1u128..6),
    );
    let more = (
        prop::option::of(1u128..4),
        prop::option::of(1u128..3),
        0u32..64,
        any_interests(),
    );
    // Ids from a small range, so that some come twice and some are a mentor's.
    let who = (0u128..90, any::<bool>(), prop::option::weighted(0.1, 0u128..12));
    (place, more, who).prop_map(
        |((programme, at, tutor_group), (seminar, campus, week, interests), (n, lone, pin))| Mentee {
            programme: ProgrammeId(Uuid::from_u128(programme)),
            level: level(at),
            tutor_group: tutor_group.and_then(tutor),
            seminar_group: seminar.map(|s| SeminarGroupId(Uuid::from_u128(s))),
            campus: campus.map(|c| CampusId(Uuid::from_u128(c))),
            availability: Availability::new(week).expect("a week"),
            interests,
            monitored: if lone {
                vec![("commuter".into(), "yes".into())]
            } else {
                vec![]
            },
            pinned_to: pin.map(|p| id(100_000 + p)),
            ..mentee(n)
        },
    )
}

fn any_mentor() -> impl Strategy_<Value = Mentor> {
    let who = (
        0u128..14,
        1u128..4,
        3u8..8,
        prop::sample::select(vec![true, true, true, false]),
    );
    (who, 0u32..25, 0u32..4, 0u32..64, any_interests()).prop_map(
        |((n, programme, at, cleared), capacity, max_groups, week, interests)| Mentor {
            id: if n == 13 { id(5) } else { id(100_000 + n) },
            programme: ProgrammeId(Uuid::from_u128(programme)),
            level: level(at),
            capacity,
            max_groups,
            availability: Availability::new(week).expect("a week"),
            interests,
            cleared,
            ..mentor(0)
        },
    )
}

/// Anything that a file could hold: no mentors, no mentees, duplicates, impossible pins, people apart from themselves.
pub fn any_roster() -> impl Strategy_<Value = Roster> {
    let anybody = || {
        prop_oneof![
            (0u128..90).prop_map(id),
            (0u128..14).prop_map(|n| id(100_000 + n))
        ]
    };
    let apart = prop::collection::vec(
        (anybody(), anybody()).prop_map(|(a, b)| KeepApart::pair(a, b)),
        0..25,
    );
    (
        prop::collection::vec(any_mentee(), 0..80),
        prop::collection::vec(any_mentor(), 0..20),
        apart,
    )
        .prop_map(|(mentees, mentors, keep_apart)| Roster {
            mentees,
            mentors,
            keep_apart,
        })
}

pub fn any_settings() -> impl Strategy_<Value = Settings> {
    let sizes = (1u32..6, 0u32..4, 0u32..8, 1u32..14, 2u32..12);
    (
        sizes,
        prop::sample::select(super::Strategy::ALL),
        any::<bool>(),
        0u64..5,
    )
        .prop_map(
            |((min, a, b, hard_cap_per_mentor, two_mentors_above), strategy, across_programmes, seed)| {
                Settings {
                    strategy,
                    min,
                    target: min + a,
                    max: min + a + b,
                    hard_cap_per_mentor,
                    two_mentors_above,
                    across_programmes,
                    seed,
                    effort: Effort::Quick,
                    ..Settings::default()
                }
            },
        )
}
