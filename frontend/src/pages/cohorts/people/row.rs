use super::standing::{group_link, standing};
use crate::ui::text;
use cairn_domain::cohorts::ParticipantView;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

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
    let states = standing(&p);
    let group = group_link(scheme, &p);
    let href = format!("/schemes/{scheme}/people/{}", p.id);
    let name = p.name.clone();
    let role = p.role.label();
    let label = format!("Change {name}");
    let change = may_edit
        .then(|| view! { <button class="btn btn-sm" aria-label=label on:click=move |_| changing.set(Some(p.clone()))>"Change"</button> });
    vec![
        view! { <a class="link" href=href>{name}</a> <span class="block text-sm font-normal opacity-80">{number}</span> }.into_any(),
        text(role),
        text(studies),
        view! { <span class="flex flex-wrap gap-1 justify-end sm:justify-start">{states}</span> }.into_any(),
        group.into_any(),
        change.into_any(),
    ]
}
