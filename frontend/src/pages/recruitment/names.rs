//! Words and colours of recruitment.

use crate::ui::{Tone, badge};
use cairn_domain::recruitment::{ApplicationState, CallState, ScoringStand, ScoringState};
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

pub fn scoring_badge(state: ScoringState) -> AnyView {
    let tone = match state {
        ScoringState::Given => Tone::Attention,
        ScoringState::Done => Tone::Good,
        ScoringState::Conflict => Tone::Plain,
    };
    badge(tone, state.label()).into_any()
}

/// How far an application is with its scorers, and what they gave.
pub fn stand_badge(stand: ScoringStand, sum: Option<f64>) -> AnyView {
    let tone = match stand {
        ScoringStand::Settled => Tone::Good,
        ScoringStand::Disagree => Tone::Attention,
        ScoringStand::NotGiven | ScoringStand::Waiting => Tone::Plain,
    };
    let word = sum.map_or_else(
        || stand.label().to_owned(),
        |sum| format!("{}: {}", stand.label(), points(sum)),
    );
    badge(tone, word).into_any()
}

/// A sum of levels, with no more digits than it needs.
pub fn points(sum: f64) -> String {
    let said = format!("{sum:.2}");
    said.trim_end_matches('0').trim_end_matches('.').to_owned()
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
