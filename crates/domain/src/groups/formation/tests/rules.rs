//! What is promised of every formation, for any roster at all.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

fn seats(f: &Formation) -> Vec<ParticipantId> {
    f.groups.iter().flat_map(|g| g.mentees.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_hard_rule_is_ever_broken(roster in any_roster(), settings in any_settings()) {
        prop_assert_eq!(violations(&roster, &settings, &run(&roster, &settings).groups), vec![]);
    }

    #[test]
    fn a_mentor_is_always_above_their_mentees(roster in any_roster(), settings in any_settings()) {
        let mentor: BTreeMap<_, _> = roster.mentors.iter().rev().map(|m| (m.id, m.level)).collect();
        let mentee: BTreeMap<_, _> = roster.mentees.iter().rev().map(|m| (m.id, m.level)).collect();
        for g in run(&roster, &settings).groups {
            for (m, i) in g.mentors.iter().flat_map(|m| g.mentees.iter().map(move |i| (m.mentor, i))) {
                prop_assert!(mentor[&m] > mentee[i]);
            }
        }
    }

    #[test]
    fn an_uncleared_mentor_never_gets_a_group(roster in any_roster(), settings in any_settings()) {
        let cleared: BTreeMap<_, _> = roster.mentors.iter().rev().map(|m| (m.id, m.cleared)).collect();
        for m in run(&roster, &settings).groups.iter().flat_map(|g| &g.mentors) {
            prop_assert!(cleared[&m.mentor]);
        }
    }

    #[test]
    fn nobody_is_in_two_groups(roster in any_roster(), settings in any_settings()) {
        let seats = seats(&run(&roster, &settings));
        prop_assert_eq!(seats.iter().collect::<BTreeSet<_>>().len(), seats.len());
    }

    #[test]
    fn everyone_is_placed_or_listed_with_a_reason(roster in any_roster(), settings in any_settings()) {
        let f = run(&roster, &settings);
        let placed: BTreeSet<_> = f.groups.iter()
            .flat_map(|g| g.mentees.iter().copied().chain(g.mentors.iter().map(|m| m.mentor))).collect();
        let listed: BTreeSet<_> = f.unplaced.iter().map(|u| u.participant).collect();
        prop_assert!(placed.is_disjoint(&listed));
        let all: BTreeSet<_> = roster.mentees.iter().map(|m| m.id).chain(roster.mentors.iter().map(|m| m.id)).collect();
        prop_assert_eq!(placed.union(&listed).copied().collect::<BTreeSet<_>>(), all);
        for u in &f.unplaced {
            prop_assert!(u.reason.sentence().ends_with('.') && u.smallest_change.sentence().ends_with('.'));
        }
    }

    #[test]
    fn keep_apart_pairs_are_never_together(roster in any_roster(), settings in any_settings()) {
        let f = run(&roster, &settings);
        for g in &f.groups {
            let here: BTreeSet<_> = g.mentees.iter().copied().chain(g.mentors.iter().map(|m| m.mentor)).collect();
            for k in roster.keep_apart.iter().filter(|k| k.a != k.b) {
                prop_assert!(!(here.contains(&k.a) && here.contains(&k.b)));
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_groups(roster in any_roster(), settings in any_settings()) {
        prop_assert_eq!(run(&roster, &settings), run(&roster, &settings));
    }

    #[test]
    fn sizes_stay_in_bounds(roster in any_roster(), settings in any_settings()) {
        for g in run(&roster, &settings).groups {
            prop_assert!((settings.min..=settings.max).contains(&(g.mentees.len() as u32)));
        }
    }

    #[test]
    fn no_mentor_has_more_mentees_or_groups_than_they_take(roster in any_roster(), settings in any_settings()) {
        let mut of: BTreeMap<_, (u32, u32)> = BTreeMap::new();
        for g in run(&roster, &settings).groups {
            for m in &g.mentors {
                let (load, groups) = of.entry(m.mentor).or_default();
                *load += (g.mentees.len() as u32).div_ceil(g.mentors.len() as u32);
                *groups += 1;
            }
        }
        for (id, (load, groups)) in of {
            let m = roster.mentors.iter().find(|m| m.id == id).expect("a mentor of the roster");
            prop_assert!(load <= m.capacity.min(settings.hard_cap_per_mentor) && groups <= m.max_groups);
        }
    }

    #[test]
    fn a_pinned_mentee_is_with_their_mentor_or_unplaced(roster in any_roster(), settings in any_settings()) {
        let first: BTreeMap<_, _> = roster.mentees.iter().rev().map(|m| (m.id, m.pinned_to)).collect();
        for g in run(&roster, &settings).groups {
            for pin in g.mentees.iter().filter_map(|i| first[i]) {
                prop_assert!(g.mentors.iter().any(|m| m.mentor == pin));
            }
        }
    }

    #[test]
    fn metrics_agree_with_the_groups_and_stay_within_their_bounds(roster in any_roster(), settings in any_settings()) {
        let f = run(&roster, &settings);
        let m = &f.metrics;
        prop_assert_eq!(m, &measure(&roster, &settings, &f.groups));
        prop_assert_eq!(m.mentees_placed as usize, seats(&f).len());
        prop_assert!(m.fewest_same_tutor_pairs <= m.same_tutor_pairs);
        prop_assert!(m.same_tutor_pairs <= m.most_same_tutor_pairs);
        prop_assert!(m.fewest_same_seminar_pairs <= m.same_seminar_pairs);
        prop_assert!(m.new_tie_rate <= m.best_new_tie_rate + 1e-12);
        prop_assert!(m.mentor_score <= m.best_mentor_score);
    }

    #[test]
    fn stopping_early_still_keeps_every_rule(roster in any_roster(), settings in any_settings()) {
        let f = form(&roster, &settings, &mut || false);
        prop_assert_eq!(violations(&roster, &settings, &f.groups), vec![]);
    }
}

#[test]
fn an_empty_roster_gives_no_groups() {
    let f = run(&Roster::default(), &Settings::default());
    assert!(f.groups.is_empty() && f.unplaced.is_empty());
    assert_eq!(f.metrics.new_tie_rate, 1.0);
}

#[test]
fn without_mentors_everybody_is_told_so() {
    let f = run(&cohort(&[12], 0), &Settings::default());
    assert_eq!(f.unplaced.len(), 12);
    assert!(
        f.unplaced
            .iter()
            .all(|u| matches!(u.reason, UnplacedReason::NoMentorAbove { .. }))
    );
    assert!(
        f.unplaced
            .iter()
            .all(|u| matches!(u.smallest_change, SmallestChange::AddMentor { .. }))
    );
}

#[test]
fn with_too_few_mentors_as_many_as_possible_are_placed() {
    for strategy in super::super::Strategy::ALL {
        let settings = Settings {
            strategy: *strategy,
            ..Settings::default()
        };
        let f = run(&cohort(&[20, 20], 3), &settings);
        assert_eq!(f.metrics.mentees_placed, 24, "{strategy}");
        assert!(
            f.unplaced
                .iter()
                .all(|u| matches!(u.reason, UnplacedReason::MentorsFull { .. })),
            "{strategy}"
        );
    }
}

#[test]
fn small_capacities_make_small_groups() {
    let mut roster = cohort(&[20], 5);
    roster.mentors.iter_mut().for_each(|m| m.capacity = 4);
    for strategy in super::super::Strategy::ALL {
        let settings = Settings {
            strategy: *strategy,
            ..Settings::default()
        };
        assert_eq!(run(&roster, &settings).metrics.mentees_placed, 20, "{strategy}");
    }
}

#[test]
fn clearing_the_named_mentor_places_who_was_told_so() {
    let mut roster = cohort(&[6], 1);
    roster.mentors[0].cleared = false;
    let told = run(&roster, &Settings::default()).unplaced;
    assert_eq!(
        told[0].smallest_change,
        SmallestChange::ClearMentor {
            mentor: roster.mentors[0].id
        }
    );
    roster.mentors[0].cleared = true;
    assert!(run(&roster, &Settings::default()).unplaced.is_empty());
}

#[test]
fn settings_that_contradict_themselves_are_named_with_their_pointers() {
    let bad = Settings {
        min: 9,
        target: 3,
        hard_cap_per_mentor: 0,
        ..Settings::default()
    };
    let pointers: Vec<String> = bad
        .validate()
        .expect_err("faults")
        .into_iter()
        .map(|f| f.0)
        .collect();
    assert_eq!(pointers, ["/max", "/target", "/hard_cap_per_mentor"]);
    assert_eq!(Settings::default().validate(), Ok(()));
}

#[test]
fn aligned_keeps_tutor_groups_whole_and_splits_large_ones_evenly() {
    let settings = Settings {
        strategy: super::super::Strategy::AlignedTutor,
        ..Settings::default()
    };
    let f = run(&cohort(&[6, 8, 20], 9), &settings);
    let mut sizes: Vec<usize> = f.groups.iter().map(|g| g.mentees.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [6, 6, 7, 7, 8]);
    assert_eq!(f.metrics.kept_with_tutor_group, 34);
}

#[test]
fn aligned_joins_tutor_groups_below_the_smallest_size() {
    let settings = Settings {
        strategy: super::super::Strategy::AlignedTutor,
        ..Settings::default()
    };
    let f = run(&cohort(&[3, 3, 2, 6], 9), &settings);
    assert_eq!(f.metrics.mentees_placed, 14);
    assert!(f.groups.iter().any(|g| g.mentees.len() == 6));
}

#[test]
fn mentors_with_few_places_take_as_many_as_they_can() {
    for (mentees, rooms, placed) in [
        (6, vec![4], 4),
        (14, vec![8, 4], 12),
        (9, vec![5], 5),
        (20, vec![4, 4, 4], 12),
    ] {
        for &strategy in super::super::Strategy::ALL {
            let mut roster = cohort(&[mentees / 2, mentees - mentees / 2], rooms.len());
            for (mentor, &room) in roster.mentors.iter_mut().zip(&rooms) {
                (mentor.capacity, mentor.max_groups) = (room, 1);
            }
            let settings = Settings {
                strategy,
                ..Settings::default()
            };
            let f = run(&roster, &settings);
            assert_eq!(violations(&roster, &settings, &f.groups), vec![]);
            let seated: usize = f.groups.iter().map(|g| g.mentees.len()).sum();
            assert_eq!(seated, placed, "{mentees} mentees, {rooms:?}, {strategy}");
        }
    }
}
