use crate::address::Address;
use crate::ui::{Section, Tone, badge};
use crate::wording::{count, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{TrainingDashboard, TrainingFilter};
use leptos::prelude::*;

/// Mentors who need somebody, each a link to who they are.
#[component]
pub fn Needs(scheme: SchemeId, d: TrainingDashboard) -> impl IntoView {
    let address = Address::here();
    let programme = address.get("programme_id");
    let line = move |n: u64, words: String, filter: TrainingFilter, tone: Tone| {
        let href = mentors_href(scheme, Some(filter), &programme);
        (n > 0).then(|| {
            view! {
                <li class="py-3 flex items-center gap-3">
                    <a class="link mr-auto" href=href>{words}</a>
                    {badge(tone, count(n))}
                </li>
            }
        })
    };
    let nothing = (d.lapsed + d.ends_soon + d.stuck + d.not_started == 0)
        .then(|| view! { <p class="py-2">"Nobody needs you just now."</p> });
    view! {
        <Section title="Who needs you">
            {nothing}
            <ul class="divide-y divide-base-300">
                {line(d.lapsed, some(d.lapsed, "mentor is no longer cleared", "mentors are no longer cleared"), TrainingFilter::Lapsed, Tone::Attention)}
                {line(d.ends_soon, some(d.ends_soon, "mentor's clearance ends soon", "mentors' clearance ends soon"), TrainingFilter::EndsSoon, Tone::Attention)}
                {line(d.stuck, some(d.stuck, "mentor is stuck", "mentors are stuck"), TrainingFilter::Stuck, Tone::Attention)}
                {line(d.not_started, some(d.not_started, "mentor has not started", "mentors have not started"), TrainingFilter::NotStarted, Tone::Info)}
            </ul>
        </Section>
    }
}

/// The list of mentors in a state, of a programme.
pub fn mentors_href(scheme: SchemeId, filter: Option<TrainingFilter>, programme: &str) -> String {
    let pairs = [
        ("filter", filter.map_or("", TrainingFilter::as_str)),
        ("programme_id", programme),
    ];
    let query = crate::address::joined(
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    format!("/schemes/{scheme}/training/mentors{query}")
}
