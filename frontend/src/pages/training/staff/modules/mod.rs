//! The modules of a scheme's path in their order: central ones and the scheme's own.

mod import;
mod new;
mod new_form;
mod path;
mod row;

use super::nav::TrainingNav;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, FormProblem, PageHeader, Section, crumb, icon};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::training::ModuleSummary;
use icondata_lu as lu;
use leptos::prelude::*;
use path::PathDesk;

/// `/schemes/:scheme/training/modules`
#[component]
pub fn ModulesPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let query = Query::new(
        move || format!("/training-modules?scheme_id={scheme}"),
        &[Topic::Training],
    );
    let desk = PathDesk::new(scheme, query);
    let adding = RwSignal::new(false);
    let importing = RwSignal::new(false);
    let may_edit = untrack(|| session.may_in(Action::EditTraining, scheme));
    let add = may_edit.then(|| {
        view! {
            <button class="btn" on:click=move |_| importing.set(true)>{icon(lu::LuFileUp)} "Import a file"</button>
            <button class="btn btn-primary" on:click=move |_| adding.set(true)>{icon(lu::LuPlus)} "New module"</button>
        }
    });
    view! {
        <PageHeader
            title="What mentors learn"
            crumbs=vec![crumb(format!("/schemes/{scheme}/training"), "Training")]
            lead="Mentors meet the modules in this order. Only compulsory ones are needed to be cleared."
        >
            {add}
        </PageHeader>
        <TrainingNav scheme/>
        <FormProblem form=desk.form/>
        {loaded(query, move |all: Vec<ModuleSummary>| {
            if all.is_empty() {
                return view! {
                    <EmptyState glyph=lu::LuBookOpen title="No module yet" text="Write one, or import one from a file."/>
                }
                .into_any();
            }
            desk.take(&all);
            let (gone, here): (Vec<_>, Vec<_>) = all.into_iter().partition(|m| m.is_archived);
            let last = here.len();
            let items = here
                .into_iter()
                .enumerate()
                .map(|(n, module)| view! { <row::ModuleRow scheme module n last desk/> })
                .collect_view();
            view! {
                <section class="card p-5">
                    <ol class="divide-y divide-base-300">{items}</ol>
                </section>
                <Archived scheme gone/>
            }
            .into_any()
        })}
        <new::NewDialog scheme open=adding/>
        <import::ImportDialog scheme open=importing/>
    }
}

#[component]
fn Archived(scheme: SchemeId, gone: Vec<ModuleSummary>) -> impl IntoView {
    let items = gone
        .into_iter()
        .map(|m| {
            let href = format!("/schemes/{scheme}/training/modules/{}", m.id);
            view! { <li class="py-2"><a class="link" href=href>{m.title}</a></li> }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <Section title="Put away" class="mt-5">
                <p class="text-sm opacity-80">"Nobody starts these any more. What was completed still counts."</p>
                <ul class="divide-y divide-base-300">{items}</ul>
            </Section>
        }
    })
}
