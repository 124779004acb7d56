use super::*;
use chrono_tz::Tz;
use proptest::prelude::*;

const ZONES: [Tz; 4] = [
    Tz::Europe__London,
    Tz::America__St_Johns,
    Tz::Asia__Kathmandu,
    Tz::Australia__Lord_Howe,
];

/// Days around which one of these zones changes its clocks, in 2026.
const CHANGES: [&str; 6] = [
    "2026-03-07T12:00:00Z",
    "2026-03-28T12:00:00Z",
    "2026-04-04T00:00:00Z",
    "2026-10-03T00:00:00Z",
    "2026-10-24T12:00:00Z",
    "2026-10-31T12:00:00Z",
];

fn window(from: &str, until: &str) -> Quiet {
    Quiet {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
    }
}

fn allowed(now: &str, zone: Tz, quiet: Quiet) -> String {
    let at = next_allowed(now.parse().unwrap(), &zone, quiet);
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

#[test]
fn the_night_ends_at_eight_on_the_wall_of_the_scheme() {
    let night = Quiet::default();
    let london = |now| allowed(now, Tz::Europe__London, night);
    assert_eq!(london("2026-01-10T20:59:59Z"), "2026-01-10T20:59:59Z");
    assert_eq!(london("2026-01-10T21:00:00Z"), "2026-01-11T08:00:00Z");
    assert_eq!(london("2026-07-10T20:00:00Z"), "2026-07-11T07:00:00Z");
    assert_eq!(london("2026-07-11T06:59:59.5Z"), "2026-07-11T07:00:00Z");
    assert_eq!(london("2026-07-11T07:00:00Z"), "2026-07-11T07:00:00Z");
    assert_eq!(
        allowed("2026-07-10T20:00:00Z", Tz::Asia__Kathmandu, night),
        "2026-07-11T02:15:00Z"
    );
}

#[test]
fn a_night_in_which_clocks_change_ends_at_eight_as_well() {
    let london = |now| allowed(now, Tz::Europe__London, Quiet::default());
    assert_eq!(london("2026-03-28T22:00:00Z"), "2026-03-29T07:00:00Z");
    assert_eq!(london("2026-10-24T22:00:00Z"), "2026-10-25T08:00:00Z");
}

#[test]
fn a_change_of_clocks_can_end_the_quiet_or_bring_it_back() {
    // 29 March: 01:00 becomes 02:00, so a quiet that ends at 01:30 ends with the change.
    assert_eq!(
        allowed(
            "2026-03-29T00:30:00Z",
            Tz::Europe__London,
            window("00:00", "01:30")
        ),
        "2026-03-29T01:00:00Z"
    );
    // 25 October: 02:00 becomes 01:00, so a quiet from 01:30 to 02:30 is interrupted and comes again.
    let twice = window("01:30", "02:30");
    assert_eq!(
        allowed("2026-10-25T00:45:00Z", Tz::Europe__London, twice),
        "2026-10-25T01:00:00Z"
    );
    assert_eq!(
        allowed("2026-10-25T01:45:00Z", Tz::Europe__London, twice),
        "2026-10-25T02:30:00Z"
    );
    // Lord Howe moves by half an hour: on 5 April 2026, 02:00 becomes 01:30.
    assert_eq!(
        allowed(
            "2026-04-04T14:50:00Z",
            Tz::Australia__Lord_Howe,
            window("01:40", "03:00")
        ),
        "2026-04-04T15:00:00Z"
    );
}

#[test]
fn a_quiet_in_the_day_works_and_one_without_length_is_none() {
    let lunch = window("12:00", "13:00");
    assert_eq!(
        allowed("2026-01-10T12:30:00Z", Tz::Europe__London, lunch),
        "2026-01-10T13:00:00Z"
    );
    assert_eq!(
        allowed("2026-01-10T23:30:00Z", Tz::Europe__London, lunch),
        "2026-01-10T23:30:00Z"
    );
    for quiet in [Quiet::NONE, window("09:00", "09:00")] {
        assert_eq!(
            allowed("2026-01-10T09:00:00Z", Tz::Europe__London, quiet),
            "2026-01-10T09:00:00Z"
        );
    }
}

fn quiet() -> impl Strategy<Value = Quiet> {
    let time = |minute: u32| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
    (0_u32..1440, 0_u32..1440).prop_map(move |(from, until)| Quiet {
        from: time(from),
        until: time(until),
    })
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    let near_a_change = (prop::sample::select(&CHANGES[..]), 0_i64..129_600)
        .prop_map(|(day, after)| day.parse::<DateTime<Utc>>().unwrap() + Duration::seconds(after));
    let any_time = (1_735_689_600_000_i64..1_893_456_000_000)
        .prop_map(|millis| DateTime::from_timestamp_millis(millis).unwrap());
    prop_oneof![near_a_change, any_time]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn it_is_never_earlier_than_asked_and_never_quiet(now in moment(), zone in prop::sample::select(&ZONES[..]), quiet in quiet()) {
        let at = next_allowed(now, &zone, quiet);
        prop_assert!(at >= now && at - now <= Duration::hours(25));
        prop_assert!(!quiet.covers_moment(at, &zone));
        prop_assert_eq!(next_allowed(at, &zone, quiet), at);
    }

    #[test]
    fn no_earlier_minute_would_do(now in moment(), zone in prop::sample::select(&ZONES[..]), quiet in quiet()) {
        let at = next_allowed(now, &zone, quiet);
        let mut minute = now;
        while minute < at {
            prop_assert!(quiet.covers_moment(minute, &zone), "{minute} is not quiet, but {at} was chosen");
            minute += Duration::minutes(1);
        }
        prop_assert!(at == now || quiet.covers_moment(at - Duration::milliseconds(1), &zone));
    }

    #[test]
    fn later_never_turns_into_earlier(a in moment(), b in moment(), zone in prop::sample::select(&ZONES[..]), quiet in quiet()) {
        let (first, last) = (a.min(b), a.max(b));
        prop_assert!(next_allowed(first, &zone, quiet) <= next_allowed(last, &zone, quiet));
    }

    #[test]
    fn without_length_there_is_no_quiet(now in moment(), zone in prop::sample::select(&ZONES[..]), quiet in quiet()) {
        let none = Quiet { from: quiet.from, until: quiet.from };
        prop_assert_eq!(next_allowed(now, &zone, none), now);
    }
}
