use crate::address::Address;
use crate::client::post;
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, tell};
use cairn_domain::ids::ScoringId;
use cairn_domain::recruitment::ScoringConflict;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Says that one can't be fair, so that somebody else is asked.
#[component]
pub fn ConflictDialog(id: ScoringId, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="I can't be fair" open><ConflictForm id open/></Dialog> }
}

#[component]
fn ConflictForm(id: ScoringId, open: RwSignal<bool>) -> impl IntoView {
    let tell = tell();
    let address = Address::here();
    let form = Form::new("conflict");
    let reason = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let said = ScoringConflict {
            reason: reason.get_untracked(),
        };
        form.run(async move {
            post(format!("/me/scorings/{id}/conflict"))
                .json(&said)
                .done()
                .await?;
            let _ = open.try_set(false);
            tell("Thank you for saying so. It goes to somebody else.");
            address.go("/scorings");
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <p class="mb-3">"Perhaps you can tell who it is, and are close to them. Somebody else reads it then, and it says nothing about you."</p>
            <TextArea form at="/reason" label="In a few words, why?" value=reason hint="The people who run the call read this. The student doesn't." rows=3/>
            <FormProblem form/>
            <Submit form label="Give it back"/>
        </form>
    }
}
