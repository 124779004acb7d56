//! Training: what mentors learn and how they are cleared, and what staff see, write and set about it.
//!
//! `learn` and `discussion` are for everybody who is signed in; `staff` is only called from the staff's part of the program.

mod discussion;
pub mod learn;
mod names;
pub mod staff;

use crate::pages::home::not_found;
use leptos::prelude::*;

/// `/training`, and `/training/:module`.
pub fn mine(steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <learn::TrainingPage/> }.into_any(),
        [id] => match id.parse() {
            Ok(module) => view! { <learn::ModulePage module/> }.into_any(),
            Err(_) => not_found(),
        },
        _ => not_found(),
    }
}
