use crate::client::{Query, post};
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, open_for, tell};
use cairn_domain::recognition::{AppealAnswer, AppealSubject, AppealView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Answers an appeal: whether staff agree, and why.
#[component]
pub fn AnswerDialog(appeal: RwSignal<Option<AppealView>>, query: Query) -> impl IntoView {
    let open = open_for(appeal);
    let title = Signal::derive(move || {
        appeal.with(|a| {
            a.as_ref()
                .map_or_else(String::new, |a| format!("Answer {}", a.name))
        })
    });
    view! {
        <Dialog title open>{move || appeal.get().map(|a| view! { <AnswerForm a open query/> })}</Dialog>
    }
}

/// What agreeing leads to. Agreeing changes nothing by itself: staff put it right, each thing where it is done.
const fn next_step(subject: AppealSubject) -> &'static str {
    match subject {
        AppealSubject::Award | AppealSubject::Grant => {
            "If you agree, give the award as well, on the mentor's page."
        }
        AppealSubject::Evidence => "If you agree, confirm the evidence as well, on the mentor's page.",
        AppealSubject::HearEntry => "If you agree, put the entry right as well, on its page.",
    }
}

#[component]
fn AnswerForm(a: AppealView, open: RwSignal<bool>, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("answer");
    let agree = RwSignal::new(None::<bool>);
    let answer = RwSignal::new(String::new());
    let id = a.id;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(agree) = agree.get_untracked() else {
            return form.refuse_field("/agree", "Choose whether you agree.");
        };
        let input = AppealAnswer {
            agree,
            answer: answer.get_untracked(),
        };
        form.run(async move {
            post(format!("/appeals/{id}/answer")).json(&input).done().await?;
            tell("Your answer is sent.");
            query.reload();
            let _ = open.try_set(false);
            Ok(())
        });
    };
    let choice = move |value: bool, label: &'static str| {
        view! {
            <label class="flex gap-3 items-center py-1 cursor-pointer">
                <input
                    type="radio"
                    name="agree"
                    class="radio radio-primary"
                    prop:checked=move || agree.get() == Some(value)
                    on:change=move |_| agree.set(Some(value))
                />
                <span>{label}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <form on:submit=submit class="mt-3">
            <blockquote class="mb-4 whitespace-pre-line wrap-anywhere border-l-4 border-base-300 pl-3">{a.text}</blockquote>
            <fieldset class="mb-4">
                <legend class="font-semibold mb-1">"Do you agree?"</legend>
                {choice(true, "I agree with the student")}
                {choice(false, "I don't agree")}
                <p class="text-sm opacity-80">{next_step(a.subject)}</p>
            </fieldset>
            <TextArea form at="/answer" label="Your answer" value=answer hint="The student gets it in a letter."/>
            <FormProblem form/>
            <Submit form label="Send the answer"/>
        </form>
    }
}
