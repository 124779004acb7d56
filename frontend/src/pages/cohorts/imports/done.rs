use super::check::Counts;
use super::faults::FaultsCard;
use crate::ui::icon;
use cairn_domain::cohorts::CohortImportView;
use cairn_domain::ids::SchemeId;
use icondata_lu as lu;
use leptos::prelude::*;

/// The file has been applied: what it did, and where to go on.
#[component]
pub fn DoneCard(scheme: SchemeId, import: CohortImportView) -> impl IntoView {
    let id = import.id;
    let report = import.report.map(|report| {
        let faults = (report.bad > 0).then(|| view! { <div class="mt-5"><FaultsCard import=id bad=report.bad faults=report.faults.clone()/></div> });
        view! {
            <Counts report/>
            {faults}
        }
    });
    view! {
        <section class="card p-5 sm:p-6 bg-primary text-primary-content border-0 mb-5">
            <h2 class="text-xl sm:text-2xl font-semibold flex items-center gap-3">{icon(lu::LuCircleCheck)} "Done. The people are in the scheme."</h2>
            <p class="mt-1">"Next, form their groups: ask for a proposal, or two, and compare."</p>
            <div class="flex flex-wrap gap-2 mt-4">
                <a class="btn bg-base-100 text-base-content border-0" href=format!("/schemes/{scheme}/proposals?new=1")>"Propose groups"</a>
                <a class="btn bg-transparent text-primary-content border-current" href=format!("/schemes/{scheme}/people")>"See the people"</a>
            </div>
        </section>
        {report}
    }
}
