use super::*;
use proptest::prelude::*;

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn arm(did: u64, people: u64) -> Arm {
    Arm { people, did }
}

/// How far counts are from what they should be; the more, the less even.
fn chi_square(counts: &[u64], weights: &[u32]) -> f64 {
    let (people, total) = (
        counts.iter().sum::<u64>() as f64,
        f64::from(weights.iter().sum::<u32>()),
    );
    let parts = counts.iter().zip(weights).map(|(count, weight)| {
        let wanted = people * f64::from(*weight) / total;
        (*count as f64 - wanted).powi(2) / wanted
    });
    parts.sum()
}

#[test]
fn the_hash_is_the_published_one() {
    // Test vectors of the FNV draft (draft-eastlake-fnv), and the first output of SplitMix64 from state 0.
    assert_eq!(fnv_1a([].iter()), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv_1a(b"a".iter()), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(fnv_1a(b"foobar".iter()), 0x8594_4171_f739_67e8);
    assert_eq!(split_mix(0), 0xe220_a839_7b1d_cdaf);
}

#[test]
fn twenty_thousand_people_are_dealt_evenly() {
    // UUIDv7 as they are made: a clock that ticks in front, little that differs. And plain counting.
    let ids: [fn(u128) -> PersonId; 2] = [person, |n| {
        person(((0x0192_f0c1_6d5e_u128 + n / 50) << 80) | (7 << 76) | (2 << 62) | (n % 50))
    }];
    // The 99.9 % points of chi-square with 1, 2 and 3 degrees of freedom.
    let cases: [(&[u32], f64); 4] = [
        (&[1, 1], 10.83),
        (&[3, 1], 10.83),
        (&[1, 1, 1], 13.82),
        (&[40, 30, 20, 10], 16.27),
    ];
    for id in ids {
        for (weights, bound) in cases {
            for trial in 0..5 {
                let mut counts = vec![0; weights.len()];
                for n in 0..20_000 {
                    counts[assign(Uuid::from_u128(trial), id(n), weights).unwrap()] += 1;
                }
                let off = chi_square(&counts, weights);
                assert!(off < bound, "{weights:?} {counts:?}: {off}");
            }
        }
    }
}

#[test]
fn one_trial_says_nothing_about_the_next() {
    let mut together = [0; 4];
    for n in 0..20_000 {
        let of = |trial| assign(Uuid::from_u128(trial), person(n), &[1, 1]).unwrap();
        together[2 * of(1) + of(2)] += 1;
    }
    assert!(chi_square(&together, &[1; 4]) < 16.27, "{together:?}");
}

#[test]
fn a_version_without_weight_gets_nobody() {
    for n in 0..100 {
        assert_eq!(assign(Uuid::nil(), person(n), &[0, 5, 0]), Some(1));
    }
    assert_eq!(assign(Uuid::nil(), person(1), &[]), None);
    assert_eq!(assign(Uuid::nil(), person(1), &[0, 0]), None);
}

#[test]
fn the_interval_of_a_rate_is_the_published_one() {
    // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    for (did, people, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ] {
        let rate = arm(did, people).rate().unwrap();
        assert!((rate.low - low).abs() < 5e-5, "{did}/{people}: {rate:?}");
        assert!((rate.high - high).abs() < 5e-5, "{did}/{people}: {rate:?}");
    }
}

#[test]
fn the_interval_of_a_difference_is_the_published_one() {
    // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
    for (first, second, value, low, high) in [
        (arm(56, 70), arm(48, 80), 0.2, 0.0524, 0.3339),
        (arm(9, 10), arm(3, 10), 0.6, 0.1705, 0.8090),
        (arm(10, 10), arm(0, 10), 1.0, 0.6075, 1.0),
    ] {
        let d = difference(first, second).unwrap();
        assert!((d.value - value).abs() < 1e-12, "{d:?}");
        assert!(
            (d.low - low).abs() < 5e-5 && (d.high - high).abs() < 5e-5,
            "{d:?}"
        );
    }
}

#[test]
fn a_result_is_said_in_plain_words() {
    let said = |first, second| compare(first, second, 50).sentence("A", "B");
    assert_eq!(
        said(arm(56, 70), arm(48, 80)),
        "A works better than B. Out of 100 people, about 5 to 33 more do what it asks for."
    );
    assert_eq!(
        said(arm(48, 80), arm(56, 70)),
        "B works better than A. Out of 100 people, about 5 to 33 more do what it asks for."
    );
    assert_eq!(
        said(arm(50, 100), arm(48, 100)),
        "There is no clear difference. With A, up to 16 more people out of 100 may do what it asks for than with B, or up to 12 fewer."
    );
    let early = "It is too early to tell. Each version has to reach 50 people first.";
    assert_eq!(said(arm(10, 10), arm(0, 10)), early);
    assert_eq!(said(arm(0, 0), arm(0, 0)), early);
}

fn arms() -> impl Strategy<Value = Arm> {
    (1_u64..5_000).prop_flat_map(|people| (0..=people).prop_map(move |did| Arm { people, did }))
}

proptest! {
    #[test]
    fn a_person_keeps_their_version(trial in any::<u128>(), n in any::<u128>(), weights in prop::collection::vec(0_u32..50, 0..6)) {
        let once = assign(Uuid::from_u128(trial), person(n), &weights);
        prop_assert_eq!(once, assign(Uuid::from_u128(trial), person(n), &weights));
        prop_assert_eq!(once.is_some(), weights.iter().any(|w| *w > 0));
        prop_assert!(once.is_none_or(|at| weights[at] > 0));
    }

    #[test]
    fn an_interval_holds_its_estimate_and_stays_in_bounds(first in arms(), second in arms()) {
        let rate = first.rate().unwrap();
        prop_assert!(0.0 <= rate.low && rate.low <= rate.value && rate.value <= rate.high && rate.high <= 1.0);
        let d = difference(first, second).unwrap();
        prop_assert!(-1.0 - 1e-12 <= d.low && d.low <= d.value && d.value <= d.high && d.high <= 1.0 + 1e-12);
        let back = difference(second, first).unwrap();
        prop_assert!((d.low + back.high).abs() < 1e-12 && (d.high + back.low).abs() < 1e-12);
    }

    #[test]
    fn nobody_wins_before_the_plan_is_met(first in arms(), second in arms(), planned in 0_u64..6_000) {
        let verdict = compare(first, second, planned).verdict;
        prop_assert_eq!(verdict == Verdict::TooEarly, first.people.min(second.people) < planned);
        let turned = compare(second, first, planned).verdict;
        prop_assert_eq!(verdict == Verdict::FirstBetter, turned == Verdict::SecondBetter);
    }
}
