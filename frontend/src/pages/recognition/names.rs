//! Where something stands in recognition, as words on colours, and time as people say it.

use crate::ui::{Tone, badge};
pub use cairn_domain::recognition::award_title as award_name;
use cairn_domain::recognition::{
    AppealState, EvidenceKind, EvidenceState, GrantState, HearEntryState, WblState,
};
use leptos::prelude::*;

/// `45 min`, `14 h`, `1 h 30 min`.
pub fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// What is said beside a piece: of training its days, of the rest what staff wrote.
pub fn reason_said(kind: EvidenceKind, reason: &str) -> String {
    match kind {
        EvidenceKind::Training => reason.to_owned(),
        _ => format!("Staff said: {reason}"),
    }
}

pub fn evidence_badge(state: EvidenceState) -> AnyView {
    let tone = match state {
        EvidenceState::Waiting => Tone::Info,
        EvidenceState::Confirmed => Tone::Good,
        EvidenceState::Refused => Tone::Attention,
        EvidenceState::Withdrawn => Tone::Plain,
    };
    badge(tone, state.label())
}

pub fn grant_badge(state: GrantState) -> AnyView {
    let tone = match state {
        GrantState::Valid => Tone::Good,
        GrantState::Revoked => Tone::Attention,
    };
    badge(tone, state.label())
}

pub fn appeal_badge(state: AppealState) -> AnyView {
    let tone = match state {
        AppealState::Open => Tone::Info,
        AppealState::Upheld => Tone::Good,
        AppealState::Declined => Tone::Attention,
        AppealState::Withdrawn => Tone::Plain,
    };
    badge(tone, state.label())
}

pub fn hear_badge(state: HearEntryState) -> AnyView {
    let tone = match state {
        HearEntryState::Asked => Tone::Info,
        HearEntryState::Verified => Tone::Good,
        HearEntryState::Withdrawn => Tone::Plain,
    };
    badge(tone, state.label())
}

pub fn wbl_badge(state: WblState) -> AnyView {
    let tone = match state {
        WblState::Open => Tone::Plain,
        WblState::Submitted => Tone::Info,
        WblState::Returned => Tone::Attention,
        WblState::SignedOff => Tone::Good,
    };
    badge(tone, state.label())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_said_in_hours_and_minutes() {
        assert_eq!(
            [0, 45, 60, 90, 840].map(hours),
            ["0 min", "45 min", "1 h", "1 h 30 min", "14 h"]
        );
    }
}
