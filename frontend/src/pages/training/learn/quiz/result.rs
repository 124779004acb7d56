use super::marks::MarkedQuestion;
use super::start::StartButton;
use crate::pages::training::learn::module::{Course, Part, PartNav};
use crate::ui::{Tone, badge};
use crate::wording::count;
use cairn_domain::training::AttemptView;
use leptos::html;
use leptos::prelude::*;

/// How a try went, with the reason behind each answer.
#[component]
pub fn ResultView(
    course: Course,
    attempt: AttemptView,
    /// Handed in just now: the result takes the focus, and the page learns how far one is.
    fresh: bool,
    /// In a preview: starts anew.
    #[prop(optional, into)]
    on_again: Option<Callback<()>>,
) -> impl IntoView {
    let Some(result) = attempt.result else {
        return ().into_any();
    };
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(move |h2| {
        if fresh {
            let _ = h2.focus();
        }
    });
    if fresh && !course.is_preview() {
        course.refresh();
    }
    let (title, tone, word) = if result.passed {
        ("You have passed", Tone::Good, "Passed")
    } else {
        ("Not passed yet", Tone::Attention, "Try again")
    };
    let figures = format!(
        "{} of {} right, {}%. The pass mark is {}%.",
        count(result.right),
        count(result.asked),
        result.percent,
        attempt.pass_percent
    );
    let hint = (!result.passed).then_some("Look at the reasons below and at the lessons, then try again. The next try asks other questions where there are others.");
    let again = match on_again {
        Some(on_again) => {
            view! { <button class="btn" on:click=move |_| on_again.run(())>"Try again"</button> }.into_any()
        }
        None => view! { <StartButton course/> }.into_any(),
    };
    let marks = attempt
        .questions
        .into_iter()
        .zip(result.marks)
        .enumerate()
        .map(|(n, (question, mark))| {
            let given = attempt.answers.get(&question.key).cloned();
            view! { <MarkedQuestion n question given mark/> }
        })
        .collect_view();
    view! {
        <section class="card p-5 sm:p-6">
            <div class="flex flex-wrap items-center gap-3">
                <h2 node_ref=heading tabindex="-1" class="text-2xl font-bold outline-none mr-auto">{title}</h2>
                {badge(tone, word)}
            </div>
            <p class="mt-2 text-lg">{figures}</p>
            <p class="mt-1 empty:hidden">{hint}</p>
            <div class="mt-4">{again}</div>
        </section>
        <h2 class="text-xl font-bold mt-6 mb-3">"Your answers, and why"</h2>
        <ol class="grid gap-4">{marks}</ol>
        <PartNav course part=Part::Quiz main=result.passed/>
    }
    .into_any()
}
