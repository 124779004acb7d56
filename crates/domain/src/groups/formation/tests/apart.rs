//! Keeping a mentee apart from a mentor costs nobody else a place, and following the advice leads to one.

use super::super::Strategy;
use super::*;
use crate::cohorts::ParticipantRole;
use std::collections::BTreeSet;

fn with(strategy: Strategy) -> Settings {
    Settings {
        strategy,
        ..Settings::default()
    }
}

fn mentor_id(n: u128) -> ParticipantId {
    id(100_000 + n)
}

/// Mentees without a place.
fn waiting(unplaced: &[Unplaced]) -> Vec<&Unplaced> {
    let mentees = unplaced.iter().filter(|u| u.role == ParticipantRole::Mentee);
    mentees.collect()
}

/// The first mentee is kept apart from the first mentors, as many as asked.
fn apart_from_first(mentees: usize, mentors: usize, apart: u128) -> Roster {
    let mut roster = cohort(&[mentees / 2, mentees - mentees / 2], mentors);
    roster.keep_apart = (0..apart).map(|n| KeepApart::pair(id(0), mentor_id(n))).collect();
    roster
}

/// As [`apart_from_first`], and they are the first mentor themselves.
fn own_mentor(others: usize) -> Roster {
    let mut roster = cohort(&[others + 1], 1);
    roster.keep_apart = vec![KeepApart::oneself(mentor_id(0), id(0))];
    roster
}

#[test]
fn whoever_is_kept_apart_from_every_mentor_is_alone_without_a_place_and_told_why() {
    for (mentees, mentors) in [(7, 1), (14, 2), (20, 3)] {
        for &strategy in Strategy::ALL {
            let roster = apart_from_first(mentees, mentors, mentors as u128);
            let f = run(&roster, &with(strategy));
            assert_eq!(violations(&roster, &with(strategy), &f.groups), vec![]);
            let [left] = waiting(&f.unplaced)[..] else {
                panic!("{mentees}, {strategy}: {:?}", f.unplaced)
            };
            let from = (0..mentors as u128).map(mentor_id).collect();
            assert_eq!(left.participant, id(0), "{mentees}, {strategy}");
            assert_eq!(
                left.reason,
                UnplacedReason::KeptApart { from },
                "{mentees}, {strategy}"
            );
            let let_go = SmallestChange::RemoveKeepApart {
                a: id(0),
                b: mentor_id(0),
            };
            assert_eq!(left.smallest_change, let_go, "{mentees}, {strategy}");
        }
    }
}

#[test]
fn everybody_has_a_place_where_one_mentor_is_left_for_whoever_is_kept_apart_from_others() {
    for (mentees, mentors, apart) in [(14, 2, 1), (20, 3, 1), (20, 3, 2)] {
        for &strategy in Strategy::ALL {
            let roster = apart_from_first(mentees, mentors, apart);
            let placed = run(&roster, &with(strategy)).metrics.mentees_placed;
            assert_eq!(placed as usize, mentees, "{mentees}, {strategy}");
        }
    }
}

#[test]
fn two_who_need_different_mentors_and_were_composed_together_part() {
    // Whichever mentor is left for their group, one of the two is kept apart from.
    let mut roster = cohort(&[12], 3);
    roster.mentors.iter_mut().for_each(|m| m.capacity = 4);
    let pairs = [(0, 0), (0, 1), (1, 0), (1, 2)];
    roster.keep_apart = pairs.map(|(i, j)| KeepApart::pair(id(i), mentor_id(j))).to_vec();
    for &strategy in Strategy::ALL {
        let f = run(&roster, &with(strategy));
        assert_eq!(f.metrics.mentees_placed, 12, "{strategy}");
    }
}

