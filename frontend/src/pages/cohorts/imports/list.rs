use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Tone, badge, icon, text};
use crate::wording::{count, day_and_time};
use cairn_domain::cohorts::{CohortImportView, ImportState};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("File"),
    Column::text("State"),
    Column::number("Rows"),
    Column::text("What it did"),
    Column::text("When"),
];

/// `/schemes/:scheme/imports`
#[component]
pub fn ImportsPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let imports = Query::new(
        move || format!("/cohort-imports?scheme_id={scheme}"),
        &[Topic::Import],
    );
    let new = move || format!("/schemes/{scheme}/imports/new");
    view! {
        <PageHeader
            title="Files that were imported"
            eyebrow=untrack(|| session.scheme_name(scheme))
            lead="The same file twice changes nothing. A newer file changes only what is different."
        >
            <a class="btn btn-primary" href=new()>{icon(lu::LuFileUp)} "Import a file"</a>
        </PageHeader>
        {loaded(imports, move |page: Page<CohortImportView>| {
            if page.items.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuFileUp
                        title="No file yet"
                        text="Export the cohort from your student records as CSV or Excel, and bring it here. You see what would change before anything does."
                    >
                        <a class="btn btn-primary" href=new()>"Import a file"</a>
                    </EmptyState>
                }
                .into_any();
            }
            let rows = page.items.into_iter().map(|i| row(scheme, i)).collect();
            view! { <section class="card p-5"><DataTable caption="Imported files" columns=COLUMNS rows/></section> }.into_any()
        })}
    }
}

fn row(scheme: SchemeId, import: CohortImportView) -> Vec<AnyView> {
    let tone = match import.state {
        ImportState::Applied => Tone::Good,
        ImportState::Failed => Tone::Danger,
        ImportState::Uploaded | ImportState::Checked | ImportState::Applying => Tone::Info,
    };
    let did = import
        .report
        .filter(|_| import.state == ImportState::Applied)
        .map_or_else(String::new, |r| {
            format!(
                "{} new, {} changed, {} the same, {} withdrawn, {} left out",
                count(r.created),
                count(r.changed),
                count(r.same),
                count(r.withdrawn),
                count(r.bad)
            )
        });
    let href = format!("/schemes/{scheme}/imports/{}", import.id);
    vec![
        view! { <a class="link wrap-anywhere" href=href>{import.filename}</a> }.into_any(),
        badge(tone, import.state.label()),
        text(count(import.format.rows)),
        text(did),
        text(day_and_time(import.created_at)),
    ]
}
