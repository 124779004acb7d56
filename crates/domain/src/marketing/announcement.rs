//! Announcements: when one shows, to whom, in which order, and when it counts as read.

use crate::cohorts::vocabulary::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

words! {
    /// Where an announcement stands at a moment.
    AnnouncementState {
        Draft = "draft", "Being written";
        Coming = "coming", "Shows later";
        Showing = "showing", "Shows now";
        Expired = "expired", "Does not show any more";
    }
}

/// An announcement as far as it decides who sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// From when it shows; `None` for a draft.
    pub shows_from: Option<DateTime<Utc>>,
    /// The first moment at which it does not show any more.
    pub expires: Option<DateTime<Utc>>,
    pub pinned: bool,
    /// When its meaning last changed. Who read it before has not read what it says now; a mended spelling does not move this.
    pub changed: Option<DateTime<Utc>>,
}

impl Announcement {
    /// Where it stands.
    pub fn state(&self, now: DateTime<Utc>) -> AnnouncementState {
        match (self.shows_from, self.expires) {
            (None, _) => AnnouncementState::Draft,
            (_, Some(end)) if end <= now => AnnouncementState::Expired,
            (Some(from), _) if now < from => AnnouncementState::Coming,
            _ => AnnouncementState::Showing,
        }
    }

    /// Whether somebody sees it: it shows, and they are in its audience.
    pub fn is_seen_by(&self, in_audience: bool, now: DateTime<Utc>) -> bool {
        in_audience && self.state(now) == AnnouncementState::Showing
    }

    /// Whether somebody who opened it at a time has read what it says now.
    pub fn is_read(&self, read_at: Option<DateTime<Utc>>) -> bool {
        read_at.is_some_and(|read| self.changed.is_none_or(|changed| changed <= read))
    }

    /// What to sort by: pinned ones first, then the newest. Add an id behind it, so that the order is the same on every page.
    pub fn order(&self) -> impl Ord + use<> {
        (Reverse(self.pinned), Reverse(self.shows_from))
    }

    /// What is wrong with it, as JSON pointer and sentence.
    pub fn faults(&self) -> Vec<(String, String)> {
        let backwards = self
            .expires
            .zip(self.shows_from)
            .is_some_and(|(end, from)| end <= from);
        let fault = backwards.then(|| {
            (
                "/expires".to_owned(),
                "It would end before it begins to show. Choose a later time.".to_owned(),
            )
        });
        fault.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(n: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + n, 0).unwrap()
    }

    fn announcement() -> impl Strategy<Value = Announcement> {
        let time = || prop::option::of((0_i64..100).prop_map(at));
        (time(), time(), any::<bool>(), time()).prop_map(|(shows_from, expires, pinned, changed)| {
            Announcement {
                shows_from,
                expires,
                pinned,
                changed,
            }
        })
    }

    #[test]
    fn it_shows_from_its_first_to_before_its_last_moment() {
        let it = Announcement {
            shows_from: Some(at(10)),
            expires: Some(at(20)),
            pinned: false,
            changed: None,
        };
        let seen = |n| it.is_seen_by(true, at(n));
        assert!(!seen(9) && seen(10) && seen(19) && !seen(20));
        assert!(!it.is_seen_by(false, at(15)));
        let draft = Announcement {
            shows_from: None,
            ..it
        };
        assert_eq!(draft.state(at(15)), AnnouncementState::Draft);
        assert!(it.faults().is_empty());
        let wrong = Announcement {
            expires: Some(at(10)),
            ..it
        };
        assert_eq!(wrong.faults().len(), 1);
    }

    #[test]
    fn what_says_something_new_is_unread_again() {
        let mut it = Announcement {
            shows_from: Some(at(0)),
            expires: None,
            pinned: false,
            changed: None,
        };
        assert!(!it.is_read(None));
        assert!(it.is_read(Some(at(5))));
        it.changed = Some(at(6));
        assert!(!it.is_read(Some(at(5))) && it.is_read(Some(at(6))));
    }

    proptest! {
        #[test]
        fn pinned_ones_come_first_and_then_the_newest(mut all in prop::collection::vec(announcement(), 0..20)) {
            all.sort_by_key(Announcement::order);
            for w in all.windows(2) {
                prop_assert!(w[0].pinned || !w[1].pinned);
                prop_assert!(w[0].pinned != w[1].pinned || w[0].shows_from >= w[1].shows_from);
            }
        }

        #[test]
        fn nobody_sees_a_draft_or_what_has_expired(it in announcement(), n in 0_i64..100, in_audience in any::<bool>()) {
            if it.is_seen_by(in_audience, at(n)) {
                prop_assert!(in_audience && it.shows_from.is_some_and(|f| f <= at(n)));
                prop_assert!(it.expires.is_none_or(|e| at(n) < e));
            }
        }

        #[test]
        fn what_has_expired_never_comes_back(it in announcement(), n in 0_i64..100, later in 0_i64..100) {
            if it.state(at(n)) == AnnouncementState::Expired {
                prop_assert_eq!(it.state(at(n + later)), AnnouncementState::Expired);
            }
        }
    }
}
