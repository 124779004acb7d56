//! The quiz of a module: questions drawn anew for each try, answers kept as they are given, and a result with the reasons.

mod attempt;
mod attempt_form;
mod choices;
mod intro;
mod marks;
mod matching;
mod ordering;
mod preview;
mod question;
mod result;
mod start;

use super::module::Course;
use crate::address::Address;
use crate::client::{Query, loaded};
use attempt_form::AttemptForm;
use cairn_domain::training::AttemptView;
use intro::Intro;
use leptos::prelude::*;
use preview::PreviewQuiz;
use result::ResultView;

/// `?part=quiz` says what to expect; with `&attempt=` it is one try, open or handed in.
#[component]
pub fn QuizPart(course: Course) -> impl IntoView {
    if course.is_preview() {
        return view! { <PreviewQuiz course/> }.into_any();
    }
    let address = Address::here();
    let asked = Memo::new(move |_| address.get("attempt"));
    let first = StoredValue::new(true);
    (move || {
        let id = asked.get();
        // Who has just pressed the button goes on at the first question.
        let fresh = !first.get_value();
        first.set_value(false);
        if id.is_empty() {
            view! { <Intro course/> }.into_any()
        } else {
            view! { <OneAttempt course id fresh/> }.into_any()
        }
    })
    .into_any()
}

#[component]
fn OneAttempt(course: Course, id: String, fresh: bool) -> impl IntoView {
    let query = Query::new(move || format!("/quiz-attempts/{id}"), &[]);
    let handed_in = RwSignal::new(None::<AttemptView>);
    let again = move |()| query.reload();
    move || match handed_in.get() {
        Some(attempt) => view! { <ResultView course attempt fresh=true/> }.into_any(),
        None => loaded(query, move |attempt: AttemptView| {
            if attempt.submitted_at.is_some() {
                view! { <ResultView course attempt fresh=false/> }.into_any()
            } else {
                view! { <AttemptForm attempt handed_in fresh on_refused=again/> }.into_any()
            }
        }),
    }
}
