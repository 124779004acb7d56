//! Where somebody stands with training, as words on colours.

use crate::ui::{Tone, badge};
use crate::wording::day;
use cairn_domain::cohorts::ClearanceStatus;
use cairn_domain::training::{ChoiceQuality, ModuleState, MyModule};
use chrono::NaiveDate;
use leptos::prelude::*;

pub const fn state_tone(state: ModuleState) -> Tone {
    match state {
        ModuleState::Locked | ModuleState::NotStarted => Tone::Plain,
        ModuleState::Started => Tone::Info,
        ModuleState::Completed => Tone::Good,
        ModuleState::DueSoon | ModuleState::Lapsed => Tone::Attention,
    }
}

pub fn state_badge(state: ModuleState) -> AnyView {
    badge(state_tone(state), state.label())
}

pub const fn quality_tone(quality: ChoiceQuality) -> Tone {
    match quality {
        ChoiceQuality::Good => Tone::Good,
        ChoiceQuality::Fair => Tone::Info,
        ChoiceQuality::Poor => Tone::Attention,
    }
}

/// Whether a mentor may meet mentees.
pub fn clearance_badge(status: ClearanceStatus, is_cleared: bool, until: Option<NaiveDate>) -> AnyView {
    match (is_cleared, until) {
        (true, Some(until)) => badge(Tone::Good, format!("Cleared until {}", day(until))),
        (true, None) => badge(Tone::Good, "Cleared"),
        (false, _) => badge(Tone::Attention, not_cleared(status)),
    }
}

const fn not_cleared(status: ClearanceStatus) -> &'static str {
    match status {
        ClearanceStatus::NotStarted => "Not started",
        ClearanceStatus::InProgress => "In progress",
        ClearanceStatus::Cleared => "Not in date",
        ClearanceStatus::Lapsed => "Lapsed",
    }
}

/// When a module was completed and how long that counts, in one line.
pub fn completed_line(m: &MyModule) -> Option<String> {
    let done = day(m.completed_on?);
    Some(match m.expires_on {
        Some(until) => format!("Completed on {done}. Counts until {}.", day(until)),
        None => format!("Completed on {done}."),
    })
}

/// Whether a module counts as done on this day.
pub const fn is_done(state: ModuleState) -> bool {
    matches!(state, ModuleState::Completed | ModuleState::DueSoon)
}
