//! Filters that several pages share. Every choice is in the address.

use crate::address::Address;
use crate::client::Query;
use crate::ui::FilterSelect;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{AwardView, HearActivityView};
use leptos::prelude::*;

use super::names::award_name;

/// What is about one award.
#[component]
pub fn AwardFilter(scheme: SchemeId) -> impl IntoView {
    let awards = Query::new(move || format!("/awards?scheme_id={scheme}"), &[]);
    move || {
        let known = awards.value::<Vec<AwardView>>().unwrap_or_default();
        let options = known
            .into_iter()
            .map(|a| (a.id.to_string(), award_name(&a.content.name, a.content.tier)))
            .collect();
        filter("Award", "award_id", "All awards", options)
    }
}

/// Entries of one activity in the register.
#[component]
pub fn ActivityFilter(scheme: SchemeId) -> impl IntoView {
    let activities = Query::new(move || format!("/hear-activities?scheme_id={scheme}"), &[]);
    move || {
        let known = activities.value::<Vec<HearActivityView>>().unwrap_or_default();
        let options = known
            .into_iter()
            .map(|a| (a.id.to_string(), a.content.title))
            .collect();
        filter("Activity", "activity_id", "All activities", options)
    }
}

/// A choice whose value is in the address under `name`.
pub fn filter(
    label: &'static str,
    name: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
) -> AnyView {
    let address = Address::here();
    let on_change = move |value: String| address.set(name, &value);
    view! { <FilterSelect label value=address.signal(name) all options on_change/> }.into_any()
}

/// `?scheme_id=…` and those of `names` that the address has.
pub fn in_scheme(scheme: SchemeId, address: Address, names: &[&str]) -> String {
    let pairs = names.iter().map(|n| ((*n).to_owned(), address.get(n)));
    let scheme = ("scheme_id".to_owned(), scheme.to_string());
    crate::address::joined(std::iter::once(scheme).chain(pairs))
}
