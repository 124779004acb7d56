use crate::address::Address;
use crate::client::{Query, loaded};
use crate::pages::recruitment::apply::answers::Answers;
use crate::pages::recruitment::names::application_badge;
use crate::ui::{EmptyState, FilterSelect, PageHeader, Pager, SearchBox, Section, crumb, options_of};
use crate::wording::{day_and_time, some};
use cairn_domain::ids::{ApplicationId, CallId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recruitment::{ApplicationState, ApplicationSummary, ApplicationView};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recruitment/:call/applications`
#[component]
pub fn ApplicationsPage(scheme: SchemeId, call: CallId) -> impl IntoView {
    let address = Address::here();
    let list = Query::new(
        move || {
            let filter = address.query(&["state", "q", "after"]);
            let more = filter
                .strip_prefix('?')
                .map(|f| format!("&{f}"))
                .unwrap_or_default();
            format!("/applications?call_id={call}{more}")
        },
        &[Topic::Recruitment],
    );
    let base = format!("/schemes/{scheme}/recruitment");
    let here = format!("{base}/{call}/applications");
    view! {
        <PageHeader
            title="Applications"
            crumbs=vec![crumb(base, "Recruitment")]
            lead="What was handed in. What is still being written is its writer's alone."
        />
        <section class="card p-5">
            <div class="flex flex-wrap gap-3 mb-2 items-end">
                <SearchBox label="Name or email" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                {state_filter()}
            </div>
            {loaded(list, move |page: Page<ApplicationSummary>| {
                if page.items.is_empty() {
                    return view! {
                        <EmptyState glyph=lu::LuInbox title="No application here" text="When a student hands one in, it appears here."/>
                    }
                    .into_any();
                }
                let shown = some(page.items.len() as u64, "application here", "applications here");
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                let items = page.items.into_iter().map(|a| item(&here, a)).collect_view();
                view! { <ul class="divide-y divide-base-300">{items}</ul> <Pager next first shown/> }.into_any()
            })}
        </section>
    }
}

fn item(here: &str, a: ApplicationSummary) -> AnyView {
    let facts = [
        a.programme_code,
        a.level.map(|l| l.to_string()),
        a.submitted_at.map(|t| format!("handed in {}", day_and_time(t))),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    view! {
        <li class="py-3 flex flex-wrap gap-x-4 gap-y-1 items-center">
            <div class="mr-auto min-w-0">
                <a class="link font-semibold wrap-anywhere" href=format!("{here}/{}", a.id)>{a.name}</a>
                <p class="text-sm opacity-80">{facts.join(" · ")}</p>
            </div>
            {application_badge(a.state)}
        </li>
    }
    .into_any()
}

/// `/schemes/:scheme/recruitment/:call/applications/:id`
#[component]
pub fn ApplicationPage(scheme: SchemeId, call: CallId, id: ApplicationId) -> impl IntoView {
    let query = Query::new(move || format!("/applications/{id}"), &[Topic::Recruitment]);
    loaded(query, move |a: ApplicationView| {
        let base = format!("/schemes/{scheme}/recruitment");
        let crumbs = vec![
            crumb(base.clone(), "Recruitment"),
            crumb(format!("{base}/{call}/applications"), "Applications"),
        ];
        let referee = a.draft.referee.clone().map(|r| {
            view! { <Section title="Somebody who knows them"><p class="wrap-anywhere">{format!("{} ({}), {}", r.name, r.knows, r.email)}</p></Section> }
        });
        view! {
            <PageHeader title=a.summary.name crumbs lead=a.call_title>{application_badge(a.summary.state)}</PageHeader>
            <div class="grid gap-5">
                <Answers questions=a.questions draft=a.draft/>
                {referee}
            </div>
        }
        .into_any()
    })
}

fn state_filter() -> AnyView {
    let address = Address::here();
    let value = address.signal("state");
    let options = options_of!(ApplicationState)
        .into_iter()
        .filter(|(word, _)| word != ApplicationState::Draft.as_str())
        .collect();
    view! { <FilterSelect label="State" value all="Any state" options on_change=move |v: String| address.set("state", &v)/> }.into_any()
}
