use crate::client::download::{CSV, save};
use crate::ui::{Column, DataTable, Form, Section, icon, tell, text};
use crate::wording::some;
use cairn_domain::cohorts::RowFault;
use cairn_domain::ids::CohortImportId;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Line"),
    Column::text("Column"),
    Column::text("Value"),
    Column::text("Why"),
];

/// Rows that can't be used: where, what, why, and a file to mend them by.
#[component]
pub fn FaultsCard(import: CohortImportId, bad: u64, faults: Vec<RowFault>) -> impl IntoView {
    let tell = tell();
    let form = Form::new("errors");
    let download = move |_| {
        form.run(async move {
            match save(
                format!("/cohort-imports/{import}/errors"),
                CSV,
                "rows-to-mend.csv",
            )
            .await
            {
                Ok(()) => tell("The file with every bad row is in your downloads."),
                Err(problem) => tell(&problem.title),
            }
            Ok(())
        });
    };
    let shown = faults.len() as u64;
    let rows = faults
        .into_iter()
        .map(|f| {
            vec![
                text(f.line.to_string()),
                text(f.column),
                text(f.value),
                text(f.reason),
            ]
        })
        .collect();
    let aside = view! { <button class="btn btn-sm" on:click=download>{icon(lu::LuDownload)} "All as a file"</button> }.into_any();
    view! {
        <Section title=format!("{} to mend", some(bad, "row", "rows")) aside>
            <p class="text-sm opacity-80 mb-2">{format!("The first {shown} faults. Line 1 is the heading.")}</p>
            <DataTable caption="Rows that can't be used" columns=COLUMNS rows/>
        </Section>
    }
}
