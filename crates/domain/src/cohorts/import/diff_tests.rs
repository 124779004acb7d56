use super::*;
use crate::cohorts::{EntryStatus, FheqLevel};
use proptest::prelude::*;

fn level(n: u8) -> FheqLevel {
    FheqLevel::new(n).unwrap()
}

fn rules() -> SchemeRules {
    SchemeRules {
        mentor_level: level(5),
        mentee_levels: vec![level(4)],
        usual_capacity: 8,
    }
}

fn row(facts: Facts) -> ParsedRow {
    ParsedRow {
        line: 2,
        role: ParticipantRole::Mentee,
        facts,
    }
}

fn judge(known: Option<&Known>, facts: Facts) -> Result<Change, Objection> {
    verdict(known, &row(facts), &ImportDefaults::default(), &rules())
}

fn known(facts: Facts) -> Known {
    Known {
        facts,
        in_scheme: true,
        has_account: false,
        is_elsewhere: false,
        carries: 0,
    }
}

#[test]
fn somebody_new_starts_with_the_scheme_s_usual_level_and_status() {
    let change = judge(
        None,
        Facts {
            student_number: Some("1".into()),
            ..Facts::default()
        },
    )
    .unwrap();
    assert_eq!(change.verdict, ImportVerdict::Create);
    assert_eq!(
        (change.facts.level, change.facts.entry_status),
        (Some(level(4)), Some(EntryStatus::Confirmed))
    );
}

#[test]
fn a_status_that_can_t_follow_is_refused_in_words() {
    let before = known(Facts {
        level: Some(level(4)),
        entry_status: Some(EntryStatus::Enrolled),
        ..Facts::default()
    });
    let (field, value, reason) = judge(
        Some(&before),
        Facts {
            entry_status: Some(EntryStatus::Applicant),
            ..Facts::default()
        },
    )
    .unwrap_err();
    assert_eq!((field, value.as_str()), (ImportField::EntryStatus, "Applicant"));
    assert!(reason.starts_with("Enrolled can't become Applicant"));
}

#[test]
fn a_mentor_below_every_mentee_is_refused() {
    let mut low = row(Facts {
        level: Some(level(4)),
        ..Facts::default()
    });
    low.role = ParticipantRole::Mentor;
    let refused = verdict(None, &low, &ImportDefaults::default(), &rules()).unwrap_err();
    assert_eq!(refused.0, ImportField::Level);
}

#[test]
fn an_email_that_somebody_signs_in_with_is_theirs_to_change() {
    let mut before = known(Facts {
        level: Some(level(4)),
        email: Some("me@home.org".into()),
        ..Facts::default()
    });
    let said = Facts {
        email: Some("somebody@else.org".into()),
        ..Facts::default()
    };
    assert_eq!(
        judge(Some(&before), said.clone()).unwrap().verdict,
        ImportVerdict::Change
    );
    before.has_account = true;
    let change = judge(Some(&before), said).unwrap();
    assert_eq!(
        (change.verdict, change.facts.email.as_deref()),
        (ImportVerdict::Same, Some("me@home.org"))
    );
}

#[test]
fn who_comes_back_has_not_left() {
    let before = known(Facts {
        level: Some(level(4)),
        entry_status: Some(EntryStatus::Withdrawn),
        left_on: chrono::NaiveDate::from_ymd_opt(2026, 9, 1),
        ..Facts::default()
    });
    let back = Facts {
        entry_status: Some(EntryStatus::Enrolled),
        ..Facts::default()
    };
    assert_eq!(judge(Some(&before), back).unwrap().facts.left_on, None);
}

/// Facts of every kind about who somebody is.
fn somebody() -> impl Strategy<Value = Facts> {
    let word = || prop::option::of("[a-c]{1,2}");
    (
        [word(), word(), word(), word(), word(), word(), word(), word()],
        prop::option::of(0u32..3),
        prop::collection::vec("[a-c]", 0..3),
    )
        .prop_map(
            |([number, ucas, husid, email, given, family, preferred, pronouns], born, interests)| {
                let born = born.and_then(|day| chrono::NaiveDate::from_ymd_opt(2008, 1, 1 + day));
                Facts {
                    student_number: number,
                    ucas_pid: ucas,
                    husid,
                    email,
                    given_name: given,
                    family_name: family,
                    preferred_name: preferred,
                    pronouns,
                    date_of_birth: born,
                    interests,
                    ..Facts::default()
                }
            },
        )
}

