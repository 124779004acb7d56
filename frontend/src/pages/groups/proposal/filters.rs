//! Which groups of the board are shown: by words, programme, and whether something is wrong with them.

use super::carry::Carry;
use crate::address::Address;
use crate::client::Query;
use crate::ui::{FilterSelect, SearchBox};
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::groups::{ProposalView, ProposedGroup};
use leptos::prelude::*;

/// The groups that the address asks for, in the board's order.
pub fn shown(v: &ProposalView, address: Address) -> Vec<ProposedGroup> {
    let words = address.get("q").to_lowercase();
    let programme = address.get("programme_id");
    let only_broken = address.get("show") == "broken";
    let says = |text: &str| text.to_lowercase().contains(&words);
    v.groups
        .iter()
        .filter(|g| {
            words.is_empty()
                || says(&g.label)
                || g.mentees.iter().any(|m| says(&m.name))
                || g.mentors.iter().any(|m| says(&m.name))
        })
        .filter(|g| programme.is_empty() || g.programme_id.is_some_and(|p| p.to_string() == programme))
        .filter(|g| !only_broken || v.violations.iter().any(|b| b.group() == Some(g.index)))
        .cloned()
        .collect()
}

#[component]
pub fn BoardFilters(carry: Carry) -> impl IntoView {
    let address = Address::here();
    let scheme = carry.scheme;
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    let programmes = move || {
        let known = lists
            .value::<SchemeLists>()
            .map(|l| l.programmes)
            .unwrap_or_default();
        let options = known
            .into_iter()
            .map(|p| (p.id.to_string(), p.code))
            .collect::<Vec<_>>();
        view! {
            <FilterSelect
                label="Programme"
                value=address.signal("programme_id")
                all="All programmes"
                options
                on_change=move |p: String| address.set("programme_id", &p)
            />
        }
    };
    let states = vec![("broken".to_owned(), "Where a rule is broken".to_owned())];
    view! {
        <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 my-5">
            <SearchBox label="Find a person or group" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
            {programmes}
            <FilterSelect
                label="State"
                value=address.signal("show")
                all="All groups"
                options=states
                on_change=move |s: String| address.set("show", &s)
            />
        </div>
    }
}
