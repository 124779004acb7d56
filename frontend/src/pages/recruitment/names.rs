//! Words and colours of recruitment.

use crate::ui::{Tone, badge};
use cairn_domain::recruitment::{ApplicationState, CallState};
use leptos::prelude::*;

pub fn application_badge(state: ApplicationState) -> AnyView {
    use ApplicationState as S;
    let tone = match state {
        S::Accepted | S::Offered => Tone::Good,
        S::Draft => Tone::Attention,
        _ => Tone::Plain,
    };
    badge(tone, state.label()).into_any()
}

pub fn call_badge(state: CallState) -> AnyView {
    let tone = match state {
        CallState::Open => Tone::Good,
        CallState::Draft | CallState::Coming => Tone::Attention,
        CallState::Closed | CallState::PutAway => Tone::Plain,
    };
    badge(tone, state.label()).into_any()
}

/// A text as it was written, a paragraph for every empty line.
pub fn paragraphs(text: &str) -> AnyView {
    text.split("\n\n")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .map(|p| view! { <p class="mb-3 whitespace-pre-line wrap-anywhere">{p.to_owned()}</p> })
        .collect_view()
        .into_any()
}
