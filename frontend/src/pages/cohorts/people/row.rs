use crate::ui::{Tone, badge, text};
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

pub fn cells(
    scheme: SchemeId,
    p: ParticipantView,
    changing: RwSignal<Option<ParticipantView>>,
    may_edit: bool,
) -> Vec<AnyView> {
    let number = p.student_number.clone();
    let studies = [
        p.programme_code.clone(),
        Some(p.level.to_string()),
        p.tutor_group.clone(),
    ];
    let studies = studies.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let states = view! {
        {badge(status_tone(p.entry_status), p.entry_status.label())} {clearance(&p)}
        {p.is_under_18.then(|| badge(Tone::Attention, "Under 18"))} {p.opted_out.then(|| badge(Tone::Plain, "Opted out"))}
    };
    let group = p.group_id.map(|id| {
        let label = p.group_label.clone().unwrap_or_else(|| "Open".to_owned());
        view! { <a class="link" href=format!("/schemes/{scheme}/groups/{id}")>{label}</a> }
    });
    let name = p.name.clone();
    let role = p.role.label();
    let label = format!("Change {name}");
    let change = may_edit
        .then(|| view! { <button class="btn btn-sm" aria-label=label on:click=move |_| changing.set(Some(p.clone()))>"Change"</button> });
    vec![
        view! { {name} <span class="block text-sm font-normal opacity-80">{number}</span> }.into_any(),
        text(role),
        text(studies),
        view! { <span class="flex flex-wrap gap-1 justify-end sm:justify-start">{states}</span> }.into_any(),
        group.into_any(),
        change.into_any(),
    ]
}
