//! How training goes: what needs somebody first, then the totals, then where people are.

mod charts;
mod needs;
mod stats;
mod stuck;

use super::export::ExportButtons;
use super::filters::ProgrammeFilter;
use super::nav::TrainingNav;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, icon};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::training::TrainingDashboard;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/training`
#[component]
pub fn DashboardPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let dashboard = Query::new(
        move || {
            format!(
                "/schemes/{scheme}/training/dashboard{}",
                address.query(&["programme_id"])
            )
        },
        &[Topic::Training, Topic::Cohort],
    );
    let export = Signal::derive(move || {
        format!(
            "/schemes/{scheme}/training/dashboard{}",
            address.query(&["programme_id"])
        )
    });
    let remind = untrack(|| session.may_in(Action::RecordTraining, scheme)).then(|| {
        view! { <a class="btn btn-primary" href=format!("/schemes/{scheme}/training/reminders")>{icon(lu::LuBell)} "Remind mentors"</a> }
    });
    view! {
        <PageHeader title="How training goes" eyebrow=untrack(|| session.scheme_name(scheme))>
            <ExportButtons path=export name="training-figures"/>
            {remind}
        </PageHeader>
        <TrainingNav scheme/>
        <div class="mb-4"><ProgrammeFilter scheme/></div>
        {loaded(dashboard, move |d: TrainingDashboard| {
            if d.mentors == 0 {
                return view! { <NoMentors scheme/> }.into_any();
            }
            view! {
                <div class="grid gap-5">
                    <stats::Stats d=d.clone()/>
                    <needs::Needs scheme d=d.clone()/>
                    <stuck::StuckCard scheme/>
                    <charts::Charts scheme d/>
                </div>
            }
            .into_any()
        })}
    }
}

#[component]
fn NoMentors(scheme: SchemeId) -> impl IntoView {
    view! {
        <EmptyState
            glyph=lu::LuGraduationCap
            title="No mentors here yet"
            text="As soon as the scheme has mentors, you see how far each of them is. Take the filter away, or bring mentors in from a file."
        >
            <a class="btn btn-primary" href=format!("/schemes/{scheme}/people?role=mentor")>"See the people"</a>
        </EmptyState>
    }
}
