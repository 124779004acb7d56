use super::*;
use proptest::prelude::*;

use CampaignEvent as E;
use CampaignRefusal as R;
use CampaignState as S;

const OTHER: Hand = Hand {
    wrote_it: false,
    writers_may_approve: false,
};

fn hand() -> impl Strategy<Value = Hand> {
    any::<(bool, bool)>().prop_map(|(wrote_it, writers_may_approve)| Hand {
        wrote_it,
        writers_may_approve,
    })
}

fn steps() -> impl Strategy<Value = Vec<(CampaignEvent, Hand)>> {
    prop::collection::vec((prop::sample::select(E::ALL), hand()), 0..30)
}

#[test]
fn the_straight_way_leads_from_a_draft_to_sent() {
    let way = [
        (E::Submit, S::Waiting),
        (E::Approve, S::Approved),
        (E::Start, S::Sending),
        (E::Pause, S::Paused),
        (E::Resume, S::Sending),
        (E::Finish, S::Sent),
    ];
    let mut state = S::Draft;
    for (event, then) in way {
        state = state.next(event, OTHER).unwrap();
        assert_eq!(state, then, "{event}");
    }
}

#[test]
fn who_wrote_it_may_approve_it_only_where_the_scheme_says_so() {
    let strict = Hand::default();
    assert_eq!(S::Waiting.next(E::Approve, strict), Err(R::OwnWork));
    let lenient = Hand {
        writers_may_approve: true,
        ..strict
    };
    assert_eq!(S::Waiting.next(E::Approve, lenient), Ok(S::Approved));
    assert_eq!(S::Waiting.next(E::Approve, OTHER), Ok(S::Approved));
}

#[test]
fn only_an_approved_campaign_starts() {
    for from in S::ALL {
        assert_eq!(from.next(E::Start, OTHER).is_ok(), *from == S::Approved, "{from}");
    }
    assert_eq!(S::Draft.next(E::Start, OTHER), Err(R::NotApproved));
    assert_eq!(S::Paused.next(E::Start, OTHER), Err(R::Begun));
}

#[test]
fn what_people_have_got_already_does_not_change_under_them() {
    use CampaignPart as P;
    for part in P::ALL {
        assert!(S::Draft.may_change(*part).is_ok(), "{part}");
        for state in S::ALL.iter().filter(|s| s.has_begun()) {
            let internal = matches!(part, P::Name | P::Cost);
            let pace = *part == P::Pace && !state.is_over();
            assert_eq!(
                state.may_change(*part).is_ok(),
                internal || pace,
                "{state} {part}"
            );
        }
    }
    assert_eq!(S::Approved.may_change(P::Wording), Err(R::AlreadyApproved));
    assert_eq!(S::Waiting.may_change(P::Audience), Err(R::AlreadyWaiting));
}

#[test]
fn a_refusal_fits_the_state() {
    assert_eq!(S::Approved.next(E::Pause, OTHER), Err(R::NotSending));
    assert_eq!(S::Draft.next(E::Approve, OTHER), Err(R::NotWaiting));
    assert_eq!(S::Sending.next(E::Approve, OTHER), Err(R::NotWaiting));
    assert_eq!(S::Sending.next(E::TakeBack, OTHER), Err(R::Begun));
    assert_eq!(S::Sending.next(E::Resume, OTHER), Err(R::AlreadySending));
    assert_eq!(S::Paused.next(E::Finish, OTHER), Err(R::NotSending));
    assert_eq!(S::Draft.next(E::Stop, OTHER), Err(R::Draft));
}

proptest! {
    #[test]
    fn sent_and_stopped_are_final(event in prop::sample::select(E::ALL), hand in hand()) {
        for state in S::ALL.iter().filter(|s| s.is_over()) {
            prop_assert!(state.next(event, hand).is_err());
        }
    }

    #[test]
    fn nothing_is_sent_that_was_not_approved_as_it_stands(steps in steps()) {
        let (mut state, mut approved) = (S::Draft, false);
        for (event, hand) in steps {
            let Ok(next) = state.next(event, hand) else { continue };
            match event {
                E::Approve => {
                    prop_assert!(hand.may_approve());
                    approved = true;
                }
                E::TakeBack | E::SendBack | E::Submit => approved = false,
                _ => {}
            }
            state = next;
            prop_assert!(approved || !matches!(state, S::Sending | S::Paused | S::Sent));
        }
    }

    #[test]
    fn wording_changes_only_where_approval_is_still_to_come(steps in steps()) {
        let mut state = S::Draft;
        for (event, hand) in steps {
            state = state.next(event, hand).unwrap_or(state);
            if state.may_change(CampaignPart::Wording).is_ok() {
                prop_assert!(state.next(E::Start, OTHER).is_err() && state.next(E::Resume, OTHER).is_err());
            }
        }
    }

    #[test]
    fn whatever_has_begun_and_is_not_over_can_be_stopped(steps in steps()) {
        let mut state = S::Draft;
        for (event, hand) in steps {
            state = state.next(event, hand).unwrap_or(state);
            let stops = state.next(E::Stop, Hand::default()).is_ok();
            prop_assert_eq!(stops, state != S::Draft && !state.is_over());
        }
    }
}
