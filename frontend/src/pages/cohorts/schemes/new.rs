use super::draft::Draft;
use super::fields::SchemeFields;
use crate::address::Address;
use crate::client::post;
use crate::session::use_session;
use crate::ui::{Form, FormProblem, PageHeader, Submit, crumb};
use cairn_domain::cohorts::SchemeView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/new`
#[component]
pub fn NewSchemePage() -> impl IntoView {
    Draft::empty().map(|draft| view! { <NewScheme draft/> })
}

#[component]
fn NewScheme(draft: Draft) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let form = Form::new("scheme");
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(input) = draft.read(form) {
            form.run(async move {
                let scheme: SchemeView = post("/schemes").json(&input).read().await?;
                session.load().await?;
                address.go(&format!("/schemes/{}/imports/new", scheme.id));
                Ok(())
            });
        }
    };
    view! {
        <PageHeader
            title="Start a scheme"
            crumbs=vec![crumb("/schemes", "Schemes")]
            lead="Name it and set its dates. You can change everything later. Next you bring in its people."
        />
        <form on:submit=submit>
            <SchemeFields form draft/>
            <FormProblem form/>
            <div class="mt-5"><Submit form label="Start this scheme"/></div>
        </form>
    }
}
