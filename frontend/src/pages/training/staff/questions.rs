use super::export::ExportButtons;
use super::filters::ModuleFilter;
use super::nav::TrainingNav;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Tone, badge, crumb, text};
use crate::wording::{count, percent, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::training::QuestionAnalysis;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Question"),
    Column::text("Module"),
    Column::number("Asked"),
    Column::number("Right"),
    Column::number("Wrong in failed tries"),
];

/// Questions that are shown at first, and that each press adds.
const STEP: usize = 20;

/// Below this share of right answers a question deserves a second look.
const LOW: f64 = 0.5;

/// `/schemes/:scheme/training/questions`: which questions fail people, the hardest first.
#[component]
pub fn QuestionsPage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let most = RwSignal::new(STEP);
    let path = move || {
        format!(
            "/schemes/{scheme}/training/questions{}",
            address.query(&["module_id"])
        )
    };
    let questions = Query::new(path, &[Topic::Training]);
    let path = Signal::derive(path);
    view! {
        <PageHeader
            title="Which questions fail people"
            crumbs=vec![crumb(format!("/schemes/{scheme}/training"), "Training")]
            lead="The hardest first. Where most are wrong, the question may be unclear, or a lesson may say too little."
        />
        <TrainingNav scheme/>
        <section class="card p-5">
            <div class="mb-2 flex flex-wrap gap-3 items-end">
                <ModuleFilter scheme/>
                <ExportButtons path name="questions"/>
            </div>
            {loaded(questions, move |mut all: Vec<QuestionAnalysis>| {
                if all.is_empty() {
                    return view! {
                        <EmptyState
                            glyph=lu::LuCircleHelp
                            title="No answers yet"
                            text="Once mentors hand in a quiz, you see here which questions they get right."
                        />
                    }
                    .into_any();
                }
                all.sort_by(|a, b| share(a).total_cmp(&share(b)));
                let total = all.len();
                let table = move || {
                    let rows = all.iter().take(most.get()).map(|q| row(scheme, q)).collect();
                    view! { <DataTable caption="Questions, the hardest first" columns=COLUMNS rows/> }
                };
                let more = move || {
                    (most.get() < total).then(|| {
                        let left = (total - most.get()).min(STEP) as u64;
                        let label = format!("Show {}", some(left, "more question", "more questions"));
                        view! { <button class="btn btn-sm mt-4" on:click=move |_| most.update(|m| *m += STEP)>{label}</button> }
                    })
                };
                view! {
                    {table}
                    {more}
                    <p class="text-sm opacity-80 mt-3">{move || shown(most.get(), total)}</p>
                }
                .into_any()
            })}
        </section>
    }
}

/// `20 of 172 questions`
fn shown(most: usize, total: usize) -> String {
    let all = some(total as u64, "question", "questions");
    if most < total {
        format!("{} of {all}", count(most as u64))
    } else {
        all
    }
}

fn share(q: &QuestionAnalysis) -> f64 {
    q.right as f64 / q.asked.max(1) as f64
}

fn row(scheme: SchemeId, q: &QuestionAnalysis) -> Vec<AnyView> {
    let share = share(q);
    let right = if share < LOW {
        badge(Tone::Attention, percent(share))
    } else {
        text(percent(share))
    };
    let href = format!("/schemes/{scheme}/training/modules/{}?part=quiz", q.module_id);
    vec![
        view! { {q.text.clone()} <span class="block text-sm font-normal opacity-80">{q.kind.label()}</span> }
            .into_any(),
        view! { <a class="link" href=href>{q.module_title.clone()}</a> }.into_any(),
        text(count(q.asked)),
        right,
        text(count(q.wrong_in_failed)),
    ]
}
