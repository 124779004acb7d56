//! Filters that several pages share. Every choice is in the address.

use crate::address::Address;
use crate::client::Query;
use crate::ui::{FilterSelect, options_of};
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{ModuleSummary, TrainingFilter};
use leptos::prelude::*;

/// Mentors of one programme.
#[component]
pub fn ProgrammeFilter(scheme: SchemeId) -> impl IntoView {
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    move || {
        let known = lists
            .value::<SchemeLists>()
            .map(|l| l.programmes)
            .unwrap_or_default();
        let options = known.into_iter().map(|p| (p.id.to_string(), p.code)).collect();
        select("Programme", "programme_id", "All programmes", options)
    }
}

/// Mentors by one module, or its questions.
#[component]
pub fn ModuleFilter(scheme: SchemeId) -> impl IntoView {
    let modules = Query::new(move || format!("/training-modules?scheme_id={scheme}"), &[]);
    move || {
        let known = modules.value::<Vec<ModuleSummary>>().unwrap_or_default();
        let options = known
            .into_iter()
            .filter(|m| m.published.is_some())
            .map(|m| (m.id.to_string(), m.title))
            .collect();
        select("Module", "module_id", "All modules", options)
    }
}

/// Mentors by how far they are.
#[component]
pub fn StateFilter() -> impl IntoView {
    select("State", "filter", "Everybody", options_of!(TrainingFilter))
}

fn select(
    label: &'static str,
    name: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
) -> AnyView {
    let address = Address::here();
    let on_change = move |value: String| address.set(name, &value);
    view! { <FilterSelect label value=address.signal(name) all options on_change/> }.into_any()
}
