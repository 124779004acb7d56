//! Training for staff: how it goes, who needs help, what is taught, and what the scheme asks for.

mod dashboard;
mod editor;
mod export;
mod filters;
mod institution;
mod mentor;
mod mentors;
mod modules;
mod nav;
mod posts;
mod preview;
mod questions;
mod reminders;
mod reports;
mod settings;

pub(in crate::pages) use editor::{AddButton, Row, RowTools, Rows};
pub(in crate::pages) use export::ExportButtons;
pub(in crate::pages) use filters::ProgrammeFilter;

use crate::pages::home::not_found;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// `/training-institution`
pub fn institution() -> AnyView {
    view! { <institution::InstitutionPage/> }.into_any()
}

/// Everything below `/schemes/:scheme/training`.
pub fn page(scheme: SchemeId, steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <dashboard::DashboardPage scheme/> }.into_any(),
        ["mentors"] => view! { <mentors::MentorsPage scheme/> }.into_any(),
        ["mentors", id] => match id.parse() {
            Ok(participant) => view! { <mentor::MentorPage scheme participant/> }.into_any(),
            Err(_) => not_found(),
        },
        ["questions"] => view! { <questions::QuestionsPage scheme/> }.into_any(),
        ["reminders"] => view! { <reminders::RemindersPage scheme/> }.into_any(),
        ["reports"] => view! { <reports::ReportsPage scheme/> }.into_any(),
        ["settings"] => view! { <settings::SettingsPage scheme/> }.into_any(),
        ["modules"] => view! { <modules::ModulesPage scheme/> }.into_any(),
        ["modules", id, rest @ ..] => match (id.parse(), rest) {
            (Ok(module), []) => view! { <editor::EditorPage scheme module/> }.into_any(),
            (Ok(module), ["preview"]) => view! { <preview::PreviewPage scheme module/> }.into_any(),
            (Ok(module), ["posts"]) => view! { <posts::PostsPage scheme module/> }.into_any(),
            _ => not_found(),
        },
        _ => not_found(),
    }
}
