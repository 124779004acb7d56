use crate::client::{Query, post};
use crate::ui::{Form, FormProblem, Section, Submit, TextArea, tell};
use crate::wording::day_and_time;
use cairn_domain::ids::WblClaimId;
use cairn_domain::recognition::{NewWblComment, WblComment, WblEvent, WblStep};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What is being written. It outlives the page's answer, which may be drawn anew while somebody writes.
#[derive(Clone, Copy)]
pub struct Texts {
    comment: RwSignal<String>,
    decision: RwSignal<String>,
}

impl Texts {
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            comment: empty(),
            decision: empty(),
        }
    }
}

/// What staff have said to a claim, and a box to say more. The student reads it.
#[component]
pub fn Talk(
    claim: WblClaimId,
    comments: Vec<WblComment>,
    may_speak: bool,
    query: Query,
    texts: Texts,
) -> impl IntoView {
    let none = comments
        .is_empty()
        .then(|| view! { <p class="opacity-80">"No comment yet."</p> });
    let items = comments
        .into_iter()
        .map(|c| {
            view! {
                <li class="py-3">
                    <p class="whitespace-pre-line wrap-anywhere">{c.text}</p>
                    <p class="text-sm opacity-80">{format!("{}, {}", c.by, day_and_time(c.said_at))}</p>
                </li>
            }
        })
        .collect_view();
    let form = may_speak.then(|| view! { <CommentForm claim query text=texts.comment/> });
    view! {
        <Section title="Comments">
            {none}
            <ul class="divide-y divide-base-300">{items}</ul>
            {form}
        </Section>
    }
}

#[component]
fn CommentForm(claim: WblClaimId, query: Query, text: RwSignal<String>) -> impl IntoView {
    let tell = tell();
    let form = Form::new("comment");
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let new = NewWblComment {
            text: text.get_untracked(),
        };
        form.run(async move {
            post(format!("/wbl-claims/{claim}/comments"))
                .json(&new)
                .done()
                .await?;
            let _ = text.try_set(String::new());
            tell("Your comment is there for the student to read.");
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <TextArea form at="/text" label="Add a comment" value=text/>
            <FormProblem form/>
            <Submit form label="Add the comment" class="btn"/>
        </form>
    }
}

/// Undoes a sign-off that was a mistake: the claim goes back to the student with a word.
#[component]
pub fn Undo(claim: WblClaimId, query: Query, texts: Texts) -> impl IntoView {
    let tell = tell();
    let form = Form::new("undo");
    let comment = texts.decision;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = WblStep {
            event: WblEvent::Return,
            comment: comment.get_untracked(),
        };
        if input.comment.trim().is_empty() {
            return form.refuse_field("/comment", "Say why, so that the student knows what to do.");
        }
        form.run(async move {
            post(format!("/wbl-claims/{claim}/steps"))
                .json(&input)
                .done()
                .await?;
            let _ = comment.try_set(String::new());
            tell("The sign-off is undone. The claim is back with the student.");
            query.reload();
            Ok(())
        });
    };
    view! {
        <Section title="Signed off by mistake?">
            <p class="text-sm mb-3">"You can undo it. The student gets a letter with your reason and can change the claim again."</p>
            <form on:submit=submit>
                <TextArea form at="/comment" label="What you say to the student" value=comment/>
                <FormProblem form/>
                <Submit form label="Undo the sign-off" class="btn"/>
            </form>
        </Section>
    }
}

/// Sends a claim back with a comment, or signs it off.
#[component]
pub fn Decision(claim: WblClaimId, complete: bool, query: Query, texts: Texts) -> impl IntoView {
    let tell = tell();
    let form = Form::new("decision");
    let comment = texts.decision;
    let step = move |event: WblEvent| {
        let input = WblStep {
            event,
            comment: comment.get_untracked(),
        };
        if event == WblEvent::Return && input.comment.trim().is_empty() {
            return form.refuse_field(
                "/comment",
                "Say what is still missing, so that the student can add it.",
            );
        }
        form.run(async move {
            post(format!("/wbl-claims/{claim}/steps"))
                .json(&input)
                .done()
                .await?;
            let _ = comment.try_set(String::new());
            tell(match event {
                WblEvent::SignOff => "The claim is signed off, with your name.",
                _ => "The claim is back with the student.",
            });
            query.reload();
            Ok(())
        });
    };
    let short = (!complete).then(|| view! { <p class="mb-3" role="note">"Some outcomes lack hours or a reflection, so it can't be signed off yet."</p> });
    view! {
        <Section title="Your decision">
            {short}
            <form on:submit=move |ev: SubmitEvent| ev.prevent_default()>
                <TextArea form at="/comment" label="What you say to the student" value=comment hint="Needed when you send it back."/>
                <FormProblem form/>
                <div class="flex flex-wrap gap-2">
                    <button type="button" class="btn btn-primary" disabled=move || !complete || form.is_busy() on:click=move |_| step(WblEvent::SignOff)>
                        "Sign it off"
                    </button>
                    <button type="button" class="btn" disabled=move || form.is_busy() on:click=move |_| step(WblEvent::Return)>
                        "Send it back"
                    </button>
                </div>
            </form>
        </Section>
    }
}
