use super::desk::Desk;
use crate::client::{Query, loaded};
use crate::ui::{Column, DataTable, Dialog, EmptyState, Section, open_for, text};
use crate::wording::{count, day_and_time, some};
use cairn_domain::training::{ModuleContent, ModuleVersionSummary};
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Version"),
    Column::text("Published"),
    Column::text("By"),
    Column::text("What changed"),
    Column::number("Learners"),
    Column::text("Look"),
];

/// What was published, when and by whom, and how many learn each version.
#[component]
pub fn Versions(desk: Desk) -> impl IntoView {
    let looking = RwSignal::new(None::<u32>);
    let open = open_for(looking);
    let title = Signal::derive(move || looking.get().map_or_else(String::new, |n| format!("Version {n}")));
    let list = move || {
        let versions = desk.view.with(|v| v.versions.clone());
        if versions.is_empty() {
            return view! {
                <EmptyState
                    glyph=lu::LuHistory
                    title="Nothing is published yet"
                    text="Each time you publish, the version is kept here. Mentors who have begun stay with theirs."
                />
            }
            .into_any();
        }
        let rows = versions.into_iter().map(|v| row(v, looking)).collect();
        view! {
            <Section title="Versions">
                <DataTable caption="Published versions" columns=COLUMNS rows/>
            </Section>
        }
        .into_any()
    };
    view! {
        {list}
        <Dialog title open>
            {move || looking.get().map(|number| view! { <Look desk number/> })}
        </Dialog>
    }
}

fn row(v: ModuleVersionSummary, looking: RwSignal<Option<u32>>) -> Vec<AnyView> {
    let number = v.number;
    let label = format!("Look at version {number}");
    vec![
        text(number.to_string()),
        text(day_and_time(v.published_at)),
        text(v.published_by.unwrap_or_default()),
        text(v.note),
        text(count(v.learners)),
        view! { <button type="button" class="btn btn-sm" aria-label=label on:click=move |_| looking.set(Some(number))>"Look"</button> }.into_any(),
    ]
}

/// A version in short.
#[component]
fn Look(desk: Desk, number: u32) -> impl IntoView {
    let module = desk.module;
    let query = Query::new(
        move || format!("/training-modules/{module}/versions/{number}"),
        &[],
    );
    loaded(query, |c: ModuleContent| {
        let questions = c.quiz.as_ref().map_or(0, |q| q.questions.len() as u64);
        let lessons = c
            .lessons
            .into_iter()
            .map(|l| {
                view! {
                    <details class="py-1">
                        <summary class="cursor-pointer font-semibold">{l.title}</summary>
                        <p class="whitespace-pre-line text-sm mt-1 wrap-anywhere">{l.body}</p>
                    </details>
                }
            })
            .collect_view();
        let asked = c
            .quiz
            .into_iter()
            .flat_map(|q| q.questions)
            .map(|q| view! { <li>{q.text}</li> })
            .collect_view();
        view! {
            <p class="mt-2 font-bold">{c.title}</p>
            <p>{c.summary}</p>
            <div class="mt-3">{lessons}</div>
            <details class="py-1">
                <summary class="cursor-pointer font-semibold">{some(questions, "question", "questions")}</summary>
                <ol class="list-decimal pl-6 text-sm mt-1">{asked}</ol>
            </details>
        }
        .into_any()
    })
}
