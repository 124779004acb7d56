use crate::ui::{Column, DataTable, Tone, badge, text};
use crate::wording::day;
use cairn_domain::cohorts::{ClearanceStatus, ParticipantRole};
use cairn_domain::groups::GroupMember;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Name"),
    Column::text("Studies"),
    Column::text("Email"),
    Column::text("Status"),
    Column::text("Change"),
];

/// Everybody on one side of a group.
#[component]
pub fn MemberTable(
    role: ParticipantRole,
    members: Vec<GroupMember>,
    moving: RwSignal<Option<GroupMember>>,
    may_edit: bool,
) -> impl IntoView {
    if members.is_empty() {
        let words = if role == ParticipantRole::Mentor {
            "Nobody yet. Add a mentor, or let the next proposal find one."
        } else {
            "Nobody yet."
        };
        return view! { <p class="py-2 opacity-90">{words}</p> }.into_any();
    }
    let rows = members.into_iter().map(|m| cells(m, moving, may_edit)).collect();
    view! { <DataTable caption=format!("{}s of this group", role.label()) columns=COLUMNS rows/> }.into_any()
}

fn cells(m: GroupMember, moving: RwSignal<Option<GroupMember>>, may_edit: bool) -> Vec<AnyView> {
    let name = m.name.clone();
    let pronouns = m.pronouns.clone();
    let studies = [
        m.programme_code.clone(),
        Some(m.level.to_string()),
        m.tutor_group.clone(),
    ];
    let studies = studies.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let email = m
        .email
        .clone()
        .map(|e| view! { <a class="link wrap-anywhere" href=format!("mailto:{e}")>{e.clone()}</a> });
    let clearance = match (m.role, m.clearance, m.clearance_expires) {
        (ParticipantRole::Mentor, Some(ClearanceStatus::Cleared), Some(until)) => {
            Some(badge(Tone::Good, format!("Cleared until {}", day(until))))
        }
        (ParticipantRole::Mentor, Some(ClearanceStatus::Cleared), None) => Some(badge(Tone::Good, "Cleared")),
        (ParticipantRole::Mentor, Some(status), _) => Some(badge(Tone::Attention, status.label())),
        _ => None,
    };
    let signed_up = if m.signed_up {
        badge(Tone::Good, "Signed up")
    } else {
        badge(Tone::Plain, m.entry_status.label())
    };
    let under_18 = m.is_under_18.then(|| badge(Tone::Attention, "Under 18"));
    let label = format!("Move {name}");
    let action = may_edit
        .then(|| view! { <button class="btn btn-sm" aria-label=label on:click=move |_| moving.set(Some(m.clone()))>"Move"</button> });
    vec![
        view! { {name} " " <span class="font-normal opacity-80">{pronouns}</span> }.into_any(),
        text(studies),
        email.into_any(),
        view! { <span class="flex flex-wrap gap-1 justify-end sm:justify-start">{clearance} {signed_up} {under_18}</span> }.into_any(),
        action.into_any(),
    ]
}
