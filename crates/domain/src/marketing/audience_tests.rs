use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn well() -> Recipient {
    Recipient {
        opted_out: OptOut::Nothing,
        address: AddressState::Usable,
        in_audience: true,
        entry: EntryStatus::OfferHolder,
        has_left: false,
        born: Some(day("2008-02-14")),
    }
}

const MARKETING: Message = Message::email(MessageKind::Marketing);
const SERVICE: Message = Message::email(MessageKind::Service);

#[test]
fn an_adult_who_wants_it_is_written_to() {
    assert_eq!(may_write(&well(), MARKETING, day("2026-03-01")), Ok(()));
}

#[test]
fn each_reason_is_named() {
    let today = day("2026-03-01");
    let told = |change: fn(&mut Recipient)| {
        let mut person = well();
        change(&mut person);
        may_write(&person, MARKETING, today).unwrap_err()
    };
    assert_eq!(told(|p| p.opted_out = OptOut::Marketing), Withheld::OptedOut);
    assert_eq!(
        told(|p| p.address = AddressState::Complained),
        Withheld::Complained
    );
    assert_eq!(told(|p| p.address = AddressState::Bounced), Withheld::Bounced);
    assert_eq!(told(|p| p.address = AddressState::Missing), Withheld::NoAddress);
    assert_eq!(told(|p| p.in_audience = false), Withheld::NotInAudience);
    assert_eq!(told(|p| p.has_left = true), Withheld::Left);
    assert_eq!(told(|p| p.entry = EntryStatus::Withdrawn), Withheld::Withdrawn);
    assert_eq!(told(|p| p.entry = EntryStatus::Deferred), Withheld::Deferred);
    assert_eq!(told(|p| p.born = "2008-03-02".parse().ok()), Withheld::Under18);
}

#[test]
fn marketing_waits_for_the_eighteenth_birthday_and_a_letter_about_the_place_does_not() {
    for kind in [MessageKind::Marketing, MessageKind::KeepWarm] {
        let message = Message::email(kind);
        assert_eq!(
            may_write(&well(), message, day("2026-02-13")),
            Err(Withheld::Under18)
        );
        assert_eq!(may_write(&well(), message, day("2026-02-14")), Ok(()));
        let for_all = Message {
            leaves_out_under_18: false,
            ..message
        };
        assert_eq!(may_write(&well(), for_all, day("2026-02-13")), Ok(()));
    }
    assert_eq!(may_write(&well(), SERVICE, day("2025-11-01")), Ok(()));
}

#[test]
fn in_the_app_no_address_is_needed_but_a_no_still_counts() {
    let in_app = Message {
        by_email: false,
        ..MARKETING
    };
    let mut person = well();
    for address in [AddressState::Missing, AddressState::Bounced] {
        person.address = address;
        assert_eq!(may_write(&person, in_app, day("2026-03-01")), Ok(()));
    }
    person.address = AddressState::Complained;
    assert_eq!(
        may_write(&person, in_app, day("2026-03-01")),
        Err(Withheld::Complained)
    );
}

#[test]
fn an_audience_without_roles_holds_nobody_and_the_unknown_is_not_held() {
    let programme = ProgrammeId(Uuid::from_u128(1));
    let who = Traits {
        role: ParticipantRole::Mentee,
        entry: EntryStatus::Confirmed,
        programme: None,
        level: Some(FheqLevel::FIRST_YEAR),
    };
    assert!(!Audience::default().holds(&who));
    let mut mentees = Audience {
        roles: vec![ParticipantRole::Mentee],
        ..Audience::default()
    };
    assert!(mentees.holds(&who));
    mentees.programmes = vec![programme];
    assert!(!mentees.holds(&who));
    let known = Traits {
        programme: Some(programme),
        ..who
    };
    assert!(mentees.holds(&known));
    mentees.levels = vec![FheqLevel::SECOND_YEAR];
    assert!(!mentees.holds(&known));
}

fn message() -> impl Strategy<Value = Message> {
    (
        prop::sample::select(MessageKind::ALL),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(kind, by_email, leaves_out_under_18)| Message {
            kind,
            by_email,
            leaves_out_under_18,
        })
}

fn recipient() -> impl Strategy<Value = Recipient> {
    (
        prop::sample::select(OptOut::ALL),
        prop::sample::select(AddressState::ALL),
        any::<(bool, bool)>(),
        prop::sample::select(EntryStatus::ALL),
        prop::option::of(0_i32..20_000),
    )
        .prop_map(
            |(opted_out, address, (in_audience, has_left), entry, born)| Recipient {
                opted_out,
                address,
                in_audience,
                entry,
                has_left,
                born: born.map(|d| day("1970-01-01") + chrono::Days::new(d.unsigned_abs().into())),
            },
        )
}

proptest! {
    #[test]
    fn an_opt_out_always_wins(person in recipient(), message in message(), today in 0_u64..25_000) {
        let today = day("1970-01-01") + chrono::Days::new(today);
        let told = may_write(&person, message, today);
        if person.opted_out.stops(message.kind) {
            prop_assert_eq!(told, Err(Withheld::OptedOut));
        }
        let after = Recipient { opted_out: OptOut::Everything, ..person };
        prop_assert_eq!(may_write(&after, message, today), Err(Withheld::OptedOut));
        let after = Recipient { opted_out: OptOut::Marketing, ..person };
        if message.kind != MessageKind::Service {
            prop_assert_eq!(may_write(&after, message, today), Err(Withheld::OptedOut));
        }
    }

    #[test]
    fn who_is_written_to_has_nothing_against_it(person in recipient(), message in message(), today in 0_u64..25_000) {
        let today = day("1970-01-01") + chrono::Days::new(today);
        if may_write(&person, message, today).is_ok() {
            prop_assert!(person.in_audience && !person.has_left && person.entry != EntryStatus::Withdrawn);
            prop_assert!(!message.by_email || person.address == AddressState::Usable);
            prop_assert!(!message.leaves_out_under_18 || !is_under_18(person.born, today));
        }
    }

    #[test]
    fn the_live_count_adds_up(people in prop::collection::vec(recipient(), 0..40), message in message()) {
        let reach = reach(&people, message, day("2026-03-01"));
        let audience = people.iter().filter(|p| p.in_audience).count() as u64;
        prop_assert_eq!(reach.written_to + reach.withheld.values().sum::<u64>(), audience);
        prop_assert!(reach.age_unknown <= reach.written_to);
        prop_assert!(!reach.withheld.contains_key(&Withheld::NotInAudience));
    }
}
