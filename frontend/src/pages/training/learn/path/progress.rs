use crate::pages::training::names::{clearance_badge, is_done};
use crate::ui::{Meter, Section};
use crate::wording::some;
use cairn_domain::training::MyTraining;
use leptos::prelude::*;

/// How far one is, whether one is cleared, and what is missing.
#[component]
pub fn ProgressCard(training: MyTraining) -> impl IntoView {
    let needed = || training.modules.iter().filter(|m| m.is_compulsory);
    let all = needed().count();
    let done = needed().filter(|m| is_done(m.state)).count();
    let share = if all == 0 { 1.0 } else { done as f64 / all as f64 };
    let left = match training.minutes_left {
        0 => "Nothing is left to do.".to_owned(),
        minutes => format!("About {} left.", some(minutes, "minute", "minutes")),
    };
    let clearance = &training.clearance;
    let badge = clearance_badge(clearance.status, clearance.is_cleared, clearance.until);
    let missing = clearance
        .missing
        .iter()
        .map(|what| view! { <li class="py-1">{what.clone()}</li> })
        .collect::<Vec<_>>();
    let missing = (!missing.is_empty()).then(|| {
        // Ten modules say little that the list beside does not: the first look is for how many.
        let short = missing.len() <= 3;
        let title = format!(
            "Still missing before you meet mentees: {}",
            some(missing.len() as u64, "thing", "things")
        );
        view! {
            <details class="mt-3" open=short>
                <summary class="cursor-pointer font-bold py-1">{title}</summary>
                <ul class="list-disc pl-5 mt-1">{missing}</ul>
            </details>
        }
    });
    view! {
        <Section title="How far you are" aside=badge>
            <dl><Meter label="What you need" shown=format!("{done} of {all}") share note=left/></dl>
            {missing}
        </Section>
    }
}
