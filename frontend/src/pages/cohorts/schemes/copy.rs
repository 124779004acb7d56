use crate::address::Address;
use crate::client::post;
use crate::session::use_session;
use crate::ui::{Dialog, Field, Form, FormProblem, Submit, open_for, tell};
use cairn_domain::cohorts::{CopyScheme, SchemeView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Starts next year's scheme from this year's: same programmes, sizes and levels, dates moved on.
#[component]
pub fn CopyDialog(scheme: RwSignal<Option<SchemeView>>) -> impl IntoView {
    let open = open_for(scheme);
    view! {
        <Dialog title="Copy to another year" open>
            {move || scheme.get().map(|source| view! { <CopyForm source/> })}
        </Dialog>
    }
}

#[component]
fn CopyForm(source: SchemeView) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let tell = tell();
    let form = Form::new("copy");
    let id = source.id;
    let name = RwSignal::new(source.input.name);
    let year = RwSignal::new(source.input.academic_year);
    let days = RwSignal::new("364".to_owned());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Ok(shift_days) = days.get_untracked().trim().parse() else {
            return form.refuse_field("/shift_days", "Enter a number of days.");
        };
        let copy = CopyScheme {
            name: name.get_untracked(),
            academic_year: year.get_untracked(),
            shift_days,
        };
        form.run(async move {
            let scheme: SchemeView = post(format!("/schemes/{id}/copies")).json(&copy).read().await?;
            session.load().await?;
            tell("The new scheme is ready. Its people come from a file.");
            address.go(&format!("/schemes/{}/settings", scheme.id));
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <Field form at="/name" label="Name" value=name required=true/>
            <Field form at="/academic_year" label="Academic year" value=year hint="Like 2027/28." required=true/>
            <Field
                form
                at="/shift_days"
                label="Move every date by this many days"
                value=days
                kind="number"
                hint="364 keeps the day of the week."
                required=true
            />
            <FormProblem form/>
            <Submit form label="Copy the scheme"/>
        </form>
    }
}
