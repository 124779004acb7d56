use crate::client::{Query, put};
use crate::ui::{Dialog, Field, Form, FormProblem, Submit, tell};
use cairn_domain::ids::ParticipantId;
use cairn_domain::training::{MentorTrainingDetail, ReferenceInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// When staff saw a reference for this mentor.
#[component]
pub fn ReferenceDialog(participant: ParticipantId, query: Query, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="Reference" open><ReferenceForm participant query open/></Dialog> }
}

#[component]
fn ReferenceForm(participant: ParticipantId, query: Query, open: RwSignal<bool>) -> impl IntoView {
    let tell = tell();
    let form = Form::new("reference");
    let before = untrack(|| query.value::<MentorTrainingDetail>()).and_then(|d| d.reference_seen);
    let on = RwSignal::new(before.map(|d| d.to_string()).unwrap_or_default());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = ReferenceInput {
            seen_on: on.get_untracked().parse().ok(),
        };
        form.run(async move {
            put(format!("/participants/{participant}/reference"))
                .json(&input)
                .read::<MentorTrainingDetail>()
                .await?;
            tell("It is saved.");
            open.set(false);
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <Field form at="/seen_on" label="Seen on" value=on kind="date" hint="Empty: not seen yet. The reference itself is not kept here."/>
            <FormProblem form/>
            <Submit form label="Save"/>
        </form>
    }
}
