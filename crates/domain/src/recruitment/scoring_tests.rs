use super::*;
use proptest::prelude::*;

fn scores(levels: [u8; 2]) -> Vec<CriterionScore> {
    ["empathy", "attitude"]
        .iter()
        .zip(levels)
        .map(|(key, level)| CriterionScore {
            key: (*key).to_owned(),
            level,
        })
        .collect()
}

fn state() -> impl Strategy<Value = Option<ScoringState>> {
    prop_oneof![
        Just(None),
        Just(Some(ScoringState::Given)),
        Just(Some(ScoringState::Done)),
        Just(Some(ScoringState::Conflict))
    ]
}

proptest! {
    #[test]
    fn nobody_sees_scores_before_all_are_in_and_a_scorer_not_before_their_own(own in state(), done in 0_usize..5, needed in 2_usize..5) {
        let sees = may_see_scores(own, done, needed);
        if done < needed || matches!(own, Some(ScoringState::Given | ScoringState::Conflict)) {
            prop_assert!(!sees);
        }
        if done >= needed && own.is_none() {
            prop_assert!(sees);
        }
    }

    #[test]
    fn any_tie_speaks_against_a_scorer(is_self: bool, is_tutor: bool, is_referee: bool) {
        let free = may_score(Ties { is_self, is_tutor, is_referee }).is_ok();
        prop_assert_eq!(free, !is_self && !is_tutor && !is_referee);
    }

    #[test]
    fn what_is_settled_needs_nobody_more_and_what_is_not_needs_somebody(
        given in 0_usize..4,
        levels in prop::collection::vec([1_u8..=4, 1_u8..=4], 0..4),
        needed in 2_usize..=4,
    ) {
        let done: Vec<_> = levels.into_iter().map(scores).collect();
        let threshold = Threshold::default();
        let (at, score) = stand(given, &done, None, needed, threshold);
        let more = scorers_needed(given, &done, false, needed, threshold);
        prop_assert_eq!(score.is_some(), at == ScoringStand::Settled);
        match at {
            ScoringStand::Settled => prop_assert_eq!(more, 0),
            // A third is there already, or is asked for.
            ScoringStand::Disagree => prop_assert_eq!(more, usize::from(given == 0)),
            ScoringStand::NotGiven => prop_assert_eq!(more, needed),
            ScoringStand::Waiting => prop_assert_eq!(more, needed.saturating_sub(given + done.len())),
        }
        prop_assert_eq!(scorers_needed(given, &done, true, needed, threshold), 0);
    }

    #[test]
    fn no_name_and_no_address_stays(name in "[A-Za-z\u{e0}-\u{f6}]{2,12}", before in "[ .,a-z]{0,30}", after in "[ .,!?a-z]{0,30}") {
        let text = format!("{before} {name}, {} {name}@example.org {after}", name.to_uppercase());
        let seen = blind(&text, &[&name]);
        let words: Vec<String> = seen.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
        prop_assert!(name.to_lowercase() == "name" || name.to_lowercase() == "address" || !words.contains(&name.to_lowercase()), "{seen}");
        prop_assert!(!seen.contains('@'));
    }
}

#[test]
fn an_answer_keeps_everything_but_the_name() {
    let text = "I'm Amara Nwosu-Bell.\nAmara\u{2019}s friends (ring me: a.nwosu@example.ac.uk) say: \u{201c}amara helps\u{201d}.";
    assert_eq!(
        blind(text, &["Amara", "Nwosu-Bell"]),
        "I'm [name] [name]-[name].\n[name]\u{2019}s friends (ring me: [address] say: \u{201c}[name] helps\u{201d}."
    );
    // A name inside of another word stays, and so does a single letter.
    assert_eq!(
        blind("Amarantine, A level", &["Amara", "A"]),
        "Amarantine, A level"
    );
}

#[test]
fn the_pairs_of_a_criterion_are_those_of_the_same_application() {
    let all = vec![
        vec![scores([1, 2]), scores([3, 2]), scores([4, 4])],
        vec![scores([2, 2])],
    ];
    assert_eq!(pairs(&all, "empathy"), [(1, 3), (1, 4), (3, 4)]);
    assert_eq!(pairs(&all, "optimism"), []);
}

#[test]
fn who_differs_is_said_by_criterion() {
    let done = [scores([1, 2]), scores([3, 2]), scores([2, 2])];
    let (keys, sums) = apart(
        &done,
        Threshold {
            criterion: 2,
            total: 4,
        },
    );
    assert_eq!((keys, sums), (vec!["empathy".to_owned()], false));
}
