use super::desk::Desk;
use crate::ui::{Dialog, Field, Form, FormProblem, Submit};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Makes what is written the next version.
#[component]
pub fn PublishDialog(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="Publish this module?" open><PublishForm desk open/></Dialog> }
}

#[component]
fn PublishForm(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new("publish");
    let note = RwSignal::new(String::new());
    let next = untrack(|| desk.summary()).published.map_or(1, |v| v + 1);
    // Only the first version of a compulsory module asks anything new of those who are cleared.
    let is_new = untrack(|| desk.summary()).is_compulsory && next == 1;
    let grace = is_new.then(|| {
        view! {
            <p class="mb-4">
                "This module is compulsory. Mentors who are cleared stay so for some days, which your scheme's rules set, to do it; \
                 then those who haven't can't meet their groups until they do."
            </p>
        }
    });
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        desk.publish(form, note.get_untracked().trim().to_owned(), open);
    };
    view! {
        <form on:submit=submit class="mt-2">
            <p class="mb-4">
                {format!("It becomes version {next}. Mentors who start from now on get it; those who have begun keep the version they know.")}
            </p>
            {grace}
            <Field form at="/note" label="What has changed" value=note hint="For those who look at the versions later. You may leave it empty."/>
            <FormProblem form/>
            <Submit form label="Publish"/>
        </form>
    }
}
