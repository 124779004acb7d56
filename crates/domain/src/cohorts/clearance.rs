//! Whether a mentor may meet mentees, and for how long yet.

use super::{ClearanceStatus, is_cleared};
use chrono::NaiveDate;

/// Days before a clearance ends that staff hear of it.
pub const ENDS_SOON_DAYS: i64 = 30;

/// A mentor's clearance, as it is dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearance {
    pub status: ClearanceStatus,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Clearance {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        is_cleared(self.status, self.from, self.until, day)
    }
    /// It holds on this day, but not for long.
    pub fn ends_soon_after(&self, day: NaiveDate) -> bool {
        let soon = day + chrono::Duration::days(ENDS_SOON_DAYS);
        self.holds_on(day) && self.until.is_some_and(|until| until <= soon)
    }
}
