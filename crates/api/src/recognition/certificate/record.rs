//! What one certificate says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The language of a template's words; it decides how dates and our own few words are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The tag of RFC 5646.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// A date as this language writes it in full: "1 July 2026".
    #[must_use]
    pub fn date(self, date: NaiveDate) -> String {
        match self {
            Self::English => date.format("%-d %B %Y").to_string(),
        }
    }
}

/// One certificate for one person. Nothing here is ever read as markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// As the person writes it, in any script.
    pub name: String,
    pub award: String,
    /// Such as "Gold".
    #[serde(default)]
    pub tier: Option<String>,
    pub scheme: String,
    /// Such as "2026/27".
    pub academic_year: String,
    /// Hours of mentoring as they shall be read, such as "24.5".
    #[serde(default)]
    pub hours: Option<String>,
    /// The day of award; also the time stamp of the file.
    pub date: NaiveDate,
    /// Unique number of this certificate.
    pub serial: String,
    /// Public page that confirms it, `https://…`.
    pub verify_url: String,
    #[serde(default)]
    pub language: Language,
}

impl Certificate {
    /// Made-up content to show what a template looks like; its page to check leads nowhere.
    #[must_use]
    pub fn example(date: NaiveDate) -> Self {
        Self {
            name: "Alexandra Example".into(),
            award: "Peer Mentor Award".into(),
            tier: Some("Gold".into()),
            scheme: "Peer Mentoring".into(),
            academic_year: "2026/27".into(),
            hours: Some("24".into()),
            date,
            serial: "EXAMPLE".into(),
            verify_url: "https://example.org/verify/EXAMPLE".into(),
            language: Language::English,
        }
    }
}
