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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Match,
    Decide,
    Done,
}

/// `/schemes/:scheme/imports/:import`, with `?step=match` to go back to the columns after a check.
#[component]
pub fn ImportPage(scheme: SchemeId, import: CohortImportId) -> impl IntoView {
    let address = Address::here();
    let query = Query::new(move || format!("/cohort-imports/{import}"), &[Topic::Import]);
    let step = Memo::new(move |_| {
        let import = query.value::<CohortImportView>()?;
        Some(match import.state {
            ImportState::Uploaded => Step::Match,
            ImportState::Checked if address.get("step") == "match" => Step::Match,
            ImportState::Applied => Step::Done,
            _ => Step::Decide,
        })
    });
    move || match step.get() {
        // What is being matched is newer than what the server says, so that its news don't touch the form.
        Some(Step::Match) => untrack(|| query.value())
            .map(|import: CohortImportView| {
                let form = view! { <MappingStep import=import.clone() query address/> };
                framed(scheme, Step::Match, &import, form.into_any())
            })
            .into_any(),
        Some(now) => loaded(query, move |import: CohortImportView| {
            let body = if now == Step::Done {
                view! { <DoneCard scheme import=import.clone()/> }.into_any()
            } else {
                view! {
                    <ApplyCard import=import.clone() query/>
                    <CheckReport import=import.clone()/>
                }
                .into_any()
            };
            framed(scheme, now, &import, body)
        }),
        None => loaded(query, |_: CohortImportView| ().into_any()),
    }
}

/// A step under the page's title and the row of steps.
fn framed(scheme: SchemeId, step: Step, import: &CohortImportView, body: AnyView) -> AnyView {
    let (title, at) = match step {
        Step::Match => ("Which column is which?", 1),
        Step::Decide => ("What the file would do", 2),
        Step::Done => ("The file is in", 2),
    };
    let lead = file_words(&import.filename, &import.format);
    view! {
        <PageHeader title lead crumbs=vec![crumb(format!("/schemes/{scheme}/imports"), "Imports")]/>
        <Stepper steps=STEPS at/>
        {body}
    }
    .into_any()
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