#[test]
fn whoever_is_the_only_mentor_and_a_mentee_too_needs_another_mentor() {
    for (others, places) in [(3, 0), (4, 4), (6, 6), (7, 7)] {
        for &strategy in Strategy::ALL {
            let roster = own_mentor(others);
            let f = run(&roster, &with(strategy));
            assert_eq!(f.metrics.mentees_placed, places, "{others}, {strategy}");
            let waiting = waiting(&f.unplaced);
            let from = vec![mentor_id(0)];
            assert_eq!(waiting[0].participant, id(0));
            assert_eq!(waiting[0].reason, UnplacedReason::KeptApart { from });
            let another = SmallestChange::AddMentor {
                programme: roster.mentees[0].programme,
                above: level(4),
            };
            assert_eq!(waiting[0].smallest_change, another, "{others}, {strategy}");
            for other in &waiting[1..] {
                assert_eq!(other.reason, UnplacedReason::TooFew { people: 3, min: 4 });
                assert_eq!(other.smallest_change, SmallestChange::LowerMinimum { to: 3 });
            }
        }
    }
}

#[test]
fn whoever_is_their_own_only_mentor_is_told_of_a_mentor_elsewhere() {
    let mut roster = own_mentor(6);
    let elsewhere = Mentor {
        programme: ProgrammeId(Uuid::from_u128(2)),
        ..mentor(1)
    };
    roster.mentors.push(elsewhere);
    let f = run(&roster, &Settings::default());
    let told: Vec<_> = waiting(&f.unplaced)
        .iter()
        .map(|u| u.smallest_change.clone())
        .collect();
    assert_eq!(told, [SmallestChange::AllowAcrossProgrammes]);
}

#[test]
fn letting_a_pair_meet_is_no_advice_where_that_mentor_has_no_place_left() {
    let mut roster = cohort(&[9], 1);
    roster.keep_apart = vec![KeepApart::pair(id(0), mentor_id(0))];
    let f = run(&roster, &Settings::default());
    let told = waiting(&f.unplaced);
    assert_eq!(told.len(), 1);
    assert!(matches!(told[0].reason, UnplacedReason::KeptApart { .. }));
    assert!(matches!(
        told[0].smallest_change,
        SmallestChange::AddMentor { .. }
    ));
}

#[test]
fn a_late_joiner_is_told_of_keep_apart_before_sizes() {
    for (others, apart, lets_go) in [
        (6, KeepApart::pair(id(99), mentor_id(0)), true),
        (8, KeepApart::pair(id(99), mentor_id(0)), false),
        (6, KeepApart::oneself(mentor_id(0), id(99)), false),
    ] {
        let mut roster = cohort(&[others], 1);
        let groups = run(&roster, &Settings::default()).groups;
        roster.mentees.push(mentee(99));
        roster.keep_apart = vec![apart];
        let told = place_late_joiner(&roster, &Settings::default(), &groups, id(99)).unplaced;
        let from = vec![mentor_id(0)];
        assert_eq!(told[0].reason, UnplacedReason::KeptApart { from });
        match told[0].smallest_change {
            SmallestChange::RemoveKeepApart { .. } => assert!(lets_go, "{others}"),
            SmallestChange::AddMentor { .. } => assert!(!lets_go, "{others}"),
            ref other => panic!("{other:?}"),
        }
    }
}

/// One programme or two; mentors who could take anybody; a few pairs of mentee and mentor, some of them one person.
fn some_apart() -> impl Strategy_<Value = Roster> {
    let mentors = prop::collection::vec((4u32..11, 1u32..3, 1u128..3), 1..6);
    let pairs = prop::collection::vec((0u128..5, 0u128..5, any::<bool>()), 1..9);
    (
        prop::collection::vec((1u128..5, 1u128..3), 4..34),
        mentors,
        pairs,
        any::<bool>(),
    )
        .prop_map(|(mentees, mentors, pairs, one)| {
            let programme = |n: u128| ProgrammeId(Uuid::from_u128(if one { 1 } else { n }));
            let people = mentees.into_iter().enumerate();
            let people = people.map(|(n, (t, p))| Mentee {
                tutor_group: tutor(t),
                programme: programme(p),
                ..mentee(n as u128)
            });
            let able = mentors.into_iter().enumerate();
            let able = able.map(|(n, (capacity, max_groups, p))| Mentor {
                capacity,
                max_groups,
                programme: programme(p),
                ..mentor(n as u128)
            });
            let apart = pairs.into_iter().map(|(i, j, same_person)| KeepApart {
                same_person,
                ..KeepApart::pair(id(i), mentor_id(j))
            });
            Roster {
                mentees: people.collect(),
                mentors: able.collect(),
                keep_apart: apart.collect(),
            }
        })
}

