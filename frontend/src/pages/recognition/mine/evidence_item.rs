use super::appeal::AppealButton;
use super::frame::Mine;
use crate::pages::recognition::names::{evidence_badge, hours, reason_said};
use crate::ui::{Tone, badge};
use crate::wording::{day, some};
use cairn_domain::ids::EvidenceId;
use cairn_domain::recognition::{
    AppealSubject, AppealView, EvidenceKind, EvidenceSource, EvidenceState, EvidenceView, HoursUse,
};
use leptos::prelude::*;

/// When, and how much: `8 Sept 2026 · 1 h 30 min`.
pub fn when_and_how_much(item: &EvidenceView) -> String {
    let mut facts = vec![day(item.happened_on)];
    if item.minutes > 0 {
        facts.push(hours(item.minutes));
    }
    if item.kind == EvidenceKind::Reflection {
        facts.push(some(item.words, "word", "words"));
    }
    facts.join(" · ")
}

/// One thing that somebody did: where it comes from, whether it counts, and what can still be done with it.
#[component]
pub fn EvidenceItem(
    item: EvidenceView,
    appeals: Vec<AppealView>,
    withdrawing: RwSignal<Option<EvidenceId>>,
    mine: Mine,
) -> impl IntoView {
    let about = format!("{}, {}", item.kind.label(), day(item.happened_on));
    let credit = (item.counts_for == HoursUse::Credit).then(|| badge(Tone::Plain, "For credit"));
    let locked = item
        .is_locked
        .then_some("It is part of something that was verified or signed off, so it stays as it is.");
    let reason = item.reason.as_deref().map(|r| reason_said(item.kind, r));
    let own =
        item.source == EvidenceSource::Mentor && item.state == EvidenceState::Waiting && !item.is_locked;
    let tools = item.id.filter(|_| own).map(|id| {
        view! { <Tools item=item.clone() id about=about.clone() withdrawing mine/> }
    });
    let appeal = item
        .id
        .filter(|_| item.state == EvidenceState::Refused)
        .map(|id| {
            view! { <AppealButton mine subject=AppealSubject::Evidence subject_id=id.0 about appeals/> }
        });
    view! {
        <li class="py-4">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h3 class="font-semibold mr-auto">{item.kind.label()}</h3>
                {credit}
                {evidence_badge(item.state)}
            </div>
            <p class="text-sm opacity-80">{when_and_how_much(&item)}</p>
            <Text text=item.text.clone()/>
            <p class="text-sm opacity-80 mt-1">{item.source_said.clone()}</p>
            <p class="mt-1 wrap-anywhere empty:hidden">{reason}</p>
            <p class="text-sm opacity-80 mt-1 empty:hidden">{locked}</p>
            {tools}
            {appeal}
        </li>
    }
}

/// A long text is folded away: the list is for finding one's way.
#[component]
fn Text(text: String) -> impl IntoView {
    const LONG: usize = 300;
    if text.chars().count() <= LONG {
        return view! { <p class="mt-1 whitespace-pre-line wrap-anywhere empty:hidden">{text}</p> }
            .into_any();
    }
    let start: String = text.chars().take(120).collect();
    view! {
        <details class="mt-1">
            <summary class="cursor-pointer wrap-anywhere">{start}"… " <span class="link">"Read it all"</span></summary>
            <p class="mt-2 whitespace-pre-line wrap-anywhere">{text}</p>
        </details>
    }
    .into_any()
}

#[component]
fn Tools(
    item: EvidenceView,
    id: EvidenceId,
    about: String,
    withdrawing: RwSignal<Option<EvidenceId>>,
    mine: Mine,
) -> impl IntoView {
    view! {
        <div class="flex flex-wrap gap-2 mt-2">
            <button class="btn btn-sm" aria-label=format!("Change: {about}") on:click=move |_| mine.log.change(&item)>"Change"</button>
            <button class="btn btn-sm" aria-label=format!("Take back: {about}") on:click=move |_| withdrawing.set(Some(id))>"Take back"</button>
        </div>
    }
}
