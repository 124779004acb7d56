//! Optimality, against closed forms and against trying everything.

use super::super::dealing::fewest_pairs;
use super::super::plan::split;
use super::*;

/// Fewest pairs from one class, trying every way to put people of these classes into groups of these sizes.
fn fewest_by_trying(classes: &mut Vec<usize>, sizes: &[usize]) -> u64 {
    let Some((&size, rest)) = sizes.split_first() else {
        return 0;
    };
    fn pick(classes: &mut Vec<usize>, at: usize, left: usize, rest: &[usize]) -> u64 {
        if at == classes.len() {
            return if left == 0 {
                fewest_by_trying(classes, rest)
            } else {
                u64::MAX
            };
        }
        let had = classes[at];
        let mut best = u64::MAX;
        for take in 0..=had.min(left) {
            classes[at] = had - take;
            let pairs = (take * take.saturating_sub(1) / 2) as u64;
            best = best.min(pick(classes, at + 1, left - take, rest).saturating_add(pairs));
        }
        classes[at] = had;
        best
    }
    pick(classes, 0, size, rest)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn cross_cutting_is_as_good_as_trying_everything(classes in prop::collection::vec(1usize..5, 1..5)) {
        let n: usize = classes.iter().sum();
        prop_assume!(n >= 2);
        let settings = Settings { min: 2, target: 3, max: 4, ..Settings::default() };
        let f = run(&cohort(&classes, 8), &settings);
        let sizes: Vec<usize> = f.groups.iter().map(|g| g.mentees.len()).collect();
        prop_assert_eq!(sizes.iter().sum::<usize>(), n);
        prop_assert_eq!(f.metrics.same_tutor_pairs, fewest_by_trying(&mut classes.clone(), &sizes));
    }

    #[test]
    fn cross_cutting_reaches_the_closed_form(classes in prop::collection::vec(1usize..60, 1..40), seed in 0u64..9) {
        let n: usize = classes.iter().sum();
        prop_assume!(n >= 4);
        let f = run(&cohort(&classes, 400), &Settings { seed, ..Settings::default() });
        let groups = f.groups.len() as u64;
        let best: u64 = classes.iter().map(|&r| fewest_pairs(r as u64, groups)).sum();
        prop_assert_eq!(f.metrics.mentees_placed as usize, n);
        prop_assert_eq!(f.metrics.same_tutor_pairs, best);
        prop_assert_eq!(f.metrics.fewest_same_tutor_pairs, best);
        let sizes = || f.groups.iter().map(|g| g.mentees.len());
        prop_assert!(sizes().max() <= sizes().min().map(|s| s + 1), "even sizes");
    }

    #[test]
    fn other_wishes_do_not_cost_a_single_new_tie(weeks in prop::collection::vec(0u32..2_097_152, 60..120)) {
        let mut roster = cohort(&vec![10; weeks.len() / 10], 40);
        for (m, week) in roster.mentees.iter_mut().zip(weeks) {
            m.availability = Availability::new(week).expect("a week");
        }
        let m = run(&roster, &Settings::default()).metrics;
        prop_assert_eq!(m.same_tutor_pairs, m.fewest_same_tutor_pairs);
    }
}

#[test]
fn the_closed_form_of_a_whole_module_is_reached() {
    let roster = cohort(&split(2_292, 120), 1_072);
    let m = run(&roster, &Settings::default()).metrics;
    assert_eq!((m.groups, m.mentees_placed, m.mentors_used), (382, 2_292, 382));
    assert_eq!((m.same_tutor_pairs, m.fewest_same_tutor_pairs), (0, 0));
    assert_eq!(m.mentor_score, m.best_mentor_score);
}

#[test]
fn large_tutor_groups_still_reach_the_closed_form() {
    let m = run(&cohort(&[700, 500, 300, 92], 300), &Settings::default()).metrics;
    let best: u64 = [700, 500, 300, 92]
        .map(|r| fewest_pairs(r, u64::from(m.groups)))
        .iter()
        .sum();
    assert_eq!(m.same_tutor_pairs, best);
}

#[test]
fn wishes_beyond_tutor_groups_are_worth_the_search() {
    let mut roster = cohort(&[12, 12, 12, 12, 12], 20);
    for (n, m) in roster.mentees.iter_mut().enumerate() {
        m.seminar_group = Some(SeminarGroupId(Uuid::from_u128(n as u128 % 6)));
        m.availability = Availability::new(1 << (n % 7)).expect("a week");
    }
    let off = Weights {
        seminar: 0,
        interests: 0,
        availability: 0,
        isolation: 0,
        ..Weights::default()
    };
    let plain = run(
        &roster,
        &Settings {
            weights: off,
            ..Settings::default()
        },
    )
    .metrics;
    let tuned = run(&roster, &Settings::default()).metrics;
    assert_eq!(tuned.same_tutor_pairs, tuned.fewest_same_tutor_pairs);
    assert!(tuned.same_seminar_pairs < plain.same_seminar_pairs);
}

#[test]
fn nobody_is_isolated_when_that_can_be_helped() {
    let mut roster = cohort(&[12, 12, 12, 12], 20);
    roster
        .mentees
        .iter_mut()
        .step_by(3)
        .for_each(|m| m.monitored = vec![("commuter".into(), "yes".into())]);
    let m = run(&roster, &Settings::default()).metrics;
    assert_eq!(m.isolated, vec![]);
    assert_eq!(m.same_tutor_pairs, m.fewest_same_tutor_pairs);
}