/// Mentees kept apart from a mentor of their programme.
fn contested(roster: &Roster) -> BTreeSet<ParticipantId> {
    let of = |id: ParticipantId| roster.mentees.iter().find(|m| m.id == id).map(|m| m.programme);
    let to = |id: ParticipantId| roster.mentors.iter().find(|m| m.id == id).map(|m| m.programme);
    let within = |k: &&KeepApart| of(k.a).is_some() && of(k.a) == to(k.b);
    roster.keep_apart.iter().filter(within).map(|k| k.a).collect()
}

fn named(roster: &mut Roster, id: ParticipantId) -> &mut Mentor {
    let mentor = roster.mentors.iter_mut().find(|m| m.id == id);
    mentor.expect("advice names a mentor of the roster")
}

/// Does what the advice says.
fn follow(change: &SmallestChange, step: u128, roster: &mut Roster, settings: &mut Settings) {
    match *change {
        SmallestChange::ClearMentor { mentor } => {
            assert!(!std::mem::replace(&mut named(roster, mentor).cleared, true));
        }
        SmallestChange::RaiseCapacity { mentor, by } => named(roster, mentor).capacity += by,
        SmallestChange::AddMentor { programme, above } => roster.mentors.push(Mentor {
            programme,
            level: level(above.get() + 1),
            ..mentor(500 + step)
        }),
        SmallestChange::AllowAcrossProgrammes => {
            assert!(!std::mem::replace(&mut settings.across_programmes, true));
        }
        SmallestChange::LowerMinimum { to } => {
            assert!(to < std::mem::replace(&mut settings.min, to));
        }
        SmallestChange::RaiseMaximum { to } => {
            assert!(to > std::mem::replace(&mut settings.max, to));
        }
        SmallestChange::RemoveKeepApart { a, b } => {
            let these = |k: &KeepApart| k.a == a && k.b == b;
            assert!(roster.keep_apart.iter().any(these));
            assert!(!roster.keep_apart.iter().any(|k| these(k) && k.same_person));
            roster.keep_apart.retain(|k| !these(k));
        }
        ref other => panic!("no advice to a mentee: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nobody_loses_a_place_because_others_are_kept_apart_from_mentors(
        roster in some_apart(), strategy in prop::sample::select(Strategy::ALL), seed in 0u64..9,
    ) {
        let settings = Settings { seed, effort: Effort::Quick, ..with(strategy) };
        let f = run(&roster, &settings);
        prop_assert_eq!(violations(&roster, &settings, &f.groups), vec![]);
        let apart = contested(&roster);
        let mut others = roster.clone();
        others.mentees.retain(|m| !apart.contains(&m.id));
        let alone = run(&others, &settings).metrics.mentees_placed;
        prop_assert!(f.metrics.mentees_placed >= alone, "{} of {alone}", f.metrics.mentees_placed);
    }

    #[test]
    fn following_the_advice_leads_to_a_place(
        roster in some_apart(), strategy in prop::sample::select(Strategy::ALL), pick in any::<prop::sample::Index>(),
    ) {
        let (mut roster, mut settings) = (roster, Settings { effort: Effort::Quick, ..with(strategy) });
        let mut f = run(&roster, &settings);
        let first = waiting(&f.unplaced);
        if first.is_empty() {
            return Ok(());
        }
        let who = first[pick.index(first.len())].participant;
        let mut steps = Vec::new();
        while let Some(told) = f.unplaced.iter().find(|u| u.participant == who).cloned() {
            prop_assert!(steps.len() < 40, "{steps:?}");
            follow(&told.smallest_change, steps.len() as u128, &mut roster, &mut settings);
            let next = run(&roster, &settings);
            // One place more with a mentor may be one of several.
            let one_of_some = matches!(told.smallest_change, SmallestChange::RaiseCapacity { .. });
            let other = !next.unplaced.contains(&told);
            steps.push(told);
            let more = next.metrics.mentees_placed > f.metrics.mentees_placed;
            prop_assert!(more || other || one_of_some, "{steps:?}");
            f = next;
        }
    }
}
