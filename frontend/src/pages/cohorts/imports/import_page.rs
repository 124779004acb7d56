use super::STEPS;
use super::apply::ApplyCard;
use super::check::CheckReport;
use super::done::DoneCard;
use super::mapping::MappingStep;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{PageHeader, Stepper, crumb};
use crate::wording::count;
use cairn_domain::cohorts::{CohortImportView, FileFormat, ImportState};
use cairn_domain::ids::{CohortImportId, SchemeId};
use cairn_domain::operations::Topic;
use leptos::prelude::*;

/// `/schemes/:scheme/imports/:import`, with `?step=match` to go back to the columns after a check.
#[component]
pub fn ImportPage(scheme: SchemeId, import: CohortImportId) -> impl IntoView {
    let address = Address::here();
    let query = Query::new(move || format!("/cohort-imports/{import}"), &[Topic::Import]);
    loaded(query, move |import: CohortImportView| {
        let matching = import.state == ImportState::Uploaded
            || (import.state == ImportState::Checked && address.get("step") == "match");
        let title = if matching {
            "Which column is which?"
        } else {
            "What the file would do"
        };
        let title = if import.state == ImportState::Applied {
            "The file is in"
        } else {
            title
        };
        let lead = file_words(&import.filename, &import.format);
        let step = match (import.state, matching) {
            (_, true) => view! { <MappingStep import query/> }.into_any(),
            (ImportState::Applied, _) => view! { <DoneCard scheme import/> }.into_any(),
            _ => view! {
                <ApplyCard import=import.clone() query/>
                <CheckReport import/>
            }
            .into_any(),
        };
        view! {
            <PageHeader title lead crumbs=vec![crumb(format!("/schemes/{scheme}/imports"), "Imports")]/>
            <Stepper steps=STEPS at={if matching { 1 } else { 2 }}/>
            {step}
        }
        .into_any()
    })
}

/// `cohort.csv: 2,292 rows, CSV with commas, UTF-8`
fn file_words(name: &str, format: &FileFormat) -> String {
    let separator = match format.delimiter.as_deref() {
        Some(",") => " with commas".to_owned(),
        Some(";") => " with semicolons".to_owned(),
        Some("\t") => " with tabs".to_owned(),
        Some(other) => format!(" with {other}"),
        None => String::new(),
    };
    let encoding = format
        .encoding
        .as_ref()
        .map(|e| format!(", {e}"))
        .unwrap_or_default();
    format!(
        "{name}: {} rows, {}{separator}{encoding}.",
        count(format.rows),
        format.kind.to_uppercase()
    )
}
