use super::Desk;
use crate::client::post;
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, open_for, tell};
use cairn_domain::ids::TrainingPostId;
use cairn_domain::training::TrainingPostReport;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Tells staff that something is wrong with a post.
#[component]
pub fn ReportDialog(desk: Desk) -> impl IntoView {
    let open = open_for(desk.reporting);
    view! {
        <Dialog title="Report this post" open>
            {move || desk.reporting.get().map(|p| view! { <ReportForm desk id=p.id open/> })}
        </Dialog>
    }
}

#[component]
fn ReportForm(desk: Desk, id: TrainingPostId, open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new("post-report");
    let tell = tell();
    let reason = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let report = TrainingPostReport {
            reason: reason.get_untracked(),
        };
        form.run(async move {
            post(format!("/training-posts/{id}/reports"))
                .json(&report)
                .done()
                .await?;
            tell("Thank you. Staff look at it.");
            open.set(false);
            desk.posts.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-2">
            <p class="mb-4">"Only staff see your report, not the person who wrote the post. You can take it back."</p>
            <TextArea form at="/reason" label="What is wrong with it?" value=reason hint="You may leave this empty."/>
            <FormProblem form/>
            <Submit form label="Send the report"/>
        </form>
    }
}
