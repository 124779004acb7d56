use crate::address::Address;
use crate::client::post;
use crate::pages::training::learn::module::Course;
use crate::ui::{Form, FormProblem};
use cairn_domain::training::AttemptView;
use leptos::prelude::*;

/// Starts a try, or goes on with the one that is open.
#[component]
pub fn StartButton(course: Course) -> impl IntoView {
    let address = Address::here();
    let form = Form::new("start-quiz");
    let start = move |_| {
        let path = course
            .module
            .with_value(|m| format!("/me/training/{}/attempts?scheme_id={}", m.module.id, m.scheme_id));
        form.run(async move {
            let attempt: AttemptView = post(path).read().await?;
            course.refresh();
            address.go(&format!("{}&attempt={}", course.href("quiz"), attempt.id));
            Ok(())
        });
    };
    let button = move || {
        let quiz = course.quiz.get()?;
        let label = match (quiz.open_attempt.is_some(), quiz.attempts) {
            (true, _) => "Go on with the quiz",
            (false, 0) => "Start the quiz",
            (false, _) => "Try again",
        };
        let none_left = quiz.open_attempt.is_none() && quiz.left_today == Some(0);
        Some(if none_left {
            view! { <p class="font-semibold">"You have had all your tries for today. Read the lessons again, and come back tomorrow."</p> }
                .into_any()
        } else {
            let class = if quiz.passed { "btn" } else { "btn btn-primary" };
            view! { <button class=class disabled=move || form.is_busy() on:click=start>{label}</button> }
                .into_any()
        })
    };
    view! {
        {button}
        <FormProblem form/>
    }
}
