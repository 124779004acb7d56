use crate::client::{Query, post};
use crate::ui::{Form, FormProblem, tell};
use crate::wording::{count, some};
use cairn_domain::cohorts::{CohortImportView, ImportState};
use leptos::prelude::*;

/// The decision, above the report: apply the file, check it again, or go back to the columns.
#[component]
pub fn ApplyCard(import: CohortImportView, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("apply");
    let (id, version) = (import.id, import.version);
    let apply = move |_| {
        form.run(async move {
            post(format!("/cohort-imports/{id}/apply"))
                .if_match(version)
                .done()
                .await?;
            tell("The file is being applied.");
            query.reload();
            Ok(())
        });
    };
    let check = move |_| {
        form.run(async move {
            post(format!("/cohort-imports/{id}/check")).done().await?;
            tell("The file was checked again.");
            query.reload();
            Ok(())
        });
    };
    // The report on this page is of another day: only a new one can be applied.
    let overtaken = move || form.complains_of("changed-since-check");
    let (title, text, ready) = match (import.state, &import.report) {
        (ImportState::Applying, _) => (
            "The file is being applied".to_owned(),
            "All of it or nothing. This page says when it is done.".to_owned(),
            false,
        ),
        (ImportState::Failed, _) => (
            "The file could not be applied".to_owned(),
            import.failure.clone().unwrap_or_default(),
            false,
        ),
        (_, Some(r)) => {
            let changes = r.created + r.changed + r.withdrawn;
            let title = match changes {
                0 => "Everything is as the file says".to_owned(),
                n => format!("{} would change", some(n, "person", "people")),
            };
            let text = match r.bad {
                0 => "Every row can be read.".to_owned(),
                n => format!(
                    "{} can't be read and would be left out. Mend them and import again, or go on without.",
                    some(n, "row", "rows")
                ),
            };
            let text = if r.met_again > 0 {
                format!("{text} {} are known from before.", count(r.met_again))
            } else {
                text
            };
            let text = match r.left_as_known {
                0 => text,
                n => format!(
                    "{text} Of {}, some things are left as they are: they say them themselves, or they are known outside this scheme too.",
                    some(n, "person", "people")
                ),
            };
            (title, text, changes > 0)
        }
        (_, None) => (
            "The file is not checked yet".to_owned(),
            "Match its columns first.".to_owned(),
            false,
        ),
    };
    let busy = import.state == ImportState::Applying;
    let checked = import.state == ImportState::Checked;
    let first = "btn bg-base-100 text-base-content border-0";
    let other = "btn bg-transparent text-primary-content border-current";
    view! {
        <section class="card p-5 sm:p-6 bg-primary text-primary-content border-0 mb-5">
            <div role="status">
                <h2 class="text-xl sm:text-2xl font-semibold">{title}</h2>
                <p class="mt-1">{text}</p>
            </div>
            <FormProblem form/>
            <div class="flex flex-wrap gap-2 mt-4">
                {move || (ready && !overtaken()).then(|| view! {
                    <button class=first disabled=move || form.is_busy() on:click=apply>"Apply the file"</button>
                })}
                {checked.then(|| view! {
                    <button class=move || if overtaken() { first } else { other } disabled=move || form.is_busy() on:click=check>"Check again"</button>
                })}
                {(!busy).then(|| view! { <a class=other href="?step=match">"Back to the columns"</a> })}
                {busy.then(|| view! { <span class="loading loading-dots" aria-hidden="true"></span> })}
            </div>
        </section>
    }
}
