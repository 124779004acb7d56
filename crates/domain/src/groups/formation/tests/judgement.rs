//! Changes by hand: what nobody may allow, nobody gets past.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_change_that_passes_leaves_no_rule_broken_that_nobody_may_allow(
        roster in any_roster(), settings in any_settings(), who in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let formed = run(&roster, &settings);
        prop_assume!(!formed.groups.is_empty() && !roster.mentees.is_empty());
        let mentee = roster.mentees[who.index(roster.mentees.len())].id;
        let to = to.index(formed.groups.len());
        let mut after = formed.groups.clone();
        after.iter_mut().for_each(|g| g.mentees.retain(|m| *m != mentee));
        after[to].mentees.push(mentee);
        if newly_broken(&roster, &settings, &formed.groups, &after).is_empty() {
            let people = &roster;
            let me = people.mentees.iter().find(|m| m.id == mentee).expect("they are in the roster");
            for m in &after[to].mentors {
                let mentor = people.mentors.iter().find(|x| x.id == m.mentor).expect("mentors are in the roster");
                prop_assert!(mentor.level > me.level && mentor.cleared);
                let apart = |k: &KeepApart| (k.a == mentee && k.b == mentor.id) || (k.b == mentee && k.a == mentor.id);
                prop_assert!(!people.keep_apart.iter().any(apart));
            }
            let beside = |k: &KeepApart| k.a != k.b && after[to].mentees.contains(&k.a) && after[to].mentees.contains(&k.b);
            prop_assert!(!people.keep_apart.iter().any(beside));
        }
    }
}

fn group(mentors: &[u128], mentees: std::ops::Range<u128>) -> FormedGroup {
    FormedGroup {
        programme: Some(ProgrammeId(Uuid::from_u128(1))),
        label: 1,
        mentors: mentors
            .iter()
            .map(|n| MentorMatch {
                mentor: id(100_000 + n),
                reasons: vec![],
                score: 0,
            })
            .collect(),
        mentees: mentees.map(id).collect(),
    }
}

#[test]
fn a_fault_that_was_there_stands_in_nobodys_way_but_may_not_grow() {
    let mut roster = cohort(&[20], 2);
    roster.mentors[0].capacity = 5;
    let settings = Settings::default();
    let before = [group(&[0], 0..7), group(&[1], 7..12)];
    let fewer = [group(&[0], 0..6), group(&[1], 6..12)];
    let more = [group(&[0], 0..8), group(&[1], 8..12)];
    assert_eq!(newly_broken(&roster, &settings, &before, &fewer), vec![]);
    assert_eq!(
        newly_broken(&roster, &settings, &before, &more),
        vec![Violation::MentorFull {
            mentor: id(100_000),
            load: 8,
            capacity: 5
        }]
    );
}
