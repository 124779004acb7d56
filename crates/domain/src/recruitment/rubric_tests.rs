use super::*;
use proptest::prelude::*;

fn scores(levels: [u8; 4]) -> Vec<CriterionScore> {
    shipped()
        .into_iter()
        .zip(levels)
        .map(|(c, level)| CriterionScore { key: c.key, level })
        .collect()
}

#[test]
fn the_shipped_rubric_is_about_attitude_optimism_the_wish_to_help_and_empathy() {
    let keys: Vec<_> = shipped().into_iter().map(|c| c.key).collect();
    assert_eq!(keys, ["attitude", "optimism", "wish_to_help", "empathy"]);
    assert!(faults(&shipped(), "/rubric").is_empty());
}

#[test]
fn marks_are_no_criterion() {
    for name in ["Average mark", "Degree classification", "Grades"] {
        let mut rubric = shipped();
        name.clone_into(&mut rubric[0].name);
        assert_eq!(faults(&rubric, "/rubric").len(), 1, "{name}");
    }
}

#[test]
fn every_level_is_described() {
    let mut rubric = shipped();
    rubric[1].anchors.pop();
    rubric[2].anchors[0] = " ".to_owned();
    rubric[3].key = "attitude".to_owned();
    let at: Vec<_> = faults(&rubric, "/rubric").into_iter().map(|f| f.0).collect();
    assert_eq!(at, ["/rubric/1/anchors", "/rubric/2/anchors", "/rubric/3/key"]);
}

#[test]
fn a_score_names_each_criterion_once() {
    let rubric = shipped();
    assert!(score_faults(&rubric, &scores([1, 2, 3, 4])).is_empty());
    assert_eq!(score_faults(&rubric, &scores([1, 2, 3, 4])[..3]).len(), 1);
    assert_eq!(score_faults(&rubric, &scores([0, 2, 3, 5])).len(), 2);
    let mut twice = scores([1, 2, 3, 4]);
    twice.push(twice[0].clone());
    assert_eq!(score_faults(&rubric, &twice).len(), 1);
}

#[test]
fn two_who_agree_settle_it_and_two_who_differ_call_for_a_third() {
    let t = Threshold::default();
    let (a, b) = (scores([3, 3, 3, 3]), scores([3, 4, 3, 3]));
    assert_eq!(outcome(std::slice::from_ref(&a), None, 2, t), Outcome::Waiting);
    assert_eq!(outcome(&[a.clone(), b], None, 2, t), Outcome::Settled(12.5));
    let low = scores([1, 3, 3, 3]);
    assert_eq!(differ(&a, &low, t), (vec!["attitude".to_owned()], false));
    assert_eq!(outcome(&[a.clone(), low.clone()], None, 2, t), Outcome::Disagree);
    // The third is nearer to the first.
    assert_eq!(
        outcome(&[a.clone(), low.clone(), scores([3, 3, 3, 4])], None, 2, t),
        Outcome::Settled(12.5)
    );
    // In the middle of both: all three count.
    assert_eq!(
        outcome(&[a.clone(), low.clone(), scores([2, 3, 3, 3])], None, 2, t),
        Outcome::Settled(11.0)
    );
    assert_eq!(
        outcome(&[a, low], Some(&scores([2, 2, 2, 2])), 2, t),
        Outcome::Settled(8.0)
    );
}

#[test]
fn small_steps_the_same_way_are_a_difference_too() {
    let t = Threshold::default();
    assert_eq!(
        differ(&scores([3, 3, 3, 3]), &scores([2, 2, 2, 2]), t),
        (vec![], true)
    );
}

proptest! {
    #[test]
    fn it_does_not_matter_who_scored_first(a in prop::array::uniform4(1_u8..=4), b in prop::array::uniform4(1_u8..=4), c in prop::array::uniform4(1_u8..=4)) {
        let t = Threshold::default();
        let (a, b, c) = (scores(a), scores(b), scores(c));
        prop_assert_eq!(outcome(&[a.clone(), b.clone()], None, 2, t), outcome(&[b.clone(), a.clone()], None, 2, t));
        prop_assert_eq!(outcome(&[a.clone(), b.clone(), c.clone()], None, 2, t), outcome(&[c, b, a], None, 2, t));
    }

    #[test]
    fn a_settled_score_lies_between_the_lowest_and_the_highest(all in prop::collection::vec(prop::array::uniform4(1_u8..=4), 2..4)) {
        let all: Vec<_> = all.into_iter().map(scores).collect();
        if let Outcome::Settled(mean) = outcome(&all, None, 2, Threshold::default()) {
            let sums: Vec<_> = all.iter().map(|s| f64::from(total(s))).collect();
            prop_assert!(sums.iter().any(|s| *s <= mean) && sums.iter().any(|s| *s >= mean));
        }
    }
}
