use crate::ui::{Section, Tone, badge};
use crate::wording::{count, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::WaitingCounts;
use leptos::prelude::*;

/// What waits for the reader, each a link to where it is done.
#[component]
pub fn Waiting(scheme: SchemeId, w: WaitingCounts) -> impl IntoView {
    let line = move |n: u32, words: String, to: &str, tone: Tone| {
        let href = format!("/schemes/{scheme}/recognition/{to}");
        (n > 0).then(|| {
            view! {
                <li class="py-3 flex items-center gap-3">
                    <a class="link mr-auto" href=href>{words}</a>
                    {badge(tone, count(n))}
                </li>
            }
        })
    };
    let all = [w.evidence, w.ready, w.appeals, w.hear_asked, w.wbl_submitted];
    let nothing = (all.iter().sum::<u32>() == 0)
        .then(|| view! { <p class="py-2">"Nothing waits for you just now."</p> });
    view! {
        <Section title="What waits for you">
            {nothing}
            <ul class="divide-y divide-base-300">
                {line(w.evidence, some(w.evidence, "piece of evidence waits to be confirmed", "pieces of evidence wait to be confirmed"), "evidence?state=waiting", Tone::Attention)}
                {line(w.ready, some(w.ready, "award is earned and not given yet", "awards are earned and not given yet"), "awards", Tone::Attention)}
                {line(w.appeals, some(w.appeals, "appeal waits for an answer", "appeals wait for an answer"), "appeals?state=open", Tone::Attention)}
                {line(w.hear_asked, some(w.hear_asked, "HEAR entry is asked for", "HEAR entries are asked for"), "hear/entries?state=asked", Tone::Info)}
                {line(w.wbl_submitted, some(w.wbl_submitted, "claim for credit is handed in", "claims for credit are handed in"), "credit?state=submitted", Tone::Info)}
            </ul>
        </Section>
    }
}
