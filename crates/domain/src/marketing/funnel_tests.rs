use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).unwrap()
}

fn touch(minute: i64, channel: Channel, followed: bool) -> Touch {
    Touch {
        at: at(minute),
        channel,
        followed,
    }
}

fn trace(touches: &[Touch], started: Option<i64>) -> Trace {
    Trace {
        touches: touches.to_vec(),
        started: started.map(at),
        ..Trace::default()
    }
}

#[test]
fn the_first_link_that_was_followed_wins() {
    let mail = touch(0, Channel::Email, false);
    let poster = touch(5, Channel::Poster, true);
    let social = touch(9, Channel::Social, true);
    assert_eq!(
        first_touch(&trace(&[social, mail, poster], None)),
        Channel::Poster
    );
    assert_eq!(first_touch(&trace(&[mail], Some(3))), Channel::Email);
    assert_eq!(first_touch(&trace(&[mail, poster], Some(3))), Channel::Email);
    assert_eq!(first_touch(&trace(&[poster], Some(3))), Channel::Unknown);
    assert_eq!(first_touch(&trace(&[], Some(3))), Channel::Unknown);
}

#[test]
fn who_came_further_was_at_every_stage_before() {
    let direct = Trace {
        came_to: Some(FunnelStage::Accepted),
        ..trace(&[], Some(3))
    };
    let looked = trace(&[touch(0, Channel::Poster, true)], None);
    let got = trace(&[touch(0, Channel::Email, false)], None);
    let funnel = Funnel::of(&[direct, looked, got, Trace::default()]);
    assert_eq!(funnel.total(), Counts([3, 2, 1, 1, 1, 1, 0]));
    assert_eq!(
        funnel.by_channel()[&Channel::Poster],
        Counts([1, 1, 0, 0, 0, 0, 0])
    );
    assert_eq!(funnel.cells().len(), 3);
}

#[test]
fn small_numbers_are_not_published() {
    let counts = Counts([203, 98, 22, 12, 9, 8, 7]);
    assert_eq!(counts.published(), Counts([205, 100, 20, 10, 10, 10, 5]));
    assert_eq!(counts.conversion(FunnelStage::Reached), None);
    assert_eq!(counts.conversion(FunnelStage::Visited), Some(48));
    assert_eq!(counts.conversion(FunnelStage::Started), Some(22));
    assert_eq!(counts.conversion(FunnelStage::Submitted), None);
}

#[test]
fn a_cost_is_shared_by_who_said_yes() {
    let counts = |accepted| Counts([20, 20, 20, 20, 20, accepted, 0]);
    assert_eq!(cost_per_accepted(Some(10_000), &counts(3)), Some(3_333));
    assert_eq!(cost_per_accepted(Some(20_000), &counts(3)), Some(6_667));
    assert_eq!(cost_per_accepted(Some(5), &counts(2)), Some(3));
    assert_eq!(cost_per_accepted(Some(0), &counts(2)), Some(0));
    assert_eq!(cost_per_accepted(None, &counts(3)), None);
    assert_eq!(cost_per_accepted(Some(10_000), &counts(0)), None);
    assert_eq!(published_cost_per_accepted(Some(10_000), &counts(7)), None);
    assert_eq!(published_cost_per_accepted(Some(10_000), &counts(8)), Some(1_000));
}

fn traces() -> impl Strategy<Value = Vec<Trace>> {
    let touch = (0_i64..50, prop::sample::select(Channel::ALL), any::<bool>())
        .prop_map(|(minute, channel, followed)| touch(minute, channel, followed));
    let one = (
        prop::option::of(0_u128..3),
        prop::collection::vec(touch, 0..4),
        prop::option::of(0_i64..50),
        prop::option::of(prop::sample::select(FunnelStage::ALL)),
    );
    let one = one.prop_map(|(programme, touches, started, came_to)| Trace {
        programme: programme.map(|p| ProgrammeId(Uuid::from_u128(p))),
        touches,
        started: started.map(at),
        came_to,
    });
    prop::collection::vec(one, 0..40)
}

fn falls(counts: &Counts) -> bool {
    counts.0.windows(2).all(|w| w[0] >= w[1])
}

proptest! {
    #[test]
    fn a_later_stage_never_exceeds_an_earlier_one(traces in traces()) {
        let funnel = Funnel::of(&traces);
        prop_assert!(falls(&funnel.total()) && falls(&funnel.total().published()));
        prop_assert!(funnel.cells().values().all(falls));
        for stage in FunnelStage::ALL {
            prop_assert!(funnel.total().conversion(*stage).is_none_or(|p| p <= 100));
        }
        for one in &traces {
            prop_assert!(falls(&Funnel::of([one]).total()));
        }
    }

    #[test]
    fn parts_add_up_to_the_whole(traces in traces()) {
        let funnel = Funnel::of(&traces);
        let sum = |parts: Vec<Counts>| parts.iter().fold(Counts::default(), |sum, part| sum.plus(part));
        prop_assert_eq!(sum(funnel.by_channel().into_values().collect()), funnel.total());
        prop_assert_eq!(sum(funnel.by_programme().into_values().collect()), funnel.total());
        let seen = traces.iter().filter(|t| t.furthest().is_some()).count() as u64;
        prop_assert_eq!(funnel.total().at(FunnelStage::Reached), seen);
    }

    #[test]
    fn the_order_in_which_touches_are_read_changes_nothing(trace in traces(), seed in any::<u64>()) {
        let mut random = fastrand::Rng::with_seed(seed);
        for one in trace {
            let mut turned = one.clone();
            random.shuffle(&mut turned.touches);
            prop_assert_eq!(first_touch(&turned), first_touch(&one));
        }
    }
}
