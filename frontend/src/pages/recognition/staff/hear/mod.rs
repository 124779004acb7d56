//! The HEAR: the register of activities, and the students' entries in it.

mod activities;
mod activity;
mod counted;
mod entries;
mod entry;
mod verify;

pub use activities::ActivitiesPage;
pub use activity::{ActivityPage, NewActivityPage};
pub use entries::EntriesPage;
pub use entry::EntryPage;

use crate::ui::Tone;
use crate::ui::badge;
use cairn_domain::recognition::HearBlock;
use leptos::prelude::*;

/// What stands in the way, as a list. Nothing where nothing does.
fn blocks_list(blocks: &[HearBlock]) -> Option<AnyView> {
    let items = blocks
        .iter()
        .map(|b| view! { <li>{b.label()}</li> })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| view! { <ul class="list-disc pl-5 text-sm mt-1">{items}</ul> }.into_any())
}

/// Whether something stands in the way, in a word.
fn blocks_badge(blocks: &[HearBlock]) -> AnyView {
    match blocks.len() {
        0 => badge(Tone::Good, "Nothing in the way"),
        1 => badge(Tone::Attention, "One thing in the way"),
        n => badge(Tone::Attention, format!("{n} things in the way")),
    }
}
