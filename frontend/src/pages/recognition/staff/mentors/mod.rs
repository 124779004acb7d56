//! Where every mentor stands with one award, filtered by what the address says.

mod give;
mod mentor;

pub use mentor::MentorPage;

use super::filters::{filter, in_scheme};
use super::names::{award_name, hours, who_badge};
use super::nav::RecognitionNav;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::pages::training::staff::{ExportButtons, ProgrammeFilter};
use crate::session::use_session;
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Pager, SearchBox, crumb, icon, options_of, text};
use crate::wording::some;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{AwardView, MentorRecognition, RecognitionFilter};
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Mentor"),
    Column::text("Programme"),
    Column::text("Award"),
    Column::text("Still missing"),
    Column::text("Confirmed"),
    Column::number("Meetings"),
];

const FILTERS: [&str; 3] = ["q", "filter", "programme_id"];

/// `/schemes/:scheme/recognition/mentors`
#[component]
pub fn MentorsPage(scheme: SchemeId) -> impl IntoView {
    let awards = Query::new(move || format!("/awards?scheme_id={scheme}"), &[]);
    view! {
        {loaded(awards, move |awards: Vec<AwardView>| {
            let awards: Vec<_> = awards.into_iter().filter(|a| !a.is_archived).collect();
            match awards.first() {
                Some(first) => {
                    let first = first.id.to_string();
                    view! { <MentorList scheme awards first/> }.into_any()
                }
                None => view! { <NoAwards scheme/> }.into_any(),
            }
        })}
    }
}

#[component]
fn Header(scheme: SchemeId, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <PageHeader
            title="Mentors and their awards"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recognition"), "Recognition")]
        >
            {children.map(|c| c())}
        </PageHeader>
        <RecognitionNav scheme/>
    }
}

#[component]
fn NoAwards(scheme: SchemeId) -> impl IntoView {
    view! {
        <Header scheme/>
        <EmptyState
            glyph=lu::LuMedal
            title="No award to look at yet"
            text="Once the scheme has an award, you see here where each mentor stands with it and what is still missing."
        >
            <a class="btn btn-primary" href=format!("/schemes/{scheme}/recognition/awards")>"See the awards"</a>
        </EmptyState>
    }
}

#[component]
fn MentorList(scheme: SchemeId, awards: Vec<AwardView>, first: String) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let first = StoredValue::new(first);
    // Without an award in the address the list is about the first one.
    let award = Memo::new(move |_| {
        Some(address.get("award_id"))
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| first.get_value())
    });
    let path = move |names: &[&str]| {
        let query = in_scheme(scheme, address, names);
        format!("/recognition-mentors{query}&award_id={}", award.get())
    };
    let mentors = Query::new(
        move || path(&[&FILTERS[..], &["after"]].concat()),
        &[Topic::Recognition, Topic::Training, Topic::Cohort],
    );
    let export = Signal::derive(move || path(&FILTERS));
    let may_give = untrack(|| session.may_all_of(Action::GrantAwards, scheme));
    let give = move || {
        may_give.then(|| {
            let href = format!("/schemes/{scheme}/recognition/awards/{}/give", award.get());
            view! { <a class="btn btn-primary" href=href>{icon(lu::LuAward)} "Give this award"</a> }
        })
    };
    view! {
        <Header scheme>
            <ExportButtons path=export name="mentors-recognition"/>
            {give}
        </Header>
        <section class="card p-5">
            <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-2">
                <SearchBox label="Find a mentor" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                <AwardChoice awards award/>
                {filter("Where they stand", "filter", "Everybody", options_of!(RecognitionFilter))}
                <ProgrammeFilter scheme/>
            </div>
            {loaded(mentors, move |page: Page<MentorRecognition>| rows(scheme, address, page))}
        </section>
    }
}

/// Which award the list is about. There is always one.
#[component]
fn AwardChoice(awards: Vec<AwardView>, award: Memo<String>) -> impl IntoView {
    let address = Address::here();
    let options = awards
        .into_iter()
        .map(|a| {
            let id = a.id.to_string();
            let own = id.clone();
            let name = award_name(&a.content.name, a.content.tier);
            view! { <option value=id prop:selected=move || award.get() == own>{name}</option> }
        })
        .collect_view();
    view! {
        <select
            class="select select-sm w-full sm:w-52"
            aria-label="Award"
            on:change:target=move |ev| address.set("award_id", &ev.target().value())
        >
            {options}
        </select>
    }
}

fn rows(scheme: SchemeId, address: Address, page: Page<MentorRecognition>) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <EmptyState glyph=lu::LuSearch title="Nobody like that" text="Take a filter away, or look for a part of the name."/>
        }
        .into_any();
    }
    let shown = page.total.map_or_else(
        || some(page.items.len() as u64, "mentor here", "mentors here"),
        |total| some(total, "mentor", "mentors"),
    );
    let rows = page.items.into_iter().map(|m| cells(scheme, m)).collect();
    let next = page.next.map(|after| address.with("after", &after));
    let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
    view! {
        <DataTable caption="Mentors and where they stand" columns=COLUMNS rows/>
        <Pager next first shown/>
    }
    .into_any()
}

fn cells(scheme: SchemeId, m: MentorRecognition) -> Vec<AnyView> {
    let href = format!("/schemes/{scheme}/recognition/mentors/{}", m.participant_id);
    let steps = m
        .steps
        .into_iter()
        .map(|step| view! { <li class="wrap-anywhere">{step}</li> })
        .collect::<Vec<_>>();
    let steps = (!steps.is_empty()).then(|| view! { <ul>{steps}</ul> });
    vec![
        view! { <a class="link" href=href>{m.name}</a> }.into_any(),
        text(m.programme_code.unwrap_or_default()),
        who_badge(m.status),
        steps.into_any(),
        text(hours(m.minutes)),
        text(m.meetings.to_string()),
    ]
}
