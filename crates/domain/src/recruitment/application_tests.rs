use super::*;
use chrono::NaiveDate;
use chrono_tz::Tz;
use proptest::prelude::*;

fn wall(m: u32, d: u32, h: u32, min: u32, s: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, m, d)
        .unwrap()
        .and_hms_opt(h, min, s)
        .unwrap()
}

#[test]
fn the_deadline_follows_the_clock_on_the_wall_of_the_scheme() {
    let at = |zone: Tz, wall| moment(&zone, wall).to_rfc3339();
    assert_eq!(
        at(Tz::Europe__London, wall(1, 30, 17, 0, 0)),
        "2026-01-30T17:00:00+00:00"
    );
    assert_eq!(
        at(Tz::Europe__London, wall(6, 30, 17, 0, 0)),
        "2026-06-30T16:00:00+00:00"
    );
    assert_eq!(
        at(Tz::Asia__Shanghai, wall(6, 30, 17, 0, 0)),
        "2026-06-30T09:00:00+00:00"
    );
}

#[test]
fn a_time_that_comes_twice_means_the_later_one_and_one_that_never_comes_the_change_itself() {
    let at = |wall| moment(&Tz::Europe__London, wall).to_rfc3339();
    // 25 October: 02:00 summer time becomes 01:00.
    assert_eq!(at(wall(10, 25, 1, 30, 0)), "2026-10-25T01:30:00+00:00");
    // 29 March: 01:00 becomes 02:00 summer time.
    assert_eq!(at(wall(3, 29, 1, 30, 0)), "2026-03-29T01:00:00+00:00");
    assert_eq!(at(wall(3, 29, 0, 59, 59)), "2026-03-29T00:59:59+00:00");
}

#[test]
fn the_last_second_counts_and_the_next_does_not() {
    let zone = Tz::Europe__London;
    let (opens, closes) = (
        moment(&zone, wall(10, 1, 9, 0, 0)),
        moment(&zone, wall(10, 25, 1, 59, 59)),
    );
    let takes = |now: &str| takes_applications(opens, closes, now.parse().unwrap());
    assert!(takes("2026-10-25T01:59:59.999Z"));
    assert!(!takes("2026-10-25T02:00:00Z"));
    assert!(takes("2026-10-01T08:00:00Z"));
    assert!(!takes("2026-10-01T07:59:59.999Z"));
}

#[test]
fn only_one_way_leads_to_a_place() {
    use ApplicationEvent as E;
    use ApplicationState as S;
    for from in S::ALL {
        assert_eq!(from.next(E::Accept).is_ok(), *from == S::Offered, "{from}");
    }
    assert!(S::Draft.next(E::Offer).is_err());
    assert!(S::Withdrawn.next(E::Offer).is_err());
    for event in E::ALL {
        assert!(S::Accepted.next(*event).is_err(), "{event}");
    }
}

proptest! {
    #[test]
    fn nobody_is_offered_a_place_who_did_not_hand_in(events in prop::collection::vec(prop::sample::select(ApplicationEvent::ALL), 0..12)) {
        let (mut state, mut handed_in) = (ApplicationState::Draft, false);
        for event in events {
            if let Ok(next) = state.next(event) {
                handed_in |= event == ApplicationEvent::Submit;
                state = next;
            }
            prop_assert!(handed_in || !state.had_offer());
        }
    }

    #[test]
    fn a_deadline_is_on_the_wall_or_at_a_change(zone in prop::sample::select(&chrono_tz::TZ_VARIANTS[..]), seconds in 0_i64..63_072_000) {
        let wall = wall(1, 1, 0, 0, 0) + Duration::seconds(seconds);
        let at = moment(&zone, wall);
        let shown = at.with_timezone(&zone).naive_local();
        match zone.from_local_datetime(&wall) {
            LocalResult::None => prop_assert!(shown > wall && (at - Duration::seconds(1)).with_timezone(&zone).naive_local() < wall),
            _ => prop_assert_eq!(shown, wall),
        }
    }
}
