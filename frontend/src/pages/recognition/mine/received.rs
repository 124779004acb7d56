use crate::ui::Section;
use crate::wording::day;
use cairn_domain::recognition::ReceivedThanks;
use leptos::prelude::*;

/// What mentees said. Without names: they are for the words.
#[component]
pub fn Received(thanks: Vec<ReceivedThanks>) -> impl IntoView {
    let none = thanks.is_empty().then(
        || view! { <p class="opacity-80">"When one of your mentees says thank you, you read it here."</p> },
    );
    let items = thanks
        .into_iter()
        .map(|t| {
            view! {
                <li class="py-3">
                    <blockquote class="wrap-anywhere whitespace-pre-line">{t.text}</blockquote>
                    <p class="text-sm opacity-80 mt-1">{day(t.said_on)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title="Thanks from your mentees">
            {none}
            <ul class="divide-y divide-base-300 empty:hidden">{items}</ul>
        </Section>
    }
}
