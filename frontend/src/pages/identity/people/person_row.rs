use crate::ui::{Tone, badge, text};
use cairn_domain::identity::{AccountStatus, GrantView, PersonSummary};
use leptos::prelude::*;

/// A role in words: `Supervisor, BSc Biology, September 2026 intake`.
pub fn role_words(grant: &GrantView) -> String {
    let mut words = grant.grant.role.label().to_owned();
    for part in [
        &grant.tutor_group_name,
        &grant.programme_title,
        &grant.scheme_name,
    ]
    .into_iter()
    .flatten()
    {
        words.push_str(", ");
        words.push_str(part);
    }
    words
}

pub fn cells(
    person: PersonSummary,
    changing: RwSignal<Option<PersonSummary>>,
    may_edit: bool,
) -> Vec<AnyView> {
    let status = match person.status {
        AccountStatus::Active => badge(Tone::Good, person.status.label()),
        AccountStatus::Invited => badge(Tone::Info, person.status.label()),
        AccountStatus::None | AccountStatus::Closed => badge(Tone::Plain, person.status.label()),
    };
    let roles = person
        .grants
        .iter()
        .map(|g| view! { <li>{role_words(g)}</li> })
        .collect_view();
    let name = person.name.clone();
    let email = person.email.clone().unwrap_or_else(|| "none".to_owned());
    let label = format!("Change the roles of {name}");
    let change = may_edit
        .then(|| view! { <button class="btn btn-sm" aria-label=label on:click=move |_| changing.set(Some(person.clone()))>"Roles"</button> });
    vec![
        text(name),
        view! { <span class="wrap-anywhere">{email}</span> }.into_any(),
        status,
        view! { <ul>{roles}</ul> }.into_any(),
        change.into_any(),
    ]
}
