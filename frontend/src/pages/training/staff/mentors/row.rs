use crate::pages::training::names::clearance_badge;
use crate::ui::{Tone, badge, text};
use crate::wording::{ago, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::training::MentorTraining;
use leptos::prelude::*;

pub fn cells(scheme: SchemeId, m: MentorTraining) -> Vec<AnyView> {
    let href = format!("/schemes/{scheme}/training/mentors/{}", m.participant_id);
    let stuck = m.stuck_days.map(|days| {
        badge(
            Tone::Attention,
            format!("Stuck for {}", some(days, "day", "days")),
        )
    });
    let at = m.at_module.clone();
    let now = (at.is_some() || stuck.is_some()).then(|| {
        view! { <span class="flex flex-wrap gap-1 justify-end sm:justify-start">{at} {stuck}</span> }
    });
    vec![
        view! { <a class="link" href=href>{m.name}</a> }.into_any(),
        text(m.programme_code.unwrap_or_default()),
        clearance_badge(m.status, m.is_cleared, m.clearance_until),
        text(format!("{} of {}", m.completed, m.of)),
        text(m.last_step_at.map(ago).unwrap_or_default()),
        now.into_any(),
    ]
}
