//! Where recognition stands, as staff say it.

use crate::ui::{Tone, badge};
use crate::wording::count;
use cairn_domain::recognition::{RecognitionFilter, WblState};
use chrono::NaiveDate;
use leptos::prelude::*;

pub use crate::pages::recognition::names::{
    appeal_badge, award_name, evidence_badge, grant_badge, hear_badge, hours,
};

/// Sums of many people, in whole hours: `1,500 h`.
pub fn whole_hours(minutes: u64) -> String {
    format!("{} h", count(minutes / 60))
}

pub fn who_badge(who: RecognitionFilter) -> AnyView {
    let tone = match who {
        RecognitionFilter::Has => Tone::Good,
        RecognitionFilter::Ready => Tone::Attention,
        RecognitionFilter::OneShort => Tone::Info,
        RecognitionFilter::NotYet | RecognitionFilter::Revoked => Tone::Plain,
    };
    badge(tone, who.label())
}

/// How far a claim is: the domain's words are the student's.
pub const fn claim_word(state: WblState) -> &'static str {
    match state {
        WblState::Submitted => "Handed in",
        state => state.label(),
    }
}

pub fn claim_badge(state: WblState) -> AnyView {
    let tone = match state {
        WblState::Submitted => Tone::Attention,
        WblState::SignedOff => Tone::Good,
        WblState::Returned => Tone::Info,
        WblState::Open => Tone::Plain,
    };
    badge(tone, claim_word(state))
}

/// The reader's own day.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// A number of minutes from a box that holds hours: `1.5` is 90.
pub fn minutes_from(hours: &str) -> Option<u32> {
    let hours: f64 = hours.trim().parse().ok()?;
    (0.0..=10_000.0)
        .contains(&hours)
        .then(|| (hours * 60.0).round() as u32)
}

/// A number of minutes as a box holds it: 90 is `1.5`.
pub fn in_hours(minutes: u32) -> String {
    let hours = f64::from(minutes) / 60.0;
    format!("{}", (hours * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::{in_hours, minutes_from, whole_hours};

    #[test]
    fn sums_are_whole_hours() {
        assert_eq!(whole_hours(90_059), "1,500 h");
    }

    #[test]
    fn hours_are_read_as_they_are_written() {
        assert_eq!(minutes_from("20"), Some(1200));
        assert_eq!(minutes_from(" 1.5 "), Some(90));
        assert_eq!(
            [minutes_from(""), minutes_from("-1"), minutes_from("many")],
            [None; 3]
        );
        assert_eq!([in_hours(1200), in_hours(90)], ["20", "1.5"]);
    }
}
