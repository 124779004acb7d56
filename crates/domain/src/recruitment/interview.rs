//! Talks with applicants: times that staff set, of which somebody on the shortlist chooses one.

use super::application::ApplicationState;
use crate::identity::wire::wire;
use crate::ids::{ApplicationId, InterviewSlotId};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a time can't be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterviewRefusal {
    /// The application is not on the shortlist.
    NotNow,
    /// The time is over.
    Over,
    /// Others have taken every place.
    Full,
}

impl InterviewRefusal {
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotNow => "A talk comes when your application is on the shortlist. You get a letter then.",
            Self::Over => "This time is over. Choose a later one.",
            Self::Full => "Somebody else has just taken this time. Choose another one.",
        }
    }
}

/// Whether an applicant may choose a time of which `taken` places are gone to others.
///
/// # Errors
/// What speaks against it.
pub fn may_book(
    state: ApplicationState,
    starts: DateTime<Utc>,
    capacity: u32,
    taken: u32,
    now: DateTime<Utc>,
) -> Result<(), InterviewRefusal> {
    if state != ApplicationState::Shortlisted {
        return Err(InterviewRefusal::NotNow);
    }
    if starts <= now {
        return Err(InterviewRefusal::Over);
    }
    if taken >= capacity {
        return Err(InterviewRefusal::Full);
    }
    Ok(())
}

wire! {
    /// A time for a talk, as staff set it.
    InterviewSlotInput {
        /// On the wall clock of the scheme.
        starts: NaiveDateTime = "2027-01-14T13:00:00",
        #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 180))]
        minutes: u32 = 15,
        /// Where, or how: a room, or the address of a call.
        place: String = "Library, room 2.14",
        /// How many can come to it.
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50))]
        capacity: u32 = 1,
    }
    NewInterviewSlots { slots: Vec<InterviewSlotInput>, }
    /// The same with who comes.
    InterviewSlotView {
        id: InterviewSlotId,
        starts_at: DateTime<Utc>,
        minutes: u32 = 15,
        place: String = "Library, room 2.14",
        capacity: u32 = 1,
        bookings: Vec<InterviewBooking>,
    }
    InterviewBooking { application_id: ApplicationId, name: String = "Amara Nwosu", }
    /// The times that an applicant can choose from, and the one that they chose.
    OwnInterview {
        /// Those that are still to come and not full.
        open: Vec<OpenInterviewSlot>,
        booked: Option<OpenInterviewSlot>,
    }
    OpenInterviewSlot {
        id: InterviewSlotId,
        starts_at: DateTime<Utc>,
        minutes: u32 = 15,
        place: String = "Library, room 2.14",
    }
    /// The time that an applicant chooses, in place of the one before.
    BookInterview { slot_id: InterviewSlotId, }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_time_is_for_the_shortlist_still_to_come_and_has_room(n in 0..ApplicationState::ALL.len(), minutes in -90_i64..90, capacity in 1_u32..5, taken in 0_u32..6) {
            let state = ApplicationState::ALL[n];
            let now = DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000);
            let may = may_book(state, now + Duration::minutes(minutes), capacity, taken, now);
            prop_assert_eq!(may.is_ok(), state == ApplicationState::Shortlisted && minutes > 0 && taken < capacity);
        }
    }
}
