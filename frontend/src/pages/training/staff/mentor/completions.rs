use crate::ui::{Section, Tone, badge};
use crate::wording::day;
use cairn_domain::training::CompletionView;
use leptos::prelude::*;

/// What was recorded, with its source. A record that was withdrawn stays readable.
#[component]
pub fn CompletionsCard(
    completions: Vec<CompletionView>,
    withdrawing: RwSignal<Option<CompletionView>>,
    may_record: bool,
) -> impl IntoView {
    let none = completions
        .is_empty()
        .then(|| view! { <p class="opacity-80">"Completions appear here with where they come from."</p> });
    let items = completions
        .into_iter()
        .map(|c| view! { <Completion c withdrawing may_record/> })
        .collect_view();
    view! {
        <Section title="Completions">
            {none}
            <ul class="divide-y divide-base-300">{items}</ul>
        </Section>
    }
}

#[component]
fn Completion(
    c: CompletionView,
    withdrawing: RwSignal<Option<CompletionView>>,
    may_record: bool,
) -> impl IntoView {
    let until = c
        .expires_on
        .map_or_else(|| "for good".to_owned(), |d| format!("until {}", day(d)));
    let mut facts = vec![format!("Completed on {}, counts {until}", day(c.completed_on))];
    facts.extend(c.content_version.map(|v| format!("Version {v} of the module")));
    facts.extend(c.evidence.clone().map(|e| format!("Seen: {e}")));
    facts.extend(c.reason.clone().map(|r| format!("Why: {r}")));
    facts.extend(c.recorded_by.clone().map(|who| format!("Recorded by {who}")));
    let facts = facts
        .into_iter()
        .map(|f| view! { <p class="text-sm opacity-90 wrap-anywhere">{f}</p> })
        .collect_view();
    let title = c.module_title.clone();
    let label = format!("Withdraw {title}");
    let state = match c.withdrawn_at {
        Some(at) => badge(Tone::Attention, format!("Withdrawn on {}", day(at.date_naive()))),
        None => badge(Tone::Good, c.source.label()),
    };
    let withdraw = (may_record && c.withdrawn_at.is_none()).then(|| {
        view! { <button class="btn btn-sm mt-2" aria-label=label on:click=move |_| withdrawing.set(Some(c.clone()))>"Withdraw"</button> }
    });
    view! {
        <li class="py-3">
            <div class="flex flex-wrap gap-x-3 gap-y-1 items-center">
                <h3 class="font-semibold mr-auto">{title}</h3>
                {state}
            </div>
            {facts}
            {withdraw}
        </li>
    }
}
