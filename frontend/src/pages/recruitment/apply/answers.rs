use crate::ui::Section;
use cairn_domain::cohorts::availability::{DAYS, PARTS};
use cairn_domain::recruitment::{CallAnswer, CallQuestion};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Answers as they were given.
#[component]
pub fn Answers(questions: Vec<CallQuestion>, answers: BTreeMap<String, CallAnswer>) -> impl IntoView {
    let shown = questions
        .into_iter()
        .map(|q| {
            let said = answers.get(&q.key).map(said).filter(|s| !s.is_empty());
            let situation = (!q.situation.is_empty())
                .then(|| view! { <p class="border-l-4 border-base-300 pl-3 my-1 font-normal whitespace-pre-line">{q.situation}</p> });
            view! {
                <div class="py-3">
                    <dt class="font-semibold">{q.label} {situation}</dt>
                    <dd class="mt-1 whitespace-pre-line wrap-anywhere">{said.unwrap_or_else(|| "No answer.".to_owned())}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <Section title="Answers"><dl class="divide-y divide-base-300">{shown}</dl></Section> }
}

fn said(a: &CallAnswer) -> String {
    if !a.text.is_empty() {
        return a.text.clone();
    }
    if !a.choices.is_empty() {
        return a.choices.join(", ");
    }
    let Some(week) = a.availability else {
        return String::new();
    };
    let mut slots = vec![];
    for (d, day) in DAYS.iter().enumerate() {
        for (p, part) in PARTS.iter().enumerate() {
            if week.has(d as u32, p as u32) {
                slots.push(format!("{day} {part}"));
            }
        }
    }
    slots.join(", ")
}
