//! Schemes and the people in them: settings, lists, people, and the files they come from.

mod imports;
mod lists;
mod people;
mod schemes;

use crate::pages::home::not_found;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

pub fn schemes() -> AnyView {
    view! { <schemes::SchemesPage/> }.into_any()
}
pub fn new_scheme() -> AnyView {
    view! { <schemes::NewSchemePage/> }.into_any()
}

/// Everything about the cohort below `/schemes/:scheme`.
pub fn page(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        ["settings"] => view! { <schemes::SchemeSettingsPage scheme/> }.into_any(),
        ["people"] => view! { <people::ParticipantsPage scheme/> }.into_any(),
        ["people", id] => match id.parse() {
            Ok(participant) => view! { <people::ParticipantPage scheme participant/> }.into_any(),
            Err(_) => not_found(),
        },
        ["lists"] => view! { <lists::ListsPage scheme/> }.into_any(),
        ["imports"] => view! { <imports::ImportsPage scheme/> }.into_any(),
        ["imports", "new"] => view! { <imports::UploadPage scheme/> }.into_any(),
        ["imports", id] => match id.parse() {
            Ok(import) => view! { <imports::ImportPage scheme import/> }.into_any(),
            Err(_) => not_found(),
        },
        _ => not_found(),
    }
}
