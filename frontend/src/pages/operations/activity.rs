use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Pager, text};
use crate::wording::{day_and_time, some};
use cairn_domain::operations::AuditEventView;
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("What was done"),
    Column::text("By"),
    Column::text("When"),
];

/// `/activity`: who did what, and when.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let address = Address::here();
    let events = Query::new(
        move || format!("/audit-events{}", address.query(&["scheme_id", "after"])),
        &[],
    );
    view! {
        <PageHeader title="What was done, and by whom" lead="Every change is kept here. Nobody can edit or remove an entry."/>
        {loaded(events, move |page: Page<AuditEventView>| {
            if page.items.is_empty() {
                return view! { <EmptyState glyph=lu::LuHistory title="Nothing yet" text="Sign-ins, imports, published groups and other changes appear here."/> }
                    .into_any();
            }
            let shown = some(page.items.len() as u64, "entry here", "entries here");
            let next = page.next.map(|after| address.with("after", &after));
            let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
            let rows = page
                .items
                .into_iter()
                .map(|e| vec![text(e.sentence), text(e.actor_name.unwrap_or_else(|| "Cairn".to_owned())), text(day_and_time(e.at))])
                .collect();
            view! {
                <section class="card p-5">
                    <DataTable caption="What was done" columns=COLUMNS rows/>
                    <Pager next first shown/>
                </section>
            }
            .into_any()
        })}
    }
}
