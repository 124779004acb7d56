use crate::ui::{Bar, BarChart, Dot, DotChart, Section};
use cairn_domain::groups::GroupsDashboard;
use leptos::prelude::*;

/// Sizes, and new ties by programme.
#[component]
pub fn Charts(d: GroupsDashboard) -> impl IntoView {
    let most = d.sizes.iter().max_by_key(|s| s.groups).map_or(0, |s| s.size);
    let (min, max) = (d.min, d.max);
    let bars = d
        .sizes
        .into_iter()
        .map(|s| Bar {
            label: s.size.to_string(),
            value: s.groups,
            faint: s.size < min || s.size > max,
        })
        .collect::<Vec<_>>();
    let dots = d
        .new_ties_by_programme
        .into_iter()
        .map(|p| Dot {
            label: p.programme_code,
            value: p.new_tie_rate,
            best: p.best_new_tie_rate,
        })
        .collect::<Vec<_>>();
    let ties = (!dots.is_empty()).then(|| {
        view! {
            <Section title="New ties by programme">
                <p class="text-sm opacity-80">"Pairs in a group who do not share a tutor group. The line marks the best that the sizes allow."</p>
                <DotChart summary="New ties by programme, beside the best possible" heads=["Programme", "New ties"] dots/>
            </Section>
        }
    });
    view! {
        <div class="grid gap-5 min-w-0">
            <Section title="Groups by size">
                <p class="text-sm opacity-80">{format!("Mentees in a group. Wished for: {min} to {max}.")}</p>
                <BarChart summary=format!("Groups by size: most have {most}") heads=["Mentees", "Groups"] bars/>
            </Section>
            {ties}
        </div>
    }
}
