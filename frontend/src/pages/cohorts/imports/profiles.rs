use super::mapping_draft::MappingDraft;
use crate::client::{Query, delete, post};
use crate::ui::{Field, Form, FormProblem, Section, icon, tell};
use cairn_domain::cohorts::{ImportProfileInput, ImportProfileView};
use cairn_domain::ids::SchemeId;
use icondata_lu as lu;
use leptos::prelude::*;

/// How files like this one are read, saved for the next time.
#[component]
pub fn ProfilesCard(scheme: SchemeId, draft: MappingDraft) -> impl IntoView {
    let tell = tell();
    let form = Form::new("profile");
    let name = RwSignal::new(String::new());
    let profiles = Query::new(move || format!("/schemes/{scheme}/import-profiles"), &[]);
    let save = move |_| {
        let profile = ImportProfileInput {
            name: name.get_untracked(),
            mapping: draft.read(),
        };
        form.run(async move {
            post(format!("/schemes/{scheme}/import-profiles"))
                .json(&profile)
                .done()
                .await?;
            tell("Saved. Next time one press reads a file like this.");
            name.set(String::new());
            profiles.reload();
            Ok(())
        });
    };
    let item = move |profile: ImportProfileView| {
        let (use_it, remove) = (
            format!("Use {}", profile.name),
            format!("Forget {}", profile.name),
        );
        let id = profile.id;
        let forget = move |_| {
            form.run(async move {
                delete(format!("/import-profiles/{id}")).done().await?;
                profiles.reload();
                Ok(())
            });
        };
        let mapping = profile.mapping;
        let adopt = move |_| {
            draft.adopt(&mapping);
            tell("The columns are matched as saved.");
        };
        view! {
            <li class="py-2 flex items-center gap-3">
                <span class="mr-auto font-semibold">{profile.name}</span>
                <button type="button" class="btn btn-sm" aria-label=use_it on:click=adopt>"Use"</button>
                <button type="button" class="btn btn-ghost btn-circle btn-sm" aria-label=remove on:click=forget>{icon(lu::LuX)}</button>
            </li>
        }
    };
    let saved = move || {
        profiles
            .value::<Vec<ImportProfileView>>()
            .unwrap_or_default()
            .into_iter()
            .map(item)
            .collect_view()
    };
    view! {
        <Section title="Read files like this the same way">
            <ul class="divide-y divide-base-300">{saved}</ul>
            <div class="mt-3">
                <Field form at="/name" label="Save this matching as" value=name hint="Like Registry export."/>
                <FormProblem form/>
                <button type="button" class="btn btn-sm" on:click=save>"Save"</button>
            </div>
        </Section>
    }
}
