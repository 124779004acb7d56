//! How an application moves, and until when it may be handed in.

use crate::cohorts::vocabulary::words;
use chrono::{DateTime, Duration, LocalResult, NaiveDateTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// Where an application stands.
    ApplicationState {
        Draft = "draft", "Not handed in yet";
        Submitted = "submitted", "Handed in";
        Shortlisted = "shortlisted", "On the shortlist";
        Offered = "offered", "Offered a place";
        WaitingList = "waiting_list", "On the waiting list";
        NotThisTime = "not_this_time", "Not this time";
        Accepted = "accepted", "Accepted";
        TurnedDown = "turned_down", "Offer turned down";
        Lapsed = "lapsed", "Offer ran out";
        Withdrawn = "withdrawn", "Taken back";
    }
    /// What can happen to an application.
    ApplicationEvent {
        Submit = "submit", "Hand in";
        Reopen = "reopen", "Change again";
        Withdraw = "withdraw", "Take back";
        Shortlist = "shortlist", "Put on the shortlist";
        Unlist = "unlist", "Take off the shortlist";
        Offer = "offer", "Offer a place";
        Wait = "wait", "Put on the waiting list";
        Refuse = "refuse", "Say no, kindly";
        Accept = "accept", "Accept the offer";
        TurnDown = "turn_down", "Turn the offer down";
        Lapse = "lapse", "Let the offer run out";
    }
}

impl ApplicationState {
    /// Where an event leads.
    ///
    /// # Errors
    /// A sentence for the person who asked, when the event does not fit the state.
    pub fn next(self, event: ApplicationEvent) -> Result<Self, &'static str> {
        use ApplicationEvent as E;
        use ApplicationState as S;
        Ok(match (self, event) {
            (S::Draft, E::Submit) => S::Submitted,
            (S::Submitted, E::Reopen) => S::Draft,
            (S::Withdrawn, E::Reopen) => S::Draft,
            (S::Draft | S::Submitted | S::Shortlisted | S::WaitingList | S::Offered, E::Withdraw) => {
                S::Withdrawn
            }
            (S::Submitted, E::Shortlist) => S::Shortlisted,
            (S::Shortlisted, E::Unlist) => S::Submitted,
            (S::Submitted | S::Shortlisted | S::WaitingList, E::Offer) => S::Offered,
            (S::Submitted | S::Shortlisted, E::Wait) => S::WaitingList,
            (S::Submitted | S::Shortlisted | S::WaitingList, E::Refuse) => S::NotThisTime,
            (S::Offered, E::Accept) => S::Accepted,
            (S::Offered, E::TurnDown) => S::TurnedDown,
            (S::Offered, E::Lapse) => S::Lapsed,
            (S::Draft, _) => return Err("This application has not been handed in."),
            (S::Submitted, E::Submit) => return Err("This application is handed in already."),
            (S::Offered, E::Offer) => return Err("This student has an offer already."),
            (S::Accepted, _) => return Err("This student has accepted already."),
            (S::Withdrawn, _) => return Err("The student has taken this application back."),
            (S::Lapsed | S::TurnedDown, E::Accept) => return Err("The offer is no longer open."),
            (S::NotThisTime | S::Lapsed | S::TurnedDown, _) => {
                return Err("This application has been decided.");
            }
            _ => return Err("This is not possible at this stage."),
        })
    }

    /// Whether the student may still change the answers.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft)
    }

    /// Handed in at some time and not taken back: counts as having applied.
    pub const fn has_applied(self) -> bool {
        !matches!(self, Self::Draft | Self::Withdrawn)
    }

    /// Whether scorers may look at it.
    pub const fn is_scored(self) -> bool {
        matches!(self, Self::Submitted | Self::Shortlisted)
    }

    /// Whether an offer was made at some time. An offer turned down or run out was made as well.
    pub const fn had_offer(self) -> bool {
        matches!(
            self,
            Self::Offered | Self::Accepted | Self::TurnedDown | Self::Lapsed
        )
    }
}

/// The moment that a wall clock shows a time. Of a time that comes twice, when clocks go back, the later one: nobody is late who
/// was in time by the clock on the wall. Of one that never comes, when clocks go forward, the moment of the change.
pub fn moment<Z: TimeZone>(zone: &Z, wall: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) => at.with_timezone(&Utc),
        LocalResult::Ambiguous(_, later) => later.with_timezone(&Utc),
        LocalResult::None => gap_end(zone, wall),
    }
}

/// The end of the gap that a time falls into, to the second.
fn gap_end<Z: TimeZone>(zone: &Z, wall: NaiveDateTime) -> DateTime<Utc> {
    // No gap of a time zone is longer than a day (Samoa's lost 30 December 2011 was the longest).
    let (mut inside, mut after) = (0_i64, 25 * 3600);
    while after - inside > 1 {
        let middle = i64::midpoint(inside, after);
        let at = zone.from_local_datetime(&(wall + Duration::seconds(middle)));
        if matches!(at, LocalResult::None) {
            inside = middle;
        } else {
            after = middle;
        }
    }
    zone.from_local_datetime(&(wall + Duration::seconds(after)))
        .earliest()
        .map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc))
}

/// Whether a call takes applications at a moment: from its opening, and until the end of the second in which it closes.
pub fn takes_applications(opens: DateTime<Utc>, closes: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    opens <= now && now < closes + Duration::seconds(1)
}

#[cfg(test)]
#[path = "application_tests.rs"]
mod tests;
