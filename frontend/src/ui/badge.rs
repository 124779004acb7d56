use super::Tone;
use leptos::prelude::*;

/// A status, as a word on a colour.
pub fn badge(tone: Tone, word: impl Into<String>) -> AnyView {
    let word: String = word.into();
    view! { <span class=tone.badge()>{word}</span> }.into_any()
}
