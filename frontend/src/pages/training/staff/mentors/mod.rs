//! Every mentor with how far they are, filtered by what the address says.

mod row;

use super::export::ExportButtons;
use super::filters::{ModuleFilter, ProgrammeFilter, StateFilter};
use super::nav::TrainingNav;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Pager, SearchBox, crumb, icon};
use crate::wording::some;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::training::MentorTraining;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Mentor"),
    Column::text("Programme"),
    Column::text("Clearance"),
    Column::number("Modules"),
    Column::text("Last step"),
    Column::text("Now at"),
];

const FILTERS: [&str; 4] = ["q", "filter", "programme_id", "module_id"];

/// `/schemes/:scheme/training/mentors`
#[component]
pub fn MentorsPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let mentors = Query::new(
        move || {
            let mut names = FILTERS.to_vec();
            names.push("after");
            format!("/schemes/{scheme}/training/mentors{}", address.query(&names))
        },
        &[Topic::Training, Topic::Cohort],
    );
    let export =
        Signal::derive(move || format!("/schemes/{scheme}/training/mentors{}", address.query(&FILTERS)));
    let may_remind = untrack(|| session.may_in(Action::RecordTraining, scheme));
    let remind = move || {
        may_remind.then(|| {
            let query = address.query(&["filter", "programme_id"]);
            view! { <a class="btn btn-primary" href=format!("/schemes/{scheme}/training/reminders{query}")>{icon(lu::LuBell)} "Remind these"</a> }
        })
    };
    view! {
        <PageHeader
            title="Mentors and their training"
            crumbs=vec![crumb(format!("/schemes/{scheme}/training"), "Training")]
        >
            <ExportButtons path=export name="mentors-training"/>
            {remind}
        </PageHeader>
        <TrainingNav scheme/>
        <section class="card p-5">
            <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-2">
                <SearchBox label="Find a mentor" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                <StateFilter/>
                <ProgrammeFilter scheme/>
                <ModuleFilter scheme/>
            </div>
            {loaded(mentors, move |page: Page<MentorTraining>| {
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
                let rows = page.items.into_iter().map(|m| row::cells(scheme, m)).collect();
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                view! {
                    <DataTable caption="Mentors and their training" columns=COLUMNS rows/>
                    <Pager next first shown/>
                }
                .into_any()
            })}
        </section>
    }
}
