use super::Desk;
use crate::client::delete;
use crate::ui::{Confirm, Form, open_for, tell};
use leptos::prelude::*;

/// Takes a post away, after asking.
#[component]
pub fn RemoveDialog(desk: Desk) -> impl IntoView {
    let form = Form::new("post-remove");
    let tell = tell();
    let open = open_for(desk.removing);
    let remove = move |()| {
        let Some(id) = desk.removing.with_untracked(|p| p.as_ref().map(|p| p.id)) else {
            return;
        };
        form.run(async move {
            delete(format!("/training-posts/{id}")).done().await?;
            tell("The post is gone.");
            open.set(false);
            desk.posts.reload();
            Ok(())
        });
    };
    view! {
        <Confirm
            open
            title="Delete this post?"
            text="Your words are gone for everybody. Replies to it stay."
            action="Delete it"
            form
            on_yes=remove
        />
    }
}
