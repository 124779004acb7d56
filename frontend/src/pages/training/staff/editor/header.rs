use super::desk::Desk;
use super::more::MoreActions;
use super::publish::PublishDialog;
use crate::ui::{FormProblem, PageHeader, Tone, badge, crumb, icon};
use icondata_lu as lu;
use leptos::prelude::*;

/// The module's name and state, and what can be done with it.
#[component]
pub fn Header(desk: Desk) -> impl IntoView {
    let publishing = RwSignal::new(false);
    let summary = untrack(|| desk.summary());
    let may_edit = desk.may_edit();
    let way = vec![
        crumb(format!("/schemes/{}/training", desk.scheme), "Training"),
        crumb(format!("/schemes/{}/training/modules", desk.scheme), "Modules"),
    ];
    let publish = move |_| {
        if desk.gaps().is_empty() {
            publishing.set(true);
        } else {
            desk.checking.set(true);
        }
    };
    let save = move || {
        may_edit.then(|| {
            view! {
                <button class="btn btn-primary" disabled=move || !desk.dirty.get() || desk.form.is_busy() on:click=move |_| desk.save()>
                    "Save the draft"
                </button>
                <button class="btn" disabled=move || !desk.has_news() on:click=publish>{icon(lu::LuSend)} "Publish"</button>
            }
        })
    };
    let states = move || {
        let s = desk.summary();
        let published = match s.published {
            Some(v) => badge(Tone::Good, format!("Version {v} is published")),
            None => badge(Tone::Plain, "Not published yet"),
        };
        let draft = s.has_draft.then(|| badge(Tone::Attention, "Draft"));
        let archived = s.is_archived.then(|| badge(Tone::Plain, "Put away"));
        let unsaved = desk.dirty.get().then(|| badge(Tone::Attention, "Not saved"));
        view! { {published} {draft} {archived} {unsaved} }
    };
    let lead = (!may_edit).then_some("You can look at this module. Changing it is for those it belongs to.");
    view! {
        <PageHeader title=summary.title crumbs=way lead=lead.unwrap_or_default()>
            <a class="btn" href=desk.href("/preview")>{icon(lu::LuEye)} "Preview"</a>
            {save}
        </PageHeader>
        <div class="flex flex-wrap gap-2 items-center mb-4" role="status">{states}</div>
        <FormProblem form=desk.form/>
        <MoreActions desk/>
        <PublishDialog desk open=publishing/>
    }
}
