use super::*;
use chrono_tz::Tz;
use proptest::prelude::*;

const ZONE: Tz = Tz::Europe__London;

fn step(key: &str, milestone: Milestone, days: i32, at: &str) -> Step {
    Step {
        key: key.to_owned(),
        anchor: Anchor::Milestone(milestone),
        days,
        at: at.parse().unwrap(),
        not_after: None,
    }
}

fn dates(known: &[(Milestone, &str)]) -> BTreeMap<Anchor, NaiveDate> {
    let date = |(m, day): &(Milestone, &str)| (Anchor::Milestone(*m), day.parse().unwrap());
    known.iter().map(date).collect()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn had(step: Option<&str>, at: &str) -> Had {
    Had {
        step: step.map(str::to_owned),
        at: utc(at),
    }
}

fn next(
    steps: &[Step],
    dates: &BTreeMap<Anchor, NaiveDate>,
    had: &[Had],
    now: &str,
) -> Option<(String, DateTime<Utc>)> {
    let settings = JourneySettings::default();
    plan(steps, dates, had, None, &settings, &ZONE, utc(now)).next
}

fn journey() -> Vec<Step> {
    vec![
        step("welcome", Milestone::Offer, 1, "10:00"),
        step("ask", Milestone::Offer, 15, "10:00"),
        step("ready", Milestone::FirstWeek, -7, "17:30"),
    ]
}

#[test]
fn a_step_is_due_at_its_time_on_the_wall_of_the_scheme() {
    let dates = dates(&[
        (Milestone::Offer, "2026-06-01"),
        (Milestone::FirstWeek, "2026-09-21"),
    ]);
    let welcome = Some(("welcome".to_owned(), utc("2026-06-02T09:00:00Z")));
    assert_eq!(next(&journey(), &dates, &[], "2026-06-01T12:00:00Z"), welcome);
    let sent = [had(Some("welcome"), "2026-06-02T09:00:03Z")];
    assert_eq!(
        next(&journey(), &dates, &sent, "2026-06-02T09:00:04Z"),
        Some(("ask".to_owned(), utc("2026-06-16T09:00:00Z")))
    );
}

#[test]
fn a_step_without_a_date_waits_and_one_of_another_journey_counts_for_the_gap() {
    let offer = dates(&[(Milestone::Offer, "2026-06-01")]);
    let other = [had(None, "2026-05-31T09:00:00Z")];
    assert_eq!(
        next(&journey(), &offer, &other, "2026-06-02T09:00:00Z"),
        Some(("welcome".to_owned(), utc("2026-06-07T09:00:00Z")))
    );
    let all = [
        had(Some("welcome"), "2026-06-02T09:00:00Z"),
        had(Some("ask"), "2026-06-16T09:00:00Z"),
    ];
    assert_eq!(next(&journey(), &offer, &all, "2026-08-01T09:00:00Z"), None);
}

#[test]
fn who_joins_late_gets_no_flood() {
    let known = dates(&[
        (Milestone::Offer, "2026-06-01"),
        (Milestone::FirstWeek, "2026-09-21"),
    ]);
    let settings = JourneySettings::default();
    let now = utc("2026-08-20T09:00:00Z");
    let plan = plan(&journey(), &known, &[], None, &settings, &ZONE, now);
    assert_eq!(plan.left_out, ["welcome", "ask"]);
    assert_eq!(plan.due(now), None);
    assert_eq!(plan.next, Some(("ready".to_owned(), utc("2026-09-14T16:30:00Z"))));
}

#[test]
fn a_step_that_has_lost_its_sense_is_left_out() {
    let mut steps = vec![step("soon", Milestone::Confirmation, 1, "10:00")];
    steps[0].not_after = Some(Anchor::Milestone(Milestone::FirstWeek));
    let clearing = dates(&[
        (Milestone::Confirmation, "2026-09-20"),
        (Milestone::FirstWeek, "2026-09-21"),
    ]);
    assert!(next(&steps, &clearing, &[], "2026-09-21T12:00:00Z").is_some());
    assert_eq!(next(&steps, &clearing, &[], "2026-09-21T20:00:00Z"), None);
}

#[test]
fn a_step_can_hang_on_an_event() {
    let anchor = Anchor::Event("met_mentor".to_owned());
    let steps = [Step {
        anchor: anchor.clone(),
        ..step("how_was_it", Milestone::Offer, 2, "12:00")
    }];
    assert_eq!(next(&steps, &BTreeMap::new(), &[], "2026-10-01T12:00:00Z"), None);
    let met = BTreeMap::from([(anchor, "2026-10-01".parse().unwrap())]);
    assert_eq!(
        next(&steps, &met, &[], "2026-10-01T12:00:00Z"),
        Some(("how_was_it".to_owned(), utc("2026-10-03T11:00:00Z")))
    );
}

#[test]
fn a_journey_says_what_is_wrong_with_it() {
    let settings = JourneySettings::default();
    assert_eq!(faults(&journey(), &settings), []);
    let wrong = [
        step("a", Milestone::Offer, 0, "10:00"),
        step("a", Milestone::Offer, 3, "22:00"),
        step("b", Milestone::Enrolment, 1000, "10:00"),
    ];
    let at: Vec<_> = faults(&wrong, &settings).into_iter().map(|f| f.0).collect();
    assert_eq!(
        at,
        ["/steps/1/key", "/steps/1/at", "/steps/1/days", "/steps/2/days"]
    );
}

fn anchor() -> impl Strategy<Value = Anchor> {
    prop_oneof![
        prop::sample::select(Milestone::ALL).prop_map(Anchor::Milestone),
        "[ab]".prop_map(Anchor::Event),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let one = (anchor(), -30_i32..60, 0_u32..1440, prop::option::of(anchor()));
    prop::collection::vec(one, 0..12).prop_map(|steps| {
        let step = |(n, (anchor, days, minute, not_after))| Step {
            // Keys may clash: whoever shares one is one step.
            key: format!("{}", n % 9),
            anchor,
            days,
            at: NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap(),
            not_after,
        };
        steps.into_iter().enumerate().map(step).collect()
    })
}

fn some_dates() -> impl Strategy<Value = BTreeMap<Anchor, NaiveDate>> {
    let day = |n: u64| "2026-03-01".parse::<NaiveDate>().unwrap() + chrono::Days::new(n);
    prop::collection::btree_map(anchor(), (0_u64..240).prop_map(day), 0..6)
}

/// Asks at each moment, in whatever order they come, and sends what is due then.
fn run(
    steps: &[Step],
    dates: &BTreeMap<Anchor, NaiveDate>,
    settings: &JourneySettings,
    zone: Tz,
    asked: &[(i64, bool)],
) -> Result<Vec<Had>, TestCaseError> {
    let start = utc("2026-03-01T00:00:00Z");
    let mut sent: Vec<Had> = vec![];
    let mut stopped = None;
    for (minute, stops) in asked {
        let now = start + Duration::minutes(*minute);
        stopped = stopped.or_else(|| stops.then_some(JourneyStop::Replied));
        let plan = plan(steps, dates, &sent, stopped, settings, &zone, now);
        prop_assert!(stopped.is_none() || plan == Plan::default());
        prop_assert_eq!(
            plan.due(now).is_some(),
            plan.next.as_ref().is_some_and(|(_, at)| *at == now)
        );
        if let Some(key) = plan.due(now) {
            prop_assert!(
                !plan.left_out.iter().any(|k| k == key) || steps.iter().filter(|s| s.key == key).count() > 1
            );
            sent.push(Had {
                step: Some(key.to_owned()),
                at: now,
            });
        }
    }
    Ok(sent)
}

proptest! {
    #[test]
    fn never_two_in_a_gap_never_at_night_never_twice_never_after_a_stop_whatever_the_order(
        steps in steps(),
        dates in some_dates(),
        gap_days in 0_u16..15,
        late_days in 0_u16..40,
        zone in prop::sample::select(vec![Tz::Europe__London, Tz::America__St_Johns, Tz::Asia__Kathmandu, Tz::Australia__Lord_Howe]),
        asked in prop::collection::vec((0_i64..300 * 1440, prop::bool::weighted(0.002)), 0..300),
    ) {
        let settings = JourneySettings { gap_days, late_days, quiet: Quiet::default() };
        let sent = run(&steps, &dates, &settings, zone, &asked)?;
        for (n, a) in sent.iter().enumerate() {
            prop_assert!(!settings.quiet.covers_moment(a.at, &zone));
            for b in &sent[..n] {
                prop_assert!(a.step != b.step);
                prop_assert!((a.at - b.at).abs() >= Duration::days(gap_days.into()));
            }
            let own = |s: &Step| own_moment(s, &dates, &zone);
            let fits = |s: &Step| Some(&s.key) == a.step.as_ref()
                && own(s).is_some_and(|own| own <= a.at && a.at - own <= Duration::days(late_days.into()));
            prop_assert!(steps.iter().any(fits));
        }
    }

    #[test]
    fn asking_again_gives_the_same_answer(steps in steps(), dates in some_dates(), minutes in 0_i64..300 * 1440) {
        let settings = JourneySettings::default();
        let ask = |now| plan(&steps, &dates, &[], None, &settings, &ZONE, now);
        let now = utc("2026-03-01T00:00:00Z") + Duration::minutes(minutes);
        prop_assert_eq!(ask(now), ask(now));
        if let Some((key, at)) = ask(now).next {
            prop_assert!(at >= now);
            let then = ask(at);
            prop_assert_eq!(then.due(at), Some(key.as_str()));
        }
    }

    #[test]
    fn asked_all_the_time_a_journey_that_fits_is_sent_whole(offsets in prop::collection::btree_set(0_i32..20, 1..6), hour in 8_u32..21) {
        let at = format!("{hour:02}:00");
        let steps: Vec<_> = offsets
            .iter()
            .map(|week| step(&week.to_string(), Milestone::Offer, week * 7, &at))
            .collect();
        let dates = dates(&[(Milestone::Offer, "2026-03-02")]);
        let asked: Vec<_> = (0..160 * 24).map(|h| (h * 60, false)).collect();
        let sent = run(&steps, &dates, &JourneySettings::default(), ZONE, &asked)?;
        prop_assert_eq!(sent.len(), steps.len());
    }
}
