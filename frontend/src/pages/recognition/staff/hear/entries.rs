use super::blocks_list;
use super::verify::{KeptEntries, Verify, VerifyBar, VerifyDialog};
use crate::address::Address;
use crate::client::download::{CSV, XLSX};
use crate::client::{Query, loaded};
use crate::pages::recognition::staff::files::{JSON, SaveButton};
use crate::pages::recognition::staff::filters::{ActivityFilter, filter, in_scheme};
use crate::pages::recognition::staff::names::{hear_badge, hours};
use crate::pages::recognition::staff::nav::{HearNav, RecognitionNav};
use crate::session::use_session;
use crate::ui::{Chosen, tick, tick_all};
use crate::ui::{EmptyState, PageHeader, Pager, SearchBox, crumb, options_of};
use crate::wording::some;
use cairn_domain::identity::Action;
use cairn_domain::ids::{HearEntryId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{HearEntryState, HearEntryView};
use icondata_lu as lu;
use leptos::prelude::*;

const NAMES: [&str; 5] = ["q", "activity_id", "state", "ready", "after"];

/// `/schemes/:scheme/recognition/hear/entries`
#[component]
pub fn EntriesPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let query = Query::new(
        move || format!("/hear-entries{}", in_scheme(scheme, address, &NAMES)),
        &[Topic::Recognition],
    );
    let may = untrack(|| session.may_in(Action::ConfirmEvidence, scheme));
    let chosen = Chosen::<HearEntryId>::among(address, &NAMES);
    let verify = Verify::new(chosen, query);
    view! {
        <PageHeader
            title="Students' entries"
            crumbs=vec![
                crumb(format!("/schemes/{scheme}/recognition"), "Recognition"),
                crumb(format!("/schemes/{scheme}/recognition/hear"), "The HEAR"),
            ]
            lead="The files hold the entries that are verified, with the fields that a HEAR system asks for."
        >
            <Exports scheme/>
        </PageHeader>
        <RecognitionNav scheme/>
        <HearNav scheme/>
        <KeptEntries verify/>
        <section class="card p-5">
            <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-2">
                <SearchBox label="Find a student" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                <ActivityFilter scheme/>
                {filter("State", "state", "Any state", options_of!(HearEntryState))}
                {filter("Ready", "ready", "Ready or not", vec![
                    ("true".to_owned(), "Ready to verify".to_owned()),
                    ("false".to_owned(), "Something in the way".to_owned()),
                ])}
            </div>
            {loaded(query, move |page: Page<HearEntryView>| list(scheme, address, page, verify, may))}
        </section>
        <VerifyDialog verify/>
    }
}

/// The export for the institution's own record system.
#[component]
fn Exports(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let path =
        Signal::derive(move || format!("/hear-export{}", in_scheme(scheme, address, &["activity_id"])));
    view! {
        <SaveButton path media_type=XLSX name="hear-entries.xlsx" label="Excel"/>
        <SaveButton path media_type=CSV name="hear-entries.csv" label="CSV"/>
        <SaveButton path media_type=JSON name="hear-entries.json" label="JSON"/>
    }
}

fn list(scheme: SchemeId, address: Address, page: Page<HearEntryView>, verify: Verify, may: bool) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <EmptyState
                glyph=lu::LuInbox
                title="No entry here"
                text="When mentors ask to be entered, they appear here with what is still in the way. Take a filter away, or wait for the first."
            />
        }
        .into_any();
    }
    let shown = page.total.map_or_else(
        || some(page.items.len() as u64, "entry here", "entries here"),
        |total| some(total, "entry", "entries"),
    );
    let chosen = verify.chosen;
    let asked = page
        .items
        .iter()
        .filter(|e| may && e.state == HearEntryState::Asked);
    let ids = asked.map(|e| e.id).collect();
    let next = page.next.map(|after| address.with("after", &after));
    let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
    let items = page
        .items
        .into_iter()
        .map(|e| line(scheme, e, chosen, may))
        .collect_view();
    view! {
        <div class="flex flex-wrap gap-2 items-center">{tick_all(chosen, ids)} {may.then(|| view! { <VerifyBar verify/> })}</div>
        <ul class="divide-y divide-base-300">{items}</ul>
        <Pager next first shown/>
    }
    .into_any()
}

fn line(scheme: SchemeId, e: HearEntryView, chosen: Chosen<HearEntryId>, may: bool) -> AnyView {
    let href = format!("/schemes/{scheme}/recognition/hear/entries/{}", e.id);
    let box_of = (may && e.state == HearEntryState::Asked)
        .then(|| tick(chosen, e.id, &format!("{}: {}", e.name, e.title)));
    let facts = [
        Some(e.title),
        e.student_number.map(|n| format!("student number {n}")),
        e.programme_code,
        Some(hours(e.minutes)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let blocks = (e.state == HearEntryState::Asked)
        .then(|| blocks_list(&e.blocks))
        .flatten();
    view! {
        <li class="py-4 flex gap-3 items-start">
            {box_of}
            <div class="min-w-0 grow">
                <div class="flex flex-wrap gap-x-3 gap-y-1 items-center">
                    <a class="link font-semibold mr-auto wrap-anywhere" href=href>{e.name}</a>
                    {hear_badge(e.state)}
                </div>
                <p class="text-sm wrap-anywhere">{facts}</p>
                {blocks}
            </div>
        </li>
    }
    .into_any()
}
