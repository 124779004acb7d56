//! The published groups of a scheme: what needs a decision, then the totals, then every group.

mod charts;
mod export;
mod group_list;
mod stats;
mod unplaced;

pub use unplaced::UnplacedList;

use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, icon};
use cairn_domain::groups::GroupsDashboard;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/groups`
#[component]
pub fn DashboardPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let dashboard = Query::new(
        move || format!("/schemes/{scheme}/groups/dashboard"),
        &[Topic::Groups, Topic::Cohort],
    );
    let exists = Memo::new(move |_| dashboard.value::<GroupsDashboard>().is_none_or(|d| d.groups > 0));
    let propose = untrack(|| session.may(Action::EditProposals)).then(|| {
        view! { <a class="btn btn-primary" href=format!("/schemes/{scheme}/proposals?new=1")>{icon(lu::LuShuffle)} "Propose groups"</a> }
    });
    view! {
        <PageHeader title="Mentor groups" eyebrow=untrack(|| session.scheme_name(scheme))>
            <export::ExportButtons scheme/>
            {propose}
        </PageHeader>
        <Show when=move || exists.get() fallback=move || view! { <NoGroups scheme/> }>
            {loaded(dashboard, move |d: GroupsDashboard| {
                let people = d.unplaced.clone();
                view! {
                    <stats::Stats d/>
                    <unplaced::UnplacedCard scheme people dashboard/>
                }
                .into_any()
            })}
            <div class="grid grid-cols-1 xl:grid-cols-3 gap-5 mt-5 items-start">
                <group_list::GroupList scheme dashboard/>
                {loaded(dashboard, |d: GroupsDashboard| view! { <charts::Charts d/> }.into_any())}
            </div>
        </Show>
        {move || (!exists.get()).then(|| {
            loaded(dashboard, move |d: GroupsDashboard| view! { <unplaced::UnplacedCard scheme people=d.unplaced dashboard/> }.into_any())
        })}
    }
}

#[component]
fn NoGroups(scheme: SchemeId) -> impl IntoView {
    view! {
        <EmptyState
            glyph=lu::LuNetwork
            title="No groups yet"
            text="Groups appear here when a proposal is published. Ask for proposals, compare them, and publish the one you like."
        >
            <a class="btn btn-primary" href=format!("/schemes/{scheme}/proposals")>"See the proposals"</a>
        </EmptyState>
    }
}
