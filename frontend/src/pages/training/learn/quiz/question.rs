use super::attempt::Attempt;
use super::choices::Choices;
use super::matching::Matching;
use super::ordering::Ordering;
use cairn_domain::training::{AskedQuestion, QuestionKind};
use leptos::prelude::*;

/// One question, answered as its kind asks for.
#[component]
pub fn QuestionCard(question: AskedQuestion, n: usize, attempt: Attempt) -> impl IntoView {
    let text = question.text.clone();
    let how = match question.kind {
        QuestionKind::Single => "Choose one.",
        QuestionKind::Multiple => "Choose all that apply.",
        QuestionKind::Ordering => "Put these in order, first to last. Use the arrows, or drag.",
        QuestionKind::Matching => "Choose what belongs to each.",
    };
    let body = match question.kind {
        QuestionKind::Single | QuestionKind::Multiple => view! { <Choices question attempt/> }.into_any(),
        QuestionKind::Ordering => view! { <Ordering question attempt/> }.into_any(),
        QuestionKind::Matching => view! { <Matching question n attempt/> }.into_any(),
    };
    view! {
        <fieldset class="card p-5 sm:p-6" id=format!("question-{n}")>
            <legend class="float-left text-lg font-bold"><span class="opacity-80">{format!("Question {}: ", n + 1)}</span> {text}</legend>
            <p class="text-sm opacity-80 clear-left mb-2">{how}</p>
            {body}
        </fieldset>
    }
}
