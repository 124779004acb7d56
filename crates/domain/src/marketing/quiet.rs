//! The hours in which nobody gets an automated message, on the wall clock of the scheme.

use chrono::{DateTime, Duration, NaiveTime, Offset as _, TimeDelta, TimeZone, Utc};

/// From when until when nothing is sent, each day. A window may run past midnight; one that ends where it begins is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The first quiet moment.
    pub from: NaiveTime,
    /// The first moment that is not quiet any more.
    pub until: NaiveTime,
}

impl Default for Quiet {
    /// From 21:00 to 08:00.
    fn default() -> Self {
        let hour = |h| NaiveTime::from_hms_opt(h, 0, 0).unwrap_or(NaiveTime::MIN);
        Self {
            from: hour(21),
            until: hour(8),
        }
    }
}

impl Quiet {
    /// No quiet hours.
    pub const NONE: Self = Self {
        from: NaiveTime::MIN,
        until: NaiveTime::MIN,
    };

    /// Whether a time on the wall is quiet.
    pub fn covers(self, wall: NaiveTime) -> bool {
        if self.from <= self.until {
            self.from <= wall && wall < self.until
        } else {
            self.from <= wall || wall < self.until
        }
    }

    /// Whether a moment is quiet on the wall clock of a place.
    pub fn covers_moment<Z: TimeZone>(self, at: DateTime<Utc>, zone: &Z) -> bool {
        self.covers(at.with_timezone(zone).time())
    }
}

/// The earliest moment from `now` on that is not in the quiet hours of a place.
///
/// What counts is what the clock on the wall shows. Where clocks go back over the start of the quiet hours, there is a short stretch that
/// is not quiet again; where they go forward over their end, the quiet ends with the change.
pub fn next_allowed<Z: TimeZone>(now: DateTime<Utc>, zone: &Z, quiet: Quiet) -> DateTime<Utc> {
    let mut at = now;
    while quiet.covers_moment(at, zone) {
        let mut left = quiet.until - at.with_timezone(zone).time();
        if left <= TimeDelta::zero() {
            left += Duration::days(1);
        }
        let Some(end) = at.checked_add_signed(left) else {
            return at;
        };
        // Unless the clocks change before, the wall shows the end of the quiet hours then.
        at = change_between(at, end, zone).unwrap_or(end);
    }
    at
}

/// The second in which the clocks of a place change between two moments less than two days apart, if they show different offsets.
fn change_between<Z: TimeZone>(from: DateTime<Utc>, to: DateTime<Utc>, zone: &Z) -> Option<DateTime<Utc>> {
    let offset = |seconds: i64| {
        DateTime::from_timestamp(seconds, 0).map(|at| at.with_timezone(zone).offset().fix().local_minus_utc())
    };
    let (mut before, mut after) = (from.timestamp(), to.timestamp());
    let first = offset(before);
    if first == offset(after) {
        return None;
    }
    while after - before > 1 {
        let middle = i64::midpoint(before, after);
        if offset(middle) == first {
            before = middle;
        } else {
            after = middle;
        }
    }
    DateTime::from_timestamp(after, 0)
}

#[cfg(test)]
#[path = "quiet_tests.rs"]
mod tests;
