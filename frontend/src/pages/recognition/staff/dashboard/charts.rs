use super::mentors_href;
use crate::pages::recognition::staff::names::whole_hours;
use crate::ui::{Bar, BarChart, BarItem, BarList, Section};
use crate::wording::count;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{AwardTier, ProgrammeRecognition, RecognitionDashboard};
use leptos::prelude::*;

/// By tier, and by programme: who has an award, and the hours.
#[component]
pub fn Charts(scheme: SchemeId, d: RecognitionDashboard) -> impl IntoView {
    let most_hours = d.by_programme.iter().map(|p| p.minutes).max().unwrap_or(0);
    let tiers = by_tier(&d.by_programme);
    let with_award = d
        .by_programme
        .iter()
        .map(|p| of_awards(scheme, p))
        .collect::<Vec<_>>();
    let with_hours = d
        .by_programme
        .iter()
        .map(|p| of_hours(p, most_hours))
        .collect::<Vec<_>>();
    view! {
        <div class="grid gap-5 lg:grid-cols-2 items-start">
            {tiers}
            <Section title="Awards by programme">
                <p class="text-sm opacity-80 mb-3">"Mentors who have at least one award."</p>
                <BarList caption="Mentors with an award, by programme" heads=["Programme", "Mentors with an award"] items=with_award/>
            </Section>
            <Section title="Hours by programme">
                <p class="text-sm opacity-80 mb-3">"Confirmed hours, whatever they count for."</p>
                <BarList caption="Confirmed hours by programme" heads=["Programme", "Confirmed"] items=with_hours/>
            </Section>
        </div>
    }
}

/// Nothing where no award of a tier was given.
fn by_tier(programmes: &[ProgrammeRecognition]) -> Option<AnyView> {
    let sum = |of: fn(&ProgrammeRecognition) -> u32| programmes.iter().map(of).sum::<u32>();
    let tiers = [
        (AwardTier::Bronze, sum(|p| p.bronze)),
        (AwardTier::Silver, sum(|p| p.silver)),
        (AwardTier::Gold, sum(|p| p.gold)),
    ];
    let total: u32 = tiers.iter().map(|(_, n)| n).sum();
    let bars = tiers.map(|(tier, value)| Bar {
        label: tier.label().to_owned(),
        value,
        faint: false,
    });
    (total > 0).then(|| {
        view! {
            <Section title="Awards by tier">
                <p class="text-sm opacity-80 mb-3">"Awards that were given and are valid."</p>
                <BarChart
                    summary=format!("Awards by tier: {} in all", count(total))
                    heads=["Tier", "Awards"]
                    bars=Vec::from(bars)
                />
            </Section>
        }
        .into_any()
    })
}

fn of_awards(scheme: SchemeId, p: &ProgrammeRecognition) -> BarItem {
    BarItem {
        label: p.code.clone(),
        href: p
            .programme_id
            .map(|id| mentors_href(scheme, "", None, &id.to_string())),
        value: u64::from(p.with_award),
        under_way: 0,
        of: u64::from(p.mentors),
        note: format!("{} of {}", count(p.with_award), count(p.mentors)),
    }
}

fn of_hours(p: &ProgrammeRecognition, most: u64) -> BarItem {
    BarItem {
        label: p.code.clone(),
        href: None,
        value: p.minutes,
        under_way: 0,
        of: most,
        note: whole_hours(p.minutes),
    }
}
