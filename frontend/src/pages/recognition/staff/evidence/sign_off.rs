use crate::client::post;
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, tell};
use cairn_domain::ids::ParticipantId;
use cairn_domain::recognition::{EvidenceView, NewSignOff};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Signs off a mentor's work as a whole.
#[component]
pub fn SignOffDialog(
    participant: ParticipantId,
    #[prop(into)] name: Signal<String>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let title = Signal::derive(move || format!("Sign off {}", name.get()));
    view! { <Dialog title open><SignOffForm participant open/></Dialog> }
}

#[component]
fn SignOffForm(participant: ParticipantId, open: RwSignal<bool>) -> impl IntoView {
    let tell = tell();
    let form = Form::new("sign-off");
    let note = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let new = NewSignOff {
            participant_id: participant,
            note: note.get_untracked(),
        };
        form.run(async move {
            post("/sign-offs").json(&new).read::<EvidenceView>().await?;
            tell("It is signed off, with your name.");
            let _ = open.try_set(false);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <p class="mb-4">"You say that this mentor did what they were asked to do. Awards can ask for that. It carries your name."</p>
            <TextArea form at="/note" label="What you saw" value=note hint="A sentence is enough. The mentor reads it."/>
            <FormProblem form/>
            <Submit form label="Sign off"/>
        </form>
    }
}
