use crate::client::{Query, delete, post};
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, tell};
use cairn_domain::groups::{NewRematchRequest, RematchRequestView};
use cairn_domain::ids::{MentorGroupId, RematchRequestId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A mentee's way to another mentor: no reason needed, nobody blamed.
#[component]
pub fn AskChange(group: MentorGroupId, open: Option<RematchRequestId>, query: Query) -> impl IntoView {
    match open {
        Some(request) => view! { <Asked request query/> }.into_any(),
        None => view! { <Ask group query/> }.into_any(),
    }
}

#[component]
fn Ask(group: MentorGroupId, query: Query) -> impl IntoView {
    let asking = RwSignal::new(false);
    view! {
        <button class="btn btn-sm mt-3" on:click=move |_| asking.set(true)>"Ask for a change of mentor"</button>
        <Dialog title="A change of mentor" open=asking>
            <AskForm group query asking/>
        </Dialog>
    }
}

#[component]
fn AskForm(group: MentorGroupId, query: Query, asking: RwSignal<bool>) -> impl IntoView {
    let form = Form::new("rematch");
    let tell = tell();
    let note = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let note = Some(note.get_untracked().trim().to_owned()).filter(|n| !n.is_empty());
        form.run(async move {
            post("/me/rematch-requests")
                .json(&NewRematchRequest {
                    group_id: group,
                    note,
                })
                .read::<RematchRequestView>()
                .await?;
            tell("We have your request. Staff look at it and write to you.");
            asking.set(false);
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-2">
            <p class="mb-4">
                "Sometimes people just don't click, or their times don't fit. That is nobody's fault. "
                "Only the staff of your scheme see this, and you need not say why."
            </p>
            <TextArea form at="/note" label="Anything that would help us to find a good match" value=note hint="You may leave this empty."/>
            <FormProblem form/>
            <Submit form label="Ask for a change"/>
        </form>
    }
}

#[component]
fn Asked(request: RematchRequestId, query: Query) -> impl IntoView {
    let form = Form::new("rematch-back");
    let tell = tell();
    let take_back = move |_| {
        form.run(async move {
            delete(format!("/me/rematch-requests/{request}")).done().await?;
            tell("Your request is taken back. You stay in this group.");
            query.reload();
            Ok(())
        });
    };
    view! {
        <p class="mt-3 text-sm">"You have asked for a change of mentor. Staff are looking at it."</p>
        <FormProblem form/>
        <button class="btn btn-sm mt-2" on:click=take_back>"Take it back"</button>
    }
}
