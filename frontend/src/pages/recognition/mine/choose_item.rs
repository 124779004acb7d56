use super::choose::Choice;
use super::evidence_item::when_and_how_much;
use crate::ui::{Tone, badge};
use cairn_domain::recognition::{EvidenceState, EvidenceView, HoursUse, MyRecognition};
use leptos::prelude::*;

/// An entry to tick, with what it counts for now.
#[component]
pub fn ChooseItem(item: EvidenceView, one: Option<MyRecognition>, choice: Choice) -> impl IntoView {
    let Some(id) = item.id else {
        return ().into_any();
    };
    let waits = (item.state == EvidenceState::Waiting).then(|| badge(Tone::Info, "Waits for staff"));
    let locked = item
        .is_locked
        .then_some("Part of something verified or signed off: it stays as it is.");
    let tick = move |on: bool| {
        choice.ids.update(|ids| {
            if on {
                ids.insert(id);
            } else {
                ids.remove(&id);
            }
        });
    };
    let counts = badge(Tone::Plain, counts_for(&item, one.as_ref()));
    view! {
        <li>
            <label class="flex gap-3 items-start py-3 cursor-pointer">
                <input
                    type="checkbox"
                    class="checkbox checkbox-primary"
                    disabled=item.is_locked
                    prop:checked=move || choice.ids.with(|ids| ids.contains(&id))
                    on:change:target=move |ev| tick(ev.target().checked())
                />
                <span class="min-w-0 grow">
                    <span class="flex flex-wrap items-center gap-x-3 gap-y-1">
                        <span class="font-semibold mr-auto">{item.kind.label()}</span> {waits} {counts}
                    </span>
                    <span class="block text-sm opacity-80">{when_and_how_much(&item)}</span>
                    <span class="block line-clamp-2 wrap-anywhere">{item.text.clone()}</span>
                    <span class="block text-sm opacity-80 empty:hidden">{locked}</span>
                </span>
            </label>
        </li>
    }
    .into_any()
}

fn counts_for(item: &EvidenceView, one: Option<&MyRecognition>) -> String {
    match item.counts_for {
        HoursUse::Hear => format!("For the {}", one.map_or("HEAR", |o| o.hear_label.as_str())),
        HoursUse::Credit => {
            let outcomes = one.and_then(|o| o.wbl.as_ref()).map(|w| w.outcomes.as_slice());
            let outcome = outcomes.and_then(|all| all.iter().find(|o| Some(o.id) == item.outcome_id));
            outcome.map_or_else(|| "For credit".to_owned(), |o| format!("For credit: {}", o.code))
        }
    }
}
