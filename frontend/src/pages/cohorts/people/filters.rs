use crate::address::Address;
use crate::client::Query;
use crate::ui::{FilterSelect, SearchBox, options_of};
use cairn_domain::cohorts::{ClearanceStatus, EntryStatus, ParticipantRole, SchemeLists};
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// Who to show, and in which order. Every choice is in the address.
#[component]
pub fn Filters(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    let select =
        move |label: &'static str, name: &'static str, all: &'static str, options: Vec<(String, String)>| {
            let on_change = move |value: String| address.set(name, &value);
            view! { <FilterSelect label value=address.signal(name) all options on_change/> }.into_any()
        };
    let programmes = move || {
        let known = lists
            .value::<SchemeLists>()
            .map(|l| l.programmes)
            .unwrap_or_default();
        let options = known.into_iter().map(|p| (p.id.to_string(), p.code)).collect();
        select("Programme", "programme_id", "All programmes", options)
    };
    let orders = [("-name", "Name, Z first"), ("-updated_at", "Last changed first")];
    let orders = orders
        .map(|(value, label)| (value.to_owned(), label.to_owned()))
        .to_vec();
    view! {
        <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-2">
            <SearchBox label="Find a name or number" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
            {select("Role", "role", "Everybody", options_of!(ParticipantRole))}
            {programmes}
            {select("Status", "entry_status", "Any status", options_of!(EntryStatus))}
            {select("Clearance", "clearance", "Any clearance", options_of!(ClearanceStatus))}
            {select("Order", "sort", "By name", orders)}
        </div>
    }
}
