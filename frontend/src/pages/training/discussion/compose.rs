use super::Desk;
use crate::client::post;
use crate::ui::{CheckField, Form, FormProblem, Submit, TextArea, tell};
use cairn_domain::training::{NewTrainingPost, PostKind, TrainingPostView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A new post, or an idea for others to use.
#[component]
pub fn Compose(desk: Desk) -> impl IntoView {
    let form = Form::new("post-new");
    let tell = tell();
    let body = RwSignal::new(String::new());
    let is_idea = RwSignal::new(false);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let new = NewTrainingPost {
            scheme_id: desk.scheme,
            parent_id: None,
            kind: if is_idea.get_untracked() {
                PostKind::Idea
            } else {
                PostKind::Post
            },
            body: body.get_untracked(),
        };
        form.run(async move {
            post(format!("/training-modules/{}/posts", desk.module))
                .json(&new)
                .read::<TrainingPostView>()
                .await?;
            tell("Your post is there for others to read.");
            body.set(String::new());
            is_idea.set(false);
            desk.posts.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="card p-5">
            <TextArea form at="/body" label="Write something" value=body/>
            <CheckField
                label="This is an idea for an activity"
                value=is_idea
                hint="Others can find ideas and try them with their groups."
            />
            <FormProblem form/>
            <div><Submit form label="Post it"/></div>
        </form>
    }
}
