//! Recruitment for staff: calls for mentors, and who answered them.

mod agreed;
mod application;
mod applications;
mod call_draft;
mod decide;
mod editor;
mod feedback;
mod interviews;
mod letters;
mod list;
mod question_draft;
mod questions;
mod rubric;
mod scorers;
mod scores;
mod selection;

use crate::pages::home::not_found;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// Everything below `/schemes/:scheme/recruitment`.
pub fn page(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <list::CallsPage scheme/> }.into_any(),
        ["new"] => view! { <editor::NewCallPage scheme/> }.into_any(),
        [id] => id.parse().map_or_else(
            |_| not_found(),
            |id| view! { <editor::CallPage scheme id/> }.into_any(),
        ),
        [id, "applications"] => id.parse().map_or_else(
            |_| not_found(),
            |call| view! { <applications::ApplicationsPage scheme call/> }.into_any(),
        ),
        [id, "interviews"] => id.parse().map_or_else(
            |_| not_found(),
            |call| view! { <interviews::InterviewsPage scheme call/> }.into_any(),
        ),
        [id, "selection"] => id.parse().map_or_else(
            |_| not_found(),
            |call| view! { <selection::SelectionPage scheme call/> }.into_any(),
        ),
        [call, "applications", id] => match (call.parse(), id.parse()) {
            (Ok(call), Ok(id)) => view! { <application::ApplicationPage scheme call id/> }.into_any(),
            _ => not_found(),
        },
        _ => not_found(),
    }
}
