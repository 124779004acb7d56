use crate::client::{Query, post};
use crate::pages::recognition::staff::names::award_name;
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, open_for, tell};
use cairn_domain::recognition::{GrantView, Revocation};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Takes an award back, with a reason that the student reads.
#[component]
pub fn RevokeDialog(grant: RwSignal<Option<GrantView>>, query: Query) -> impl IntoView {
    let open = open_for(grant);
    let title = Signal::derive(move || {
        grant.with(|g| {
            g.as_ref().map_or_else(String::new, |g| {
                format!("Take {} back from {}", award_name(&g.award_name, g.tier), g.name)
            })
        })
    });
    view! {
        <Dialog title open>{move || grant.get().map(|g| view! { <RevokeForm g open query/> })}</Dialog>
    }
}

#[component]
fn RevokeForm(g: GrantView, open: RwSignal<bool>, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("revoke");
    let reason = RwSignal::new(String::new());
    let id = g.id;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = Revocation {
            reason: reason.get_untracked(),
        };
        form.run(async move {
            post(format!("/award-grants/{id}/revocation"))
                .json(&input)
                .done()
                .await?;
            tell("The award is taken back. The student gets a letter.");
            query.reload();
            let _ = open.try_set(false);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <p class="mb-4">
                "Its public page and its badge say so at once, without the reason. The student gets your reason in a letter and may appeal. It can be given again later."
            </p>
            <TextArea form at="/reason" label="Why" value=reason/>
            <FormProblem form/>
            <Submit form label="Take it back"/>
        </form>
    }
}
