use crate::address::Address;
use crate::client::{Query, loaded, post};
use crate::ui::{
    Column, DataTable, EmptyState, FilterSelect, Form, FormProblem, PageHeader, Pager, Tone, badge,
    options_of, tell, text,
};
use crate::wording::{day_and_time, some};
use cairn_domain::operations::{JobState, JobView};
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Job"),
    Column::text("State"),
    Column::number("Tries"),
    Column::text("Next try"),
    Column::text("What went wrong"),
    Column::text("Do"),
];

/// `/jobs`: work that Cairn does by itself, and what it gave up on.
#[component]
pub fn JobsPage() -> impl IntoView {
    let address = Address::here();
    let tell = tell();
    let form = Form::new("jobs");
    let jobs = Query::new(
        move || format!("/jobs{}", address.query(&["state", "after"])),
        &[],
    );
    let retry = move |job: &JobView| {
        let id = job.id;
        let label = format!("Try {} again", job.kind);
        let again = move |_| {
            form.run(async move {
                post(format!("/jobs/{id}/retry")).done().await?;
                tell("It is tried again now.");
                jobs.reload();
                Ok(())
            });
        };
        (job.state == JobState::Dead)
            .then(
                || view! { <button class="btn btn-sm" aria-label=label on:click=again>"Try again"</button> },
            )
            .into_any()
    };
    view! {
        <PageHeader title="Work in the background" lead="Mail, imports and groups are done here, one after another. What fails is tried again by itself.">
            <FilterSelect
                label="State"
                value=address.signal("state")
                all="Any state"
                options=options_of!(JobState)
                on_change=move |state: String| address.set("state", &state)
            />
        </PageHeader>
        <FormProblem form/>
        {loaded(jobs, move |page: Page<JobView>| {
            if page.items.is_empty() {
                return if address.get("state").is_empty() {
                    view! { <EmptyState glyph=lu::LuCircleCheck title="All done" text="Nothing is waiting, and nothing has failed."/> }.into_any()
                } else {
                    view! { <EmptyState glyph=lu::LuSearch title="No job like that" text="Choose any state to see the others."/> }.into_any()
                };
            }
            let shown = some(page.items.len() as u64, "job here", "jobs here");
            let next = page.next.map(|after| address.with("after", &after));
            let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
            let rows = page.items.into_iter().map(|job| {
                let action = retry(&job);
                let tone = if job.state == JobState::Dead { Tone::Danger } else { Tone::Info };
                vec![
                    text(job.kind),
                    badge(tone, job.state.label()),
                    text(job.attempts.to_string()),
                    text(day_and_time(job.run_at)),
                    text(job.last_error.unwrap_or_default()),
                    action,
                ]
            })
            .collect();
            view! {
                <section class="card p-5">
                    <DataTable caption="Jobs" columns=COLUMNS rows/>
                    <Pager next first shown/>
                </section>
            }
            .into_any()
        })}
    }
}
