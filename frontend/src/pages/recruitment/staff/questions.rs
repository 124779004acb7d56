use super::call_draft::CallDraft;
use super::question_draft::{QuestionDraft, uses};
use crate::ui::{CheckField, Field, Form, Section, SelectField, TextArea, icon, options_of};
use cairn_domain::recruitment::CallQuestionKind;
use icondata_lu as lu;
use leptos::prelude::*;

/// What applicants are asked, in order.
#[component]
pub fn Questions(form: Form, draft: CallDraft) -> impl IntoView {
    let questions = draft.questions;
    let rows = move || {
        let all = questions.get();
        let many = all.len();
        all.into_iter()
            .enumerate()
            .map(|(n, q)| view! { <QuestionCard form q n many questions/> })
            .collect_view()
    };
    let add = move |_| {
        questions.update(|all| {
            let new = QuestionDraft::new(all);
            all.push(new);
        })
    };
    view! {
        <Section title="Questions">
            <p class="mb-3">"Ask about attitude, optimism, the wish to help and empathy. Marks are not asked for, and are refused."</p>
            <ol class="grid gap-4">{rows}</ol>
            <button type="button" class="btn mt-4" on:click=add>{icon(lu::LuPlus)} "Add a question"</button>
        </Section>
    }
}

#[component]
fn QuestionCard(
    form: Form,
    q: QuestionDraft,
    n: usize,
    many: usize,
    questions: RwSignal<Vec<QuestionDraft>>,
) -> impl IntoView {
    let at = |field: &str| format!("/questions/{n}{field}");
    let kind = move || q.kind.with(|k| k.parse::<CallQuestionKind>().ok());
    let is_text = move || kind().is_some_and(|k| uses(k).0);
    let is_choice = move || kind().is_some_and(|k| uses(k).1);
    let (situation_at, options_at, words_at) = (at("/situation"), at("/options"), at("/most_words"));
    let up = (n > 0).then(|| view! {
        <button type="button" class="btn btn-sm" on:click=move |_| questions.update(|all| all.swap(n - 1, n))>"Move up"</button>
    });
    let gone = (many > 1).then(|| view! {
        <button type="button" class="btn btn-sm" on:click=move |_| questions.update(|all| { all.remove(n); })>"Remove"</button>
    });
    view! {
        <li class="border border-base-300 rounded-box p-4">
            <h3 class="font-bold mb-2">{format!("Question {}", n + 1)}</h3>
            <Field form at=at("/label") label="The question" value=q.label/>
            <SelectField form at=at("/kind") label="How it is answered" value=q.kind options=options_of!(CallQuestionKind)/>
            <Show when=move || q.is(CallQuestionKind::Scenario)>
                <TextArea form at=situation_at.clone() label="The situation" value=q.situation/>
            </Show>
            <Show when=is_choice>
                <TextArea form at=options_at.clone() label="Answers to choose from, one a line" value=q.options/>
            </Show>
            <Show when=is_text>
                <Field form at=words_at.clone() label="Most words" value=q.most_words kind="number" hint="0 for no limit."/>
            </Show>
            <TextArea form at=at("/help") label="Help under the question" value=q.help rows=2/>
            <CheckField label="It has to be answered" value=q.required/>
            <div class="flex flex-wrap gap-2 mt-2 empty:hidden">{up} {gone}</div>
        </li>
    }
}
