use super::copy::CopyDialog;
use super::draft::Draft;
use super::fields::SchemeFields;
use crate::client::{Query, loaded, put};
use crate::session::use_session;
use crate::ui::{Form, FormProblem, PageHeader, Submit, crumb, tell};
use cairn_domain::cohorts::SchemeView;
use cairn_domain::ids::SchemeId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/settings`
#[component]
pub fn SchemeSettingsPage(scheme: SchemeId) -> impl IntoView {
    let query = Query::new(move || format!("/schemes/{scheme}"), &[]);
    loaded(query, move |scheme: SchemeView| {
        view! { <SettingsForm scheme query/> }.into_any()
    })
}

#[component]
fn SettingsForm(scheme: SchemeView, query: Query) -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let form = Form::new("scheme");
    let (id, version) = (scheme.id, scheme.version);
    let copying = RwSignal::new(None);
    let source = scheme.clone();
    let draft = Draft::of(&scheme.input);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(input) = draft.read(form) {
            form.run(async move {
                put(format!("/schemes/{id}"))
                    .json(&input)
                    .if_match(version)
                    .read::<SchemeView>()
                    .await?;
                tell("The scheme is saved.");
                query.reload();
                session.load().await
            });
        }
    };
    view! {
        <PageHeader title="The scheme's settings" crumbs=vec![crumb(format!("/schemes/{id}"), scheme.input.name)]>
            <button class="btn" on:click=move |_| copying.set(Some(source.clone()))>"Copy to another year"</button>
        </PageHeader>
        <form on:submit=submit>
            <SchemeFields form draft/>
            <FormProblem form/>
            <div class="mt-5"><Submit form label="Save the scheme"/></div>
        </form>
        <CopyDialog scheme=copying/>
    }
}
