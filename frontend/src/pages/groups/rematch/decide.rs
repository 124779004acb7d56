use crate::client::{Query, post};
use crate::pages::groups::group_picker::GroupPicker;
use crate::ui::{Dialog, Form, FormProblem, Submit, tell};
use cairn_domain::groups::{DecideRematch, GroupChanges, RematchRequestView, RematchState};
use cairn_domain::ids::{MentorGroupId, SchemeId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The three answers: as suggested, elsewhere, or stay.
#[component]
pub fn DecideButtons(scheme: SchemeId, request: RematchRequestView, requests: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("decide");
    let choosing = RwSignal::new(false);
    let (id, suggested) = (request.id, request.suggested_group_id);
    let decide = move |outcome: RematchState, to_group_id: Option<MentorGroupId>| {
        form.run(async move {
            let answer = DecideRematch { outcome, to_group_id };
            let done: GroupChanges = post(format!("/rematch-requests/{id}/decision"))
                .json(&answer)
                .read()
                .await?;
            tell(
                done.changes
                    .first()
                    .map_or("The answer is given, and they are told.", |c| c.sentence.as_str()),
            );
            choosing.set(false);
            requests.reload();
            Ok(())
        });
    };
    let as_suggested = suggested.map(|group| {
        view! { <button class="btn btn-primary" on:click=move |_| decide(RematchState::Moved, Some(group))>"Do that"</button> }
    });
    let to = RwSignal::new(None);
    let elsewhere = move |ev: SubmitEvent| {
        ev.prevent_default();
        match to.get_untracked() {
            Some(group) => decide(RematchState::Moved, Some(group)),
            None => form.refuse_field("/to_group_id", "Choose a group."),
        }
    };
    view! {
        <FormProblem form/>
        <div class="flex flex-wrap gap-2 mt-4">
            {as_suggested}
            <button class="btn" on:click=move |_| choosing.set(true)>"Choose another group"</button>
            <button class="btn" on:click=move |_| decide(RematchState::Kept, None)>"They stay, we talk"</button>
        </div>
        <Dialog title=format!("Another group for {}", request.name) open=choosing>
            <form on:submit=elsewhere class="mt-3">
                <GroupPicker scheme value=to/>
                <FormProblem form/>
                <Submit form label="Move them there"/>
            </form>
        </Dialog>
    }
}
