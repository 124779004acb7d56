//! The first page, by role: the scheme at a glance for staff, the own group for mentors and mentees.

mod greeting;
mod more;
mod not_found;
mod not_yours;
mod overview;
mod student;

use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/` for mentors and mentees.
pub fn student() -> AnyView {
    view! { <student::StudentHome/> }.into_any()
}

/// `/` for staff.
pub fn staff() -> AnyView {
    match use_session().scheme() {
        Some(scheme) => overview(scheme),
        None => view! { <NoScheme/> }.into_any(),
    }
}

/// `/schemes/:scheme`
pub fn overview(scheme: SchemeId) -> AnyView {
    view! { <overview::OverviewPage scheme/> }.into_any()
}

pub fn more() -> AnyView {
    view! { <more::MorePage/> }.into_any()
}

pub fn not_found() -> AnyView {
    view! { <not_found::NotFoundPage/> }.into_any()
}

pub fn not_yours() -> AnyView {
    view! { <not_yours::NotYoursPage/> }.into_any()
}

/// Staff before the first scheme.
#[component]
fn NoScheme() -> impl IntoView {
    let session = use_session();
    let may_start = untrack(|| session.may(Action::CreateScheme));
    let start =
        may_start.then(|| view! { <a class="btn btn-primary" href="/schemes/new">"Start a scheme"</a> });
    let (title, text) = if may_start {
        (
            "There is no scheme yet",
            "A scheme is one run of mentoring for one intake. Start one, then bring in its people from a file.",
        )
    } else {
        (
            "You have no scheme yet",
            "Your students' groups appear here once the scheme's lead has said which students are yours. Please ask them to.",
        )
    };
    view! {
        <PageHeader title="Welcome to Cairn"/>
        <EmptyState
            glyph=lu::LuMountain
            title
            text
        >
            {start}
        </EmptyState>
    }
}
