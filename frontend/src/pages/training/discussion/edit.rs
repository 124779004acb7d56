//! The dialogs in which one writes: a reply, and a change to one's own post.

use super::Desk;
use crate::client::{patch, post};
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, open_for, tell};
use cairn_domain::training::{NewTrainingPost, PostKind, TrainingPostPatch, TrainingPostView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

#[component]
pub fn ReplyDialog(desk: Desk) -> impl IntoView {
    let open = open_for(desk.replying);
    let title = Signal::derive(move || {
        desk.replying.with(|p| {
            p.as_ref()
                .map_or_else(String::new, |p| format!("Reply to {}", p.author))
        })
    });
    view! {
        <Dialog title open>
            {move || desk.replying.get().map(|parent| view! { <ReplyForm desk parent open/> })}
        </Dialog>
    }
}

#[component]
fn ReplyForm(desk: Desk, parent: TrainingPostView, open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new("post-reply");
    let tell = tell();
    let body = RwSignal::new(String::new());
    let quote = parent.body.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let new = NewTrainingPost {
            scheme_id: desk.scheme,
            parent_id: Some(parent.id),
            kind: PostKind::Post,
            body: body.get_untracked(),
        };
        form.run(async move {
            post(format!("/training-modules/{}/posts", desk.module))
                .json(&new)
                .read::<TrainingPostView>()
                .await?;
            tell("Your reply is there.");
            open.set(false);
            desk.posts.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <blockquote class="border-l-4 border-base-300 pl-3 mb-4 opacity-90 whitespace-pre-line wrap-anywhere max-h-40 overflow-y-auto" tabindex="0">
                {quote}
            </blockquote>
            <TextArea form at="/body" label="Your reply" value=body/>
            <FormProblem form/>
            <Submit form label="Reply"/>
        </form>
    }
}

#[component]
pub fn EditDialog(desk: Desk) -> impl IntoView {
    let open = open_for(desk.editing);
    view! {
        <Dialog title="Change your post" open>
            {move || desk.editing.get().map(|own| view! { <EditForm desk own open/> })}
        </Dialog>
    }
}

#[component]
fn EditForm(desk: Desk, own: TrainingPostView, open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new("post-edit");
    let tell = tell();
    let id = own.id;
    let body = RwSignal::new(own.body);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let change = TrainingPostPatch {
            body: Some(body.get_untracked()),
            is_pinned: None,
            is_hidden: None,
        };
        form.run(async move {
            patch(format!("/training-posts/{id}"))
                .json(&change)
                .done()
                .await?;
            tell("Your post is changed.");
            open.set(false);
            desk.posts.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <TextArea form at="/body" label="Your post" value=body/>
            <FormProblem form/>
            <Submit form label="Save"/>
        </form>
    }
}
