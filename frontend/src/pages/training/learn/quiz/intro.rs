use super::start::StartButton;
use crate::pages::training::learn::module::{Course, Part, PartNav};
use crate::wording::{count, some};
use cairn_domain::training::QuizState;
use leptos::prelude::*;

/// What to expect, and the way in.
#[component]
pub fn Intro(course: Course) -> impl IntoView {
    let passed = Signal::derive(move || course.progress.with(|p| p.quiz_passed));
    let facts = move || course.quiz.get().map(|quiz| view! { <Facts quiz/> });
    view! {
        <section class="card p-5 sm:p-8">
            {facts}
            <div class="mt-5"><StartButton course/></div>
        </section>
        <PartNav course part=Part::Quiz main=passed/>
    }
}

#[component]
fn Facts(quiz: QuizState) -> impl IntoView {
    let need = (u64::from(quiz.questions) * u64::from(quiz.pass_percent)).div_ceil(100);
    let passed = quiz.passed.then(|| view! { <p class="font-bold mb-2">"You have passed this quiz. You can take it again to refresh your memory."</p> });
    let before = (quiz.attempts > 0).then(|| {
        let best = quiz
            .best_percent
            .map(|p| format!(", your best is {p}%"))
            .unwrap_or_default();
        view! { <li>{format!("So far: {}{best}.", some(quiz.attempts, "try", "tries"))}</li> }
    });
    let left = match quiz.left_today {
        None => view! { <li>"You can try as often as you like."</li> }.into_any(),
        Some(n) => view! { <li>{format!("You can start {} today.", some(n, "more try", "more tries"))}</li> }
            .into_any(),
    };
    view! {
        {passed}
        <ul class="list-disc pl-5 grid gap-1">
            <li>{format!("{}, drawn from a larger number.", some(quiz.questions, "question", "questions"))}</li>
            <li>{format!("{} right answers pass.", count(need))}</li>
            <li>"Take your time. Your answers are kept as you give them, and you can go on later or on another device."</li>
            {left}
            {before}
        </ul>
    }
}
