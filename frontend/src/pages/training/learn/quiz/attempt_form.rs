use super::attempt::Attempt;
use super::question::QuestionCard;
use crate::client::post;
use crate::pages::training::learn::module::SaveLine;
use crate::ui::{Confirm, Form, FormProblem, Submit};
use crate::wording::{in_words, some};
use cairn_domain::training::AttemptView;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The questions of an open try. Every answer is kept as it is given; handing in marks them.
#[component]
pub fn AttemptForm(
    attempt: AttemptView,
    handed_in: RwSignal<Option<AttemptView>>,
    /// Begun just now: the focus goes to where the questions begin.
    fresh: bool,
    /// The server refused an answer: this try may have been handed in elsewhere.
    #[prop(into)]
    on_refused: Callback<()>,
    /// In a preview: marks what was answered, instead of the server.
    #[prop(optional)]
    marked_here: Option<Callback<AttemptView, AttemptView>>,
) -> impl IntoView {
    let form = Form::new("quiz");
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(move |h2| {
        if fresh {
            let _ = h2.focus();
        }
    });
    let title = format!(
        "{} to answer",
        some(attempt.questions.len() as u64, "question", "questions")
    );
    let asking = RwSignal::new(false);
    let at = Attempt::of(&attempt, marked_here.is_none());
    let cards = attempt
        .questions
        .iter()
        .cloned()
        .enumerate()
        .map(|(n, question)| view! { <QuestionCard question n attempt=at/> })
        .collect_view();
    let view = StoredValue::new(attempt);
    let hand_in = move || {
        asking.set(false);
        if let Some(mark) = marked_here {
            let answers = at.given.get_untracked();
            let answered = AttemptView {
                answers,
                ..view.get_value()
            };
            handed_in.set(Some(mark.run(answered)));
            return;
        }
        let id = view.with_value(|v| v.id);
        form.run(async move {
            let result: AttemptView = post(format!("/quiz-attempts/{id}/submission")).read().await?;
            handed_in.set(Some(result));
            Ok(())
        });
    };
    // Answers that are still on their way go first.
    let settle = move || match at.saver {
        Some(saver) => saver.settle(Callback::new(move |kept| match kept {
            Ok(()) => hand_in(),
            Err(problem) => form.refuse(problem),
        })),
        None => hand_in(),
    };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if at.open().is_empty() {
            settle();
        } else {
            asking.set(true);
        }
    };
    let answered = move || {
        let (all, open) = (at.count(), at.open().len());
        format!("{} of {all} answered", all - open)
    };
    let missing = Signal::derive(move || missing(&at.open()));
    let save_line = at
        .saver
        .map(|saver| view! { <SaveLine state=saver.state on_refused/> });
    view! {
        <form on:submit=submit>
            <h2 node_ref=heading tabindex="-1" class="text-xl font-bold mb-3 outline-none">{title}</h2>
            <div class="grid gap-5">{cards}</div>
            <div class="mt-5 flex flex-wrap items-center gap-4">
                <Submit form label="Hand in"/>
                <p role="status">{answered}</p>
            </div>
            <FormProblem form/>
        </form>
        {save_line}
        <Confirm
            open=asking
            title="Some questions have no answer yet"
            text=missing
            action="Hand in as it is"
            form
            on_yes=move |()| settle()
        />
    }
}

fn missing(open: &[usize]) -> String {
    let names = open
        .iter()
        .map(|n| (n + 1).to_string())
        .collect::<Vec<_>>()
        .join(", ");
    if open.len() == 1 {
        format!("Question {names} has no whole answer. It would count as not right.")
    } else {
        format!(
            "{} have no whole answer: {names}. They would count as not right.",
            match open.len() {
                n @ ..13 => format!("{} questions", in_words(n as u64)),
                n => some(n as u64, "question", "questions"),
            }
        )
    }
}
