//! What was answered, in words, and how it was marked.

use crate::ui::{Tone, badge};
use cairn_domain::training::{Answer, AskedQuestion, QuestionKind, QuestionMark};
use leptos::prelude::*;

/// One question of a try that was handed in.
#[component]
pub fn MarkedQuestion(
    n: usize,
    question: AskedQuestion,
    given: Option<Answer>,
    mark: QuestionMark,
) -> impl IntoView {
    let verdict = if mark.is_right {
        badge(Tone::Good, "Right")
    } else {
        badge(Tone::Attention, "Not yet")
    };
    let yours = given.map(|a| said(&question, &a)).unwrap_or_default();
    let yours = if yours.is_empty() {
        vec!["No answer".to_owned()]
    } else {
        yours
    };
    let right = mark
        .solution
        .filter(|_| !mark.is_right)
        .map(|a| view! { <Said title="The right answer" lines=said(&question, &a) ordered=is_ordered(question.kind)/> });
    view! {
        <li class="card p-5">
            <div class="flex flex-wrap items-start gap-x-3 gap-y-1">
                <h3 class="font-bold mr-auto">{format!("{}. {}", n + 1, question.text)}</h3>
                {verdict}
            </div>
            <Said title="You answered" lines=yours ordered=is_ordered(question.kind)/>
            {right}
            <p class="mt-2 empty:hidden">{mark.explanation}</p>
        </li>
    }
}

#[component]
fn Said(title: &'static str, lines: Vec<String>, ordered: bool) -> impl IntoView {
    let items = lines.into_iter().map(|l| view! { <li>{l}</li> }).collect_view();
    let list = if ordered {
        view! { <ol class="list-decimal pl-6">{items}</ol> }.into_any()
    } else {
        view! { <ul class="list-disc pl-6">{items}</ul> }.into_any()
    };
    view! {
        <p class="text-sm opacity-80 mt-2">{title}</p>
        {list}
    }
}

const fn is_ordered(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Ordering)
}

/// An answer in words, a line for each choice or pair.
fn said(question: &AskedQuestion, answer: &Answer) -> Vec<String> {
    let word = |list: &[String], place: u32| list.get(place as usize).cloned();
    match question.kind {
        QuestionKind::Matching => question
            .options
            .iter()
            .zip(&answer.places)
            .filter_map(|(left, place)| Some(format!("{left}: {}", word(&question.matches, *place)?)))
            .collect(),
        _ => answer
            .places
            .iter()
            .filter_map(|place| word(&question.options, *place))
            .collect(),
    }
}
