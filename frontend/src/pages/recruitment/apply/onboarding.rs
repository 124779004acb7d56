use crate::ui::{Section, icon};
use cairn_domain::recruitment::OnboardingStep;
use icondata_lu as lu;
use leptos::prelude::*;

/// What is left to do between a yes and the first meeting.
pub fn onboarding(steps: Vec<OnboardingStep>) -> Option<AnyView> {
    if steps.is_empty() {
        return None;
    }
    let next = steps.iter().find(|s| !s.is_done && s.path.is_some()).cloned();
    let items = steps
        .into_iter()
        .map(|s| {
            let (glyph, word) = if s.is_done {
                (icon(lu::LuCircleCheck), "Done: ")
            } else {
                (icon(lu::LuCircle), "To do: ")
            };
            view! {
                <li class="py-3 flex gap-3 items-start">
                    {glyph}
                    <div>
                        <p class="font-semibold"><span class="sr-only">{word}</span>{s.label}</p>
                        <p>{s.said}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    let go = next.map(|s| {
        let href = s.path.unwrap_or_default();
        view! { <p class="mt-3"><a class="btn btn-primary" href=href>{s.label}</a></p> }
    });
    Some(
        view! {
            <Section title="Your first steps" class="mb-5">
                <ul class="divide-y divide-base-300">{items}</ul>
                {go}
            </Section>
        }
        .into_any(),
    )
}
