//! Where somebody stands, as words on colours.

use crate::ui::{Tone, badge};
use crate::wording::day;
use cairn_domain::cohorts::{ClearanceStatus, EntryStatus, ParticipantRole, ParticipantView};
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

const fn status_tone(status: EntryStatus) -> Tone {
    match status {
        EntryStatus::Enrolled | EntryStatus::PreEnrolled => Tone::Good,
        EntryStatus::Applicant | EntryStatus::OfferHolder | EntryStatus::Confirmed => Tone::Info,
        EntryStatus::Deferred | EntryStatus::Withdrawn => Tone::Plain,
    }
}

/// Whether a mentor may meet mentees, in words.
fn clearance(p: &ParticipantView) -> Option<AnyView> {
    if p.role != ParticipantRole::Mentor {
        return None;
    }
    Some(match (p.is_cleared, p.clearance, p.clearance_expires) {
        (true, _, Some(until)) => badge(Tone::Good, format!("Cleared until {}", day(until))),
        (true, ..) => badge(Tone::Good, "Cleared"),
        (false, ClearanceStatus::Cleared, _) => badge(Tone::Attention, "Clearance not in date"),
        (false, ClearanceStatus::NotStarted, _) => badge(Tone::Attention, "Clearance not started"),
        (false, ClearanceStatus::InProgress, _) => badge(Tone::Attention, "Clearance in progress"),
        (false, ClearanceStatus::Lapsed, _) => badge(Tone::Attention, "Clearance lapsed"),
    })
}

/// The status, then what else somebody should know before giving this person a place.
pub fn standing(p: &ParticipantView) -> AnyView {
    view! {
        {badge(status_tone(p.entry_status), p.entry_status.label())} {clearance(p)}
        {p.is_under_18.then(|| badge(Tone::Attention, "Under 18"))} {p.opted_out.then(|| badge(Tone::Plain, "Opted out"))}
    }
    .into_any()
}

/// The way to the person's group, once they have one.
pub fn group_link(scheme: SchemeId, p: &ParticipantView) -> Option<AnyView> {
    let label = p.group_label.clone().unwrap_or_else(|| "Open".to_owned());
    p.group_id.map(|id| {
        view! { <a class="link" href=format!("/schemes/{scheme}/groups/{id}")>{label}</a> }.into_any()
    })
}
