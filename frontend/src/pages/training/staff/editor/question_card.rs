use super::desk::Desk;
use super::draft::Row;
use super::fields::{Choice, Fault, Lines};
use super::lesson_card::titled;
use super::question_answers::{Options, Pairs};
use super::question_draft::QuestionDraft;
use super::row_tools::RowTools;
use crate::ui::options_of;
use cairn_domain::training::QuestionKind;
use leptos::prelude::*;

/// One question, folded to its words.
#[component]
pub fn QuestionCard(desk: Desk, n: ReadSignal<usize>, row: Row<QuestionDraft>) -> impl IntoView {
    let q = row.draft;
    let base = Signal::derive(move || format!("/quiz/questions/{}", n.get()));
    let at = move |field: &'static str| Signal::derive(move || format!("{}/{field}", base.get()));
    let name = Signal::derive(move || format!("question {}", n.get() + 1));
    let is_new = untrack(|| q.text.with(String::is_empty));
    let kind = Memo::new(move |_| q.kind());
    let kinds = Signal::stored(options_of!(QuestionKind));
    let answers = move || match kind.get() {
        QuestionKind::Matching => view! {
            <Pairs desk base rows=q.pairs/>
            <Fault desk at=at("pairs")/>
        }
        .into_any(),
        kind => view! {
            <Options desk base rows=q.options kind/>
            <Fault desk at=at("options")/>
            <Fault desk at=at("correct")/>
        }
        .into_any(),
    };
    view! {
        <li class="card p-4">
            <div class="flex gap-3 items-start">
                <details class="grow min-w-0" open=is_new>
                    <summary class="cursor-pointer font-bold py-1 wrap-anywhere">
                        {move || format!("{}. {}", n.get() + 1, titled(q.text.get()))}
                        <span class="font-normal text-sm opacity-80">{move || format!(" ({})", kind.get().label().to_lowercase())}</span>
                    </summary>
                    <div class="mt-3">
                        <Choice desk at=at("kind") label="Kind" value=q.kind options=kinds/>
                        <Lines desk at=at("text") label="Question" value=q.text rows=2/>
                        {answers}
                        <Lines
                            desk
                            at=at("explanation")
                            label="Explanation"
                            value=q.explanation
                            rows=2
                            hint="Read after the quiz is handed in: why this is the right answer."
                        />
                    </div>
                </details>
                <RowTools rows=desk.draft.quiz.questions n name/>
            </div>
        </li>
    }
}
