use super::decide::{Decide, DecideBar, DecideDialog, Kept};
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::pages::recruitment::names::{application_badge, stand_badge};
use crate::ui::{
    Chosen, EmptyState, FilterSelect, PageHeader, Pager, SearchBox, crumb, options_of, tick, tick_all,
};
use crate::wording::{day_and_time, some};
use cairn_domain::ids::{ApplicationId, CallId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recruitment::{ApplicationOrder, ApplicationState, ApplicationSummary, ScoringStand};
use icondata_lu as lu;
use leptos::prelude::*;

const NAMES: [&str; 5] = ["state", "scoring", "order", "q", "after"];

/// `/schemes/:scheme/recruitment/:call/applications`
#[component]
pub fn ApplicationsPage(scheme: SchemeId, call: CallId) -> impl IntoView {
    let address = Address::here();
    let list = Query::new(
        move || {
            let filter = address.query(&NAMES);
            let more = filter
                .strip_prefix('?')
                .map(|f| format!("&{f}"))
                .unwrap_or_default();
            format!("/applications?call_id={call}{more}")
        },
        &[Topic::Recruitment],
    );
    let decide = Decide::new(Chosen::among(address, &NAMES), list);
    let base = format!("/schemes/{scheme}/recruitment");
    let here = format!("{base}/{call}/applications");
    let selection = format!("{base}/{call}/selection");
    view! {
        <PageHeader
            title="Applications"
            crumbs=vec![crumb(base, "Recruitment")]
            lead="What was handed in. What is still being written is its writer's alone."
        >
            <a class="btn" href=selection>"Scoring and places"</a>
        </PageHeader>
        <section class="card p-5">
            <div class="flex flex-wrap gap-3 mb-2 items-end">
                <SearchBox label="Name or email" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                {filters(address)}
            </div>
            <Kept decide/>
            {loaded(list, move |page: Page<ApplicationSummary>| {
                if page.items.is_empty() {
                    return view! {
                        <EmptyState glyph=lu::LuInbox title="No application here" text="When a student hands one in, it appears here. Take a filter away to see more."/>
                    }
                    .into_any();
                }
                let shown = some(page.items.len() as u64, "application here", "applications here");
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                let open = page.items.iter().filter(|a| is_open(a)).map(|a| a.id).collect();
                let items = page.items.into_iter().map(|a| item(&here, a, decide.chosen)).collect_view();
                view! {
                    <div class="flex flex-wrap gap-2 items-center">{tick_all(decide.chosen, open)} <DecideBar decide/></div>
                    <ul class="divide-y divide-base-300">{items}</ul>
                    <Pager next first shown/>
                }
                .into_any()
            })}
        </section>
        <DecideDialog decide/>
    }
}

/// Whether anything can be decided about it.
fn is_open(a: &ApplicationSummary) -> bool {
    a.state.is_scored() || a.state == ApplicationState::WaitingList
}

fn item(here: &str, a: ApplicationSummary, chosen: Chosen<ApplicationId>) -> AnyView {
    let offer = a
        .offer_until
        .filter(|_| a.state == ApplicationState::Offered)
        .map(|t| format!("offer until {}", day_and_time(t)));
    let facts = [
        a.programme_code.clone(),
        a.level.map(|l| l.to_string()),
        a.submitted_at.map(|t| format!("handed in {}", day_and_time(t))),
        offer,
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let scoring = (a.state != ApplicationState::Withdrawn).then(|| stand_badge(a.scoring, a.rubric_sum));
    let tick = is_open(&a).then(|| tick(chosen, a.id, &a.name));
    view! {
        <li class="py-3 flex gap-3 items-start">
            {tick}
            <div class="flex flex-wrap gap-x-4 gap-y-1 items-center grow min-w-0">
                <div class="mr-auto min-w-0">
                    <a class="link font-semibold wrap-anywhere" href=format!("{here}/{}", a.id)>{a.name}</a>
                    <p class="text-sm opacity-80">{facts.join(" · ")}</p>
                </div>
                {scoring}
                {application_badge(a.state)}
            </div>
        </li>
    }
    .into_any()
}

fn filters(address: Address) -> AnyView {
    let states = options_of!(ApplicationState)
        .into_iter()
        .filter(|(word, _)| word != ApplicationState::Draft.as_str())
        .collect();
    view! {
        <FilterSelect label="State" value=address.signal("state") all="Any state" options=states on_change=move |v: String| address.set("state", &v)/>
        <FilterSelect label="Scoring" value=address.signal("scoring") all="Scored or not" options=options_of!(ScoringStand) on_change=move |v: String| address.set("scoring", &v)/>
        <FilterSelect
            label="Order"
            value=address.signal("order")
            all="As they were begun"
            options=vec![(ApplicationOrder::Score.as_str().to_owned(), ApplicationOrder::Score.label().to_owned())]
            on_change=move |v: String| address.set("order", &v)
        />
    }
    .into_any()
}
