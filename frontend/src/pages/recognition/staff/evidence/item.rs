use crate::pages::recognition::names::reason_said;
use crate::pages::recognition::staff::names::{evidence_badge, hours};
use crate::ui::{Tone, badge};
use crate::wording::{day, some};
use cairn_domain::recognition::{EvidenceKind, EvidenceView};
use leptos::prelude::*;

/// What one piece of evidence is called where only words can say which: in a label, in an answer.
pub fn evidence_name(e: &EvidenceView) -> String {
    format!(
        "{}: {}, {}",
        e.name,
        e.kind.label().to_lowercase(),
        day(e.happened_on)
    )
}

/// A piece of evidence with its source: what, when, how long, who says so, and what staff said to it.
/// `href` leads to the mentor; without it the mentor is not named.
#[component]
pub fn EvidenceFacts(e: EvidenceView, #[prop(optional_no_strip)] href: Option<String>) -> impl IntoView {
    let programme = e.programme_code.clone().map(|code| format!(" ({code})"));
    let who = href.map(|href| {
        view! { <p class="font-semibold wrap-anywhere"><a class="link" href=href>{e.name.clone()}</a>{programme}</p> }
    });
    let amount = match e.kind {
        EvidenceKind::Reflection => Some(some(e.words, "word", "words")),
        _ => (e.minutes > 0).then(|| hours(e.minutes)),
    };
    let uses_hours = e.minutes > 0;
    let facts = [
        Some(e.kind.label().to_owned()),
        Some(day(e.happened_on)),
        amount,
        uses_hours.then(|| format!("counts for: {}", e.counts_for.label())),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let locked = e
        .is_locked
        .then(|| badge(Tone::Info, "Part of something verified"));
    let reason = e
        .reason
        .map(|r| view! { <p class="text-sm wrap-anywhere">{reason_said(e.kind, &r)}</p> });
    let doubt = e
        .doubt
        .map(|d| view! { <p class="text-sm font-semibold wrap-anywhere">{format!("Look twice: {d}")}</p> });
    view! {
        <div class="min-w-0 grow">
            <div class="flex flex-wrap gap-x-3 gap-y-1 items-center">
                <div class="mr-auto min-w-0">{who}<p>{facts}</p></div>
                {locked} {evidence_badge(e.state)}
            </div>
            <p class="mt-1 max-w-prose whitespace-pre-line wrap-anywhere empty:hidden">{e.text}</p>
            <p class="text-sm opacity-80 mt-1">{e.source_said}</p>
            {reason}
            {doubt}
        </div>
    }
}