fn some_facts() -> impl Strategy<Value = Facts> {
    let word = || prop::option::of("[a-c]{1,2}");
    (
        somebody(),
        [word(), word(), word(), word()],
        prop::option::of(0usize..7),
        prop::option::of(3u8..5),
        prop::option::of("[a-c]"),
    )
        .prop_map(
            |(who, [code, title, tutor, campus], status, fheq, gender)| Facts {
                programme_code: code,
                programme_title: title,
                tutor_group: tutor,
                campus,
                entry_status: status.map(|s| EntryStatus::ALL[s]),
                level: fheq.map(level),
                monitoring: gender.map(|g| (ImportField::Gender, g)).into_iter().collect(),
                ..who
            },
        )
}

/// What facts say about who somebody is.
fn who(facts: &Facts) -> Facts {
    facts.clone().take_of_person(ImportField::is_about_the_person)
}

#[test]
fn what_the_file_says_of_somebody_of_another_scheme_is_told_and_left() {
    let before = Known {
        is_elsewhere: true,
        in_scheme: false,
        ..known(Facts {
            student_number: Some("1".into()),
            given_name: Some("Zoë".into()),
            date_of_birth: chrono::NaiveDate::from_ymd_opt(2008, 2, 14),
            ..Facts::default()
        })
    };
    let said = Facts {
        email: Some("evil@x.example".into()),
        level: Some(level(4)),
        ..before.facts.clone()
    };
    let change = judge(Some(&before), said).unwrap();
    assert_eq!(
        (change.verdict, change.facts.email),
        (ImportVerdict::Create, None)
    );
    // The birth date is right, and whoever imports isn't told so.
    assert_eq!(change.left, [ImportField::Email, ImportField::DateOfBirth]);
}

proptest! {
    #[test]
    fn the_same_row_twice_changes_nothing(before in prop::option::of(some_facts()), said in some_facts()) {
        let before = before.map(|f| Known { in_scheme: false, ..known(f) });
        let defaults = ImportDefaults { programme_code: Some("Z".into()), ..ImportDefaults::default() };
        if let Ok(first) = verdict(before.as_ref(), &row(said.clone()), &defaults, &rules()) {
            let again = verdict(Some(&known(first.facts.clone())), &row(said), &defaults, &rules()).unwrap();
            prop_assert_eq!(again.verdict, ImportVerdict::Same);
            prop_assert_eq!(again.facts, first.facts);
        }
    }

    #[test]
    fn nothing_of_who_somebody_of_another_scheme_is_changes(before in some_facts(), said in some_facts(), has_account: bool, in_scheme: bool) {
        let before = Known { is_elsewhere: true, has_account, in_scheme, ..known(before) };
        if let Ok(change) = judge(Some(&before), said) {
            prop_assert_eq!(who(&change.facts), who(&before.facts));
            prop_assert!(change.fields.iter().all(|f| !f.is_about_the_person()), "{:?}", change.fields);
            prop_assert!(change.left.iter().all(|f| f.is_about_the_person()), "{:?}", change.left);
        }
    }

    #[test]
    fn a_file_leaves_no_mentor_with_fewer_places_than_mentees(places in 0u32..12, wanted in 0u32..12, carries in 0u32..12) {
        let facts = Facts { level: Some(level(5)), capacity: Some(places), ..Facts::default() };
        let before = Known { carries, ..known(facts) };
        let mut said = row(Facts { capacity: Some(wanted), ..Facts::default() });
        said.role = ParticipantRole::Mentor;
        match verdict(Some(&before), &said, &ImportDefaults::default(), &rules()) {
            Ok(change) => prop_assert!(wanted >= places.min(carries), "{:?}", change.facts.capacity),
            Err((field, ..)) => prop_assert!(field == ImportField::Capacity && wanted < places.min(carries)),
        }
    }

    #[test]
    fn nobody_s_address_changes_under_them(before in some_facts(), said in some_facts()) {
        let before = Known { has_account: true, ..known(before) };
        if let Ok(change) = judge(Some(&before), said) {
            prop_assert_eq!(change.facts.email, before.facts.email);
        }
    }

    #[test]
    fn every_field_is_of_the_person_or_of_their_place(said in some_facts()) {
        let mut fields = Vec::new();
        merge(&mut Facts::default(), who(&said), &mut fields);
        prop_assert!(fields.iter().all(|f| f.is_about_the_person()), "{fields:?}");
        fields.clear();
        let mut place = said;
        place.take_of_person(ImportField::is_about_the_person);
        merge(&mut Facts::default(), place, &mut fields);
        prop_assert!(!fields.iter().any(|f| f.is_about_the_person()), "{fields:?}");
    }

    #[test]
    fn a_blank_row_erases_nothing(before in some_facts()) {
        let mut before = known(before);
        before.facts.level = Some(level(4));
        before.facts.programme_code = Some("A".into());
        let change = judge(Some(&before), Facts::default()).unwrap();
        prop_assert_eq!(change.verdict, ImportVerdict::Same);
        prop_assert_eq!(change.facts, before.facts);
    }
}
