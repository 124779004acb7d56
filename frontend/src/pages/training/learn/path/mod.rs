//! `/training`: what is next, how far one is, and what is missing before one meets mentees.

mod conduct;
mod module_item;
mod next_card;
mod progress;
mod refreshers;

pub use next_card::NextStep;

use crate::client::{Query, loaded};
use crate::ui::{EmptyState, PageHeader, Section};
use cairn_domain::operations::Topic;
use cairn_domain::training::{ModuleState, MyModule, MyTraining};
use icondata_lu as lu;
use leptos::prelude::*;
use module_item::ModuleItem;

/// `/training`
#[component]
pub fn TrainingPage() -> impl IntoView {
    let query = Query::new(|| "/me/training".to_owned(), &[Topic::Training, Topic::Cohort]);
    loaded(query, move |mine: Vec<MyTraining>| {
        let title = mine.first().map_or("Your training", title);
        let nothing = mine.is_empty().then(|| {
            view! {
                <EmptyState
                    glyph=lu::LuGraduationCap
                    title="There is no training for you yet"
                    text="It appears here as soon as you mentor in a scheme. Staff write to you then."
                />
            }
        });
        let several = mine.len() > 1;
        let paths = mine
            .into_iter()
            .map(|training| view! { <Path training several query/> })
            .collect_view();
        view! {
            <PageHeader title/>
            {nothing}
            <div class="grid gap-10">{paths}</div>
        }
        .into_any()
    })
}

fn title(training: &MyTraining) -> &'static str {
    let lapsed = training
        .modules
        .iter()
        .any(|m| m.is_compulsory && m.state == ModuleState::Lapsed);
    match (training.clearance.is_cleared, lapsed) {
        (true, _) => "You are cleared to mentor",
        (false, true) => "Some of your training needs a refresh",
        (false, false) => "Your training",
    }
}

/// The path of one scheme.
#[component]
fn Path(training: MyTraining, several: bool, query: Query) -> impl IntoView {
    let scheme = training.scheme_id;
    let name = several.then(|| view! { <h2 class="text-2xl font-bold">{training.scheme_name.clone()}</h2> });
    let list = |title: &'static str, modules: Vec<MyModule>| {
        (!modules.is_empty()).then(|| {
            let items = modules
                .into_iter()
                .map(|m| view! { <ModuleItem m scheme/> })
                .collect_view();
            view! {
                <Section title>
                    <ul class="divide-y divide-base-300">{items}</ul>
                </Section>
            }
        })
    };
    let next = view! { <NextStep training=training.clone() home=false/> };
    let far = view! { <progress::ProgressCard training=training.clone()/> };
    let due = view! { <refreshers::Refreshers training=training.clone()/> };
    let conduct = training
        .code_of_conduct
        .map(|conduct| view! { <conduct::ConductCard conduct scheme query/> });
    let (needed, optional): (Vec<_>, Vec<_>) = training.modules.into_iter().partition(|m| m.is_compulsory);
    view! {
        <article class="grid gap-5">
            {name}
            {next}
            {due}
            <div class="grid gap-5 lg:grid-cols-3 items-start">
                <div class="grid gap-5 min-w-0 lg:order-2">{far} {conduct}</div>
                <div class="grid gap-5 lg:col-span-2 min-w-0 lg:order-1">
                    {list("What you need", needed)}
                    {list("More, if you like", optional)}
                </div>
            </div>
        </article>
    }
}
