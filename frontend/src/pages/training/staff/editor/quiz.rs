use super::add_button::AddButton;
use super::desk::Desk;
use super::fields::{Fault, Line};
use super::may_edit;
use super::question_card::QuestionCard;
use super::question_draft::QuestionDraft;
use crate::ui::{CheckField, Section};
use crate::wording::some;
use cairn_domain::training::QuestionKind;
use leptos::prelude::*;

/// The bank of questions, of which some are asked at a time.
#[component]
pub fn QuizTab(desk: Desk) -> impl IntoView {
    let quiz = desk.draft.quiz;
    let add = move || {
        let button = |kind: &QuestionKind| {
            let kind = *kind;
            let add = move |()| {
                quiz.questions.add(|| QuestionDraft::empty(kind));
            };
            view! { <AddButton label=kind.label() class="btn" on_add=add/> }
        };
        QuestionKind::ALL.iter().map(button).collect_view()
    };
    let count = move || quiz.questions.list.with(Vec::len) as u64;
    view! {
        <Section title="Quiz">
            <fieldset disabled=!may_edit()><legend class="sr-only">"Whether there is a quiz"</legend><CheckField label="This module has a quiz" value=quiz.is_on hint="Without one, reading everything completes the module."/></fieldset>
            <Show when=move || quiz.is_on.get()>
                <Line
                    desk
                    at="/quiz/draw"
                    label="Questions asked at a time"
                    value=quiz.draw
                    kind="number"
                    hint="At least 8. Write more than are asked: a second try then asks others."
                />
                <p>{move || format!("{} in the bank.", some(count(), "question", "questions"))}</p>
                <Fault desk at="/quiz/questions"/>
            </Show>
        </Section>
        <Show when=move || quiz.is_on.get()>
            <ol class="grid gap-4 mt-5">
                <ForEnumerate
                    each=move || quiz.questions.list.get()
                    key=|row| row.key.get_value()
                    children=move |n, row| view! { <QuestionCard desk n row/> }
                />
            </ol>
            <p class="font-semibold mt-5 mb-2">{may_edit().then_some("Add a question")}</p>
            <div class="flex flex-wrap gap-2">{add}</div>
        </Show>
    }
}
