//! Scoring for those who are asked to: what there is to read, and one application at a time, without a name.

mod conflict;
mod given;
mod levels;
mod list;
mod sheet;

pub use given::levels_given;
pub use levels::{Levels, LevelsDraft};

use crate::pages::home::not_found;
use leptos::prelude::*;

/// `/scorings` and `/scorings/:id`
pub fn page(steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <list::ScoringsPage/> }.into_any(),
        [id] => id.parse().map_or_else(
            |_| not_found(),
            |id| view! { <sheet::ScoringPage id/> }.into_any(),
        ),
        _ => not_found(),
    }
}
