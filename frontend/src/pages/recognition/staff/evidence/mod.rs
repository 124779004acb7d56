//! What mentors wrote down and others said of them: staff look at it and confirm it, or say why not.

mod decide;
mod item;
mod list;
mod sign_off;

pub use item::EvidenceFacts;
pub use list::EvidenceList;
pub use sign_off::SignOffDialog;

use super::filters::{filter, in_scheme};
use super::nav::RecognitionNav;
use crate::address::Address;
use crate::pages::training::staff::{ExportButtons, ProgrammeFilter};
use crate::ui::{PageHeader, SearchBox, crumb, options_of};
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{EvidenceKind, EvidenceState};
use leptos::prelude::*;

const FILTERS: [&str; 4] = ["q", "state", "kind", "programme_id"];

/// `/schemes/:scheme/recognition/evidence`
#[component]
pub fn EvidencePage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let export = Signal::derive(move || format!("/evidence{}", in_scheme(scheme, address, &FILTERS)));
    view! {
        <PageHeader
            title="Evidence to confirm"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recognition"), "Recognition")]
            lead="What mentors write down counts once somebody of staff has confirmed it. Nobody confirms their own work."
        >
            <ExportButtons path=export name="evidence"/>
        </PageHeader>
        <RecognitionNav scheme/>
        <section class="card p-5">
            <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-2">
                <SearchBox label="Find a mentor" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                {filter("State", "state", "Any state", options_of!(EvidenceState))}
                {filter("Kind", "kind", "Any kind", options_of!(EvidenceKind))}
                <ProgrammeFilter scheme/>
            </div>
            <EvidenceList scheme/>
        </section>
    }
}
