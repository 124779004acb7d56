//! Recognition for staff: what waits for them, what mentors have earned, and what becomes of it.

mod appeals;
mod awards;
mod credit;
mod dashboard;
mod evidence;
mod faults;
mod files;
mod filters;
mod grants;
mod hear;
mod institution;
mod mentors;
mod names;
mod nav;

use crate::pages::home::not_found;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// `/recognition-institution`, and `/recognition-institution/hear`.
pub fn institution(steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <institution::CertificatePage/> }.into_any(),
        ["hear"] => view! { <institution::HearRulesPage/> }.into_any(),
        _ => not_found(),
    }
}

/// Everything below `/schemes/:scheme/recognition`.
pub fn page(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <dashboard::DashboardPage scheme/> }.into_any(),
        ["mentors"] => view! { <mentors::MentorsPage scheme/> }.into_any(),
        ["mentors", id] => found(
            id.parse()
                .map(|participant| view! { <mentors::MentorPage scheme participant/> }.into_any()),
        ),
        ["evidence"] => view! { <evidence::EvidencePage scheme/> }.into_any(),
        ["awards", rest @ ..] => of_awards(scheme, rest),
        ["grants"] => view! { <grants::GrantsPage scheme/> }.into_any(),
        ["appeals"] => view! { <appeals::AppealsPage scheme/> }.into_any(),
        ["hear", rest @ ..] => of_hear(scheme, rest),
        ["credit", rest @ ..] => of_credit(scheme, rest),
        _ => not_found(),
    }
}

fn of_awards(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <awards::AwardsPage scheme/> }.into_any(),
        ["new"] => view! { <awards::NewPage scheme/> }.into_any(),
        [id] => found(
            id.parse()
                .map(|award| view! { <awards::EditPage scheme award/> }.into_any()),
        ),
        [id, "give"] => found(
            id.parse()
                .map(|award| view! { <awards::GivePage scheme award/> }.into_any()),
        ),
        _ => not_found(),
    }
}

fn of_hear(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <hear::ActivitiesPage scheme/> }.into_any(),
        ["new"] => view! { <hear::NewActivityPage scheme/> }.into_any(),
        ["entries"] => view! { <hear::EntriesPage scheme/> }.into_any(),
        ["entries", id] => found(
            id.parse()
                .map(|entry| view! { <hear::EntryPage scheme entry/> }.into_any()),
        ),
        [id] => found(
            id.parse()
                .map(|activity| view! { <hear::ActivityPage scheme activity/> }.into_any()),
        ),
        _ => not_found(),
    }
}

fn of_credit(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <credit::ClaimsPage scheme/> }.into_any(),
        ["outcomes"] => view! { <credit::OutcomesPage scheme/> }.into_any(),
        [id] => found(
            id.parse()
                .map(|claim| view! { <credit::ClaimPage scheme claim/> }.into_any()),
        ),
        _ => not_found(),
    }
}

/// The page, unless the address names nothing that could be.
fn found(page: Result<AnyView, uuid::Error>) -> AnyView {
    page.unwrap_or_else(|_| not_found())
}
