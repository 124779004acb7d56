mod invite;
mod person_row;
mod roles;

use crate::address::Address;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Pager, SearchBox, icon};
use crate::wording::some;
use cairn_domain::identity::{Action, PersonSummary};
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Name"),
    Column::text("Email"),
    Column::text("Account"),
    Column::text("Roles"),
    Column::text("Change"),
];

/// `/people`: who has an account, and what they are.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let people = Query::new(move || format!("/people{}", address.query(&["q", "after"])), &[]);
    let inviting = RwSignal::new(false);
    let changing = RwSignal::new(None::<PersonSummary>);
    let may_edit = untrack(|| session.may(Action::EditPeople));
    let invite = may_edit.then(|| {
        view! {
            <button class="btn btn-primary" on:click=move |_| inviting.set(true)>{icon(lu::LuUserPlus)} "Invite somebody"</button>
        }
    });
    view! {
        <PageHeader title="Accounts and roles" lead="Who can sign in to Cairn, and what each of them may do.">{invite}</PageHeader>
        <section class="card p-5">
            <SearchBox label="Find a name or email" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
            {loaded(people, move |page: Page<PersonSummary>| {
                if page.items.is_empty() {
                    return view! {
                        <EmptyState
                            glyph=lu::LuUsers
                            title="Nobody by that name"
                            text="Look for a part of the name or address, or invite somebody new."
                        />
                    }
                    .into_any();
                }
                let shown = some(page.items.len() as u64, "person here", "people here");
                let rows = page.items.into_iter().map(|p| person_row::cells(p, changing, may_edit)).collect();
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                view! {
                    <DataTable caption="Accounts" columns=COLUMNS rows/>
                    <Pager next first shown/>
                }
                .into_any()
            })}
        </section>
        <invite::InviteDialog open=inviting people/>
        <roles::RolesDialog person=changing people/>
    }
}
