//! Work-based learning: hours and reflections that count for academic credit, mapped to a programme's learning outcomes.

use crate::cohorts::vocabulary::words;
use crate::ids::PersonId;
use serde::{Deserialize, Serialize};

words! {
    /// How far a claim for credit is.
    WblState {
        Open = "open", "Being put together";
        Submitted = "submitted", "With your supervisor";
        Returned = "returned", "Sent back with comments";
        SignedOff = "signed_off", "Signed off";
    }
    /// What can be done with a claim.
    WblEvent {
        Submit = "submit", "Hand in";
        TakeBack = "take_back", "Take back";
        Return = "return", "Send back";
        SignOff = "sign_off", "Sign off";
    }
}

/// Why a step with a claim is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WblRefusal {
    /// The claim is not where this step starts.
    NotNow,
    /// Nobody signs off their own claim.
    OwnClaim,
    /// Outcomes lack hours or words.
    Incomplete,
}

impl WblRefusal {
    /// The refusal as a person reads it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotNow => "The claim is not at that point. Load the page again.",
            Self::OwnClaim => "This is your own claim. Somebody else has to look at it.",
            Self::Incomplete => "Each learning outcome needs its hours and a reflection first.",
        }
    }
}

/// How far one outcome is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutcomeFacts {
    pub minutes: u32,
    pub minutes_needed: u32,
    pub reflections: u32,
}

impl OutcomeFacts {
    /// Enough confirmed time, and at least one reflection.
    pub const fn is_met(self) -> bool {
        self.minutes >= self.minutes_needed && self.reflections > 0
    }
}

impl WblState {
    /// What a step makes of a claim.
    ///
    /// # Errors
    /// A step that doesn't start here, one's own claim, or outcomes that are not met.
    pub fn next(
        self,
        event: WblEvent,
        by: PersonId,
        student: PersonId,
        outcomes: &[OutcomeFacts],
    ) -> Result<Self, WblRefusal> {
        let staff = matches!(event, WblEvent::Return | WblEvent::SignOff);
        if staff == (by == student) {
            return Err(WblRefusal::OwnClaim);
        }
        let complete = !outcomes.is_empty() && outcomes.iter().all(|o| o.is_met());
        match (self, event) {
            (Self::Open | Self::Returned, WblEvent::Submit) | (Self::Submitted, WblEvent::SignOff)
                if !complete =>
            {
                Err(WblRefusal::Incomplete)
            }
            (Self::Open | Self::Returned, WblEvent::Submit) => Ok(Self::Submitted),
            (Self::Submitted, WblEvent::TakeBack) => Ok(Self::Open),
            // A sign-off that was a mistake is undone in the same way, with a word to the student.
            (Self::Submitted | Self::SignedOff, WblEvent::Return) => Ok(Self::Returned),
            (Self::Submitted, WblEvent::SignOff) => Ok(Self::SignedOff),
            _ => Err(WblRefusal::NotNow),
        }
    }

    /// Whether staff can say something to it: hand it back, or sign it off.
    pub const fn is_for_staff(self) -> bool {
        matches!(self, Self::Submitted | Self::SignedOff)
    }

    /// Whether hours and reflections may still be moved in and out.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }
    const MET: OutcomeFacts = OutcomeFacts {
        minutes: 600,
        minutes_needed: 600,
        reflections: 1,
    };

    #[test]
    fn a_claim_goes_from_hand_to_hand() {
        let (me, staff) = (person(1), person(2));
        let step = |s: WblState, e, by| s.next(e, by, me, &[MET]);
        assert_eq!(
            step(WblState::Open, WblEvent::Submit, me),
            Ok(WblState::Submitted)
        );
        assert_eq!(
            step(WblState::Submitted, WblEvent::Return, staff),
            Ok(WblState::Returned)
        );
        assert_eq!(
            step(WblState::Returned, WblEvent::Submit, me),
            Ok(WblState::Submitted)
        );
        assert_eq!(
            step(WblState::Submitted, WblEvent::SignOff, staff),
            Ok(WblState::SignedOff)
        );
        assert_eq!(
            step(WblState::SignedOff, WblEvent::TakeBack, me),
            Err(WblRefusal::NotNow)
        );
        assert_eq!(
            step(WblState::SignedOff, WblEvent::Return, staff),
            Ok(WblState::Returned)
        );
        assert_eq!(
            step(WblState::SignedOff, WblEvent::Return, me),
            Err(WblRefusal::OwnClaim)
        );
    }

    /// Whether staff may decide about a claim: the page offers what the rule allows.
    #[test]
    fn staff_decide_about_what_is_handed_in_or_signed_off() {
        for &state in WblState::ALL {
            let by_rule = state.next(WblEvent::Return, person(2), person(1), &[MET]).is_ok();
            assert_eq!(state.is_for_staff(), by_rule, "{state:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_signs_off_their_own_claim(state in proptest::sample::select(WblState::ALL), who in any::<u128>()) {
            let own = state.next(WblEvent::SignOff, person(who), person(who), &[MET]);
            prop_assert_eq!(own, Err(WblRefusal::OwnClaim));
        }

        #[test]
        fn a_claim_that_is_signed_off_had_every_outcome(state in proptest::sample::select(WblState::ALL), minutes in 0u32..1200, needed in 0u32..1200, reflections in 0u32..3) {
            let outcome = OutcomeFacts { minutes, minutes_needed: needed, reflections };
            let done = state.next(WblEvent::SignOff, person(2), person(1), &[MET, outcome]);
            if done == Ok(WblState::SignedOff) {
                prop_assert!(minutes >= needed && reflections > 0 && state == WblState::Submitted);
            }
        }
    }
}
