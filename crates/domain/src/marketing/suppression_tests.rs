use super::*;
use proptest::prelude::*;

fn failed(status: &str) -> Outcome {
    outcome(Action::Failed, status.parse().unwrap())
}

fn at(n: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + n, 0).unwrap()
}

#[test]
fn a_code_of_a_bad_address_is_hard_and_what_can_pass_is_soft() {
    for hard in ["5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"] {
        assert_eq!(failed(hard), Outcome::HardBounce, "{hard}");
    }
    for soft in [
        "4.2.2", "5.2.2", "5.2.3", "4.1.1", "4.4.7", "5.7.1", "5.0.0", "5.3.4", "5.1.4", "5.1.7", "5.1.8",
        "5.4.1",
    ] {
        assert_eq!(failed(soft), Outcome::SoftBounce, "{soft}");
    }
    let code = "4.4.1".parse().unwrap();
    assert_eq!(outcome(Action::Delayed, code), Outcome::Underway);
    assert_eq!(
        outcome(Action::Relayed, "2.0.0".parse().unwrap()),
        Outcome::Delivered
    );
}

#[test]
fn a_status_is_read_strictly() {
    let code = StatusCode {
        class: 5,
        subject: 1,
        detail: 10,
    };
    for good in ["5.1.10", " 5.1.10 ", "5.1.10 (null MX)", "5.1.10(x)"] {
        assert_eq!(good.parse(), Ok(code), "{good}");
    }
    for bad in [
        "", "5", "5.1", "5.1.1.1", "3.1.1", "5.1.1000", "5..1", "a.b.c", "5.-1.1", "55.1.1", "5.1.+1",
    ] {
        assert!(bad.parse::<StatusCode>().is_err(), "{bad}");
    }
}

#[test]
fn soft_bounces_count_in_a_row_only() {
    let settings = SuppressionSettings { soft_in_a_row: 3 };
    let run = |outcomes: &[Outcome]| {
        let step = |r: AddressRecord, o: &Outcome| r.after(*o, at(0), settings);
        outcomes.iter().fold(AddressRecord::default(), step).state()
    };
    use Outcome::{Delivered as D, HardBounce as H, SoftBounce as S, Underway as U};
    assert_eq!(run(&[S, S, D, S, S]), AddressState::Usable);
    assert_eq!(run(&[S, U, S, U, S]), AddressState::Bounced);
    assert_eq!(run(&[H]), AddressState::Bounced);
    assert_eq!(run(&[H, D, D]), AddressState::Bounced);
}

#[test]
fn a_complaint_is_an_opt_out_that_nobody_else_takes_back() {
    let settings = SuppressionSettings::default();
    let bounced = AddressRecord::default().after(Outcome::HardBounce, at(1), settings);
    assert_eq!(bounced.checked(), AddressRecord::default());
    let complained = bounced.after(Outcome::Complaint, at(2), settings);
    assert_eq!(complained.suppressed, Some((Suppression::Complained, at(2))));
    assert_eq!(complained.opt_out(), OptOut::Marketing);
    assert_eq!(complained.checked(), complained);
    assert_eq!(complained.after(Outcome::HardBounce, at(3), settings), complained);
}

fn outcomes() -> impl Strategy<Value = Vec<Outcome>> {
    use Outcome::{Complaint, Delivered, HardBounce, SoftBounce, Underway};
    let one = prop::sample::select(vec![
        Delivered, Underway, SoftBounce, SoftBounce, HardBounce, Complaint,
    ]);
    prop::collection::vec(one, 0..20)
}

proptest! {
    #[test]
    fn once_left_alone_an_address_stays_alone(outcomes in outcomes(), soft_in_a_row in 0_u32..6) {
        let settings = SuppressionSettings { soft_in_a_row };
        let mut record = AddressRecord::default();
        for (n, outcome) in outcomes.iter().enumerate() {
            let before = record;
            record = record.after(*outcome, at(n as i64), settings);
            prop_assert!(before.suppressed.map(|s| s.0) <= record.suppressed.map(|s| s.0));
            prop_assert!(!before.opted_out || record.opted_out);
            let first_day = before.suppressed.is_some_and(|b| record.suppressed.is_some_and(|r| r.0 == b.0 && r.1 != b.1));
            prop_assert!(!first_day, "the day it began does not move");
        }
        let complained = outcomes.contains(&Outcome::Complaint);
        prop_assert_eq!(record.opted_out, complained);
        prop_assert_eq!(record.state() == AddressState::Complained, complained);
        if outcomes.contains(&Outcome::HardBounce) {
            prop_assert!(record.state() != AddressState::Usable);
        }
    }

    #[test]
    fn soft_bounces_alone_suppress_after_exactly_so_many(most in 1_u32..10, bounces in 0_u32..20) {
        let settings = SuppressionSettings { soft_in_a_row: most };
        let record = (0..bounces).fold(AddressRecord::default(), |r, _| r.after(Outcome::SoftBounce, at(0), settings));
        prop_assert_eq!(record.suppressed.is_some(), bounces >= most);
    }

    #[test]
    fn only_a_lasting_failure_is_hard(class in prop::sample::select(vec![2_u8, 4, 5]), subject in 0_u16..10, detail in 0_u16..40) {
        let status = StatusCode { class, subject, detail };
        if outcome(Action::Failed, status) == Outcome::HardBounce {
            prop_assert!(class == 5 && (subject == 1 || subject == 2));
        }
        let shown = format!("{class}.{subject}.{detail}");
        prop_assert_eq!(shown.parse(), Ok(status));
    }
}
