//! Mentor groups: one's own, the published ones, proposals for new ones, and requests to change.

mod dashboard;
mod detail;
mod group_picker;
mod names;
pub mod own;
mod proposal;
mod proposals;
mod rematch;

use crate::pages::home::not_found;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// `/my-group`
pub fn my_group() -> AnyView {
    view! { <own::MyGroupPage/> }.into_any()
}

/// Everything about groups below `/schemes/:scheme`.
pub fn page(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        ["groups"] => view! { <dashboard::DashboardPage scheme/> }.into_any(),
        ["groups", id] => match id.parse() {
            Ok(group) => view! { <detail::GroupPage scheme group/> }.into_any(),
            Err(_) => not_found(),
        },
        ["proposals"] => view! { <proposals::ProposalsPage scheme/> }.into_any(),
        ["proposals", "compare"] => view! { <proposals::ComparePage scheme/> }.into_any(),
        ["proposals", id] => match id.parse() {
            Ok(proposal) => view! { <proposal::ProposalPage scheme proposal/> }.into_any(),
            Err(_) => not_found(),
        },
        ["rematch"] => view! { <rematch::RematchPage scheme/> }.into_any(),
        _ => not_found(),
    }
}
