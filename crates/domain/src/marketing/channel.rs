//! The ways in which a campaign reaches people.

use crate::cohorts::vocabulary::words;
use serde::{Deserialize, Serialize};

words! {
    /// How a campaign reaches people.
    Channel {
        Email = "email", "Email";
        Announcement = "announcement", "Announcement in the app";
        Notice = "notice", "Public notice";
        Social = "social", "Social networks";
        Poster = "poster", "Poster and QR code";
        Unknown = "unknown", "Not known";
    }
}

impl Channel {
    /// Whether it writes to people one by one, so that each is asked about first.
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Email | Self::Announcement)
    }
}
