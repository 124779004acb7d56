use super::*;
use proptest::prelude::*;

#[test]
fn a_level_is_read_in_every_usual_spelling() {
    for v in [
        "4",
        "4.0",
        "Level 4",
        "L4",
        "FHEQ 4",
        "level-4",
        "Year 1",
        "Yr1",
        "Y1",
        "First year",
        "1st",
    ] {
        assert_eq!(level(v, false).map(FheqLevel::get), Ok(4), "{v}");
    }
    assert_eq!(level("Foundation", false).map(FheqLevel::get), Ok(3));
    assert_eq!(level("2", true).map(FheqLevel::get), Ok(5));
    assert_eq!(level("0", true).map(FheqLevel::get), Ok(3));
}

#[test]
fn a_bare_one_is_asked_about_not_guessed() {
    assert!(level("1", false).is_err_and(|why| why.contains("Year 1")));
    for v in ["2", "9", "Level 2", "Year 9", "Undergraduate", "256", ""] {
        assert!(level(v, false).is_err(), "{v}");
    }
}

#[test]
fn statuses_come_from_ucas_records_and_oulad() {
    use EntryStatus as S;
    for (v, status) in [
        ("UF", S::Confirmed),
        ("Conditional Firm", S::OfferHolder),
        ("Applicant", S::Applicant),
        ("Pre-enrolled", S::PreEnrolled),
        ("Fully Enrolled", S::Enrolled),
        ("registered", S::Enrolled),
        ("Interrupted", S::Deferred),
        ("Withdrawn", S::Withdrawn),
        ("unregistered", S::Withdrawn),
        ("Leave of absence", S::Deferred),
    ] {
        assert_eq!(entry_status(v), Ok(status), "{v}");
    }
    for s in EntryStatus::ALL {
        assert_eq!(entry_status(s.as_str()), Ok(*s));
        assert_eq!(entry_status(s.label()), Ok(*s));
    }
}

#[test]
fn the_words_of_cairn_are_always_understood() {
    for m in StudyMode::ALL {
        assert_eq!((mode(m.as_str()), mode(m.label())), (Ok(*m), Ok(*m)));
    }
    for c in ClearanceStatus::ALL {
        assert_eq!((clearance(c.as_str()), clearance(c.label())), (Ok(*c), Ok(*c)));
    }
    for r in ParticipantRole::ALL {
        assert_eq!(role(r.as_str(), YesMeans::Nothing), Ok(*r));
    }
}

#[test]
fn a_yes_takes_its_meaning_from_the_heading() {
    assert_eq!(role("Y", yes_means("Is mentor?")), Ok(ParticipantRole::Mentor));
    assert_eq!(role("no", yes_means("Mentor")), Ok(ParticipantRole::Mentee));
    assert_eq!(role("yes", yes_means("Mentee")), Ok(ParticipantRole::Mentee));
    assert!(role("yes", yes_means("Mentor or mentee")).is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(v in "\\PC{0,16}") {
        let _ = (level(&v, true), level(&v, false), mode(&v), entry_status(&v), clearance(&v), yes_or_no(&v), capacity(&v));
    }
}
