//! One's own applications.

pub mod answers;
mod card;
mod desk;
mod interview;
mod onboarding;
mod page;
mod question;
mod steps;

pub use card::ApplicationsCard;

use crate::pages::home::not_found;
use leptos::prelude::*;

/// `/applications` and `/applications/:id`
pub fn mine(steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <card::ApplicationsPage/> }.into_any(),
        [id] => id.parse().map_or_else(
            |_| not_found(),
            |id| view! { <page::ApplicationPage id/> }.into_any(),
        ),
        _ => not_found(),
    }
}
