//! The people of a scheme: find them, look at one, add one, change where they stand.

mod add;
mod edit;
mod export;
mod filters;
mod invite;
mod person;
mod row;
mod standing;

pub use person::ParticipantPage;

use crate::address::Address;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Pager, icon};
use crate::wording::some;
use cairn_domain::cohorts::ParticipantView;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Name"),
    Column::text("Role"),
    Column::text("Studies"),
    Column::text("Where they stand"),
    Column::text("Group"),
    Column::text("Change"),
];

pub const FILTERS: [&str; 6] = ["q", "role", "programme_id", "entry_status", "clearance", "sort"];

/// `/schemes/:scheme/people`
#[component]
pub fn ParticipantsPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let people = Query::new(
        move || {
            let mut names = FILTERS.to_vec();
            names.push("after");
            format!("/schemes/{scheme}/participants{}", address.query(&names))
        },
        &[Topic::Cohort, Topic::Groups],
    );
    let adding = RwSignal::new(false);
    let changing = RwSignal::new(None::<ParticipantView>);
    let may_edit = untrack(|| session.may(Action::EditCohort));
    let send = untrack(|| session.may(Action::EditPeople)).then(|| view! { <invite::InviteButton scheme/> });
    let add = may_edit.then(|| {
        view! { <button class="btn btn-primary" on:click=move |_| adding.set(true)>{icon(lu::LuUserPlus)} "Add a late arrival"</button> }
    });
    view! {
        <PageHeader title="People in the scheme" eyebrow=untrack(|| session.scheme_name(scheme))>
            <export::ExportButtons scheme/>
            {send}
            {add}
        </PageHeader>
        <section class="card p-5">
            <filters::Filters scheme/>
            {loaded(people, move |page: Page<ParticipantView>| {
                if page.items.is_empty() {
                    return view! { <Nobody scheme/> }.into_any();
                }
                let shown = page.total.map_or_else(
                    || some(page.items.len() as u64, "person here", "people here"),
                    |total| some(total, "person", "people"),
                );
                let rows = page.items.into_iter().map(|p| row::cells(scheme, p, changing, may_edit)).collect();
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                view! {
                    <DataTable caption="People in the scheme" columns=COLUMNS rows/>
                    <Pager next first shown/>
                }
                .into_any()
            })}
        </section>
        <add::AddDialog scheme open=adding people/>
        <edit::EditDialog person=changing people/>
    }
}

#[component]
fn Nobody(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let import = untrack(|| session.may(Action::ImportCohort))
        .then(|| view! { <a class="btn btn-primary" href=format!("/schemes/{scheme}/imports/new")>"Import a file"</a> });
    view! {
        <EmptyState
            glyph=lu::LuUsers
            title="Nobody to show"
            text="Take a filter away. If nobody has been brought in yet, import the cohort's file."
        >
            {import}
        </EmptyState>
    }
}
