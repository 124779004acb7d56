//! Awards that were given: to whom, for what, and whether they still hold.

mod batch;
mod list;
mod revoke;

pub use list::GrantsOfOne;

use super::filters::{AwardFilter, filter, in_scheme};
use super::nav::RecognitionNav;
use crate::address::Address;
use crate::pages::training::staff::ExportButtons;
use crate::ui::{PageHeader, SearchBox, crumb, options_of};
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::GrantState;
use leptos::prelude::*;

const FILTERS: [&str; 3] = ["q", "award_id", "state"];

/// `/schemes/:scheme/recognition/grants`
#[component]
pub fn GrantsPage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let export = Signal::derive(move || format!("/award-grants{}", in_scheme(scheme, address, &FILTERS)));
    view! {
        <PageHeader
            title="Awards that were given"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recognition"), "Recognition")]
            lead="Each with a number that anybody can check. An award that was taken back stays here, with the reason."
        >
            <ExportButtons path=export name="awards-given"/>
            <batch::PrintButton scheme/>
        </PageHeader>
        <RecognitionNav scheme/>
        <batch::BatchCard/>
        <section class="card p-5">
            <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-2">
                <SearchBox label="Find a mentor" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                <AwardFilter scheme/>
                {filter("State", "state", "Any state", options_of!(GrantState))}
            </div>
            <list::GrantList scheme/>
        </section>
    }
}
