use crate::ui::{Bar, BarChart, BarItem, BarList, Section};
use crate::wording::{count, day};
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{CohortCount, ModuleCount, ProgrammeCount, TrainingDashboard, WeekCount};
use leptos::prelude::*;

/// The most recent weeks that the picture has room for.
const WEEKS: usize = 12;

/// Completion by module, programme, cohort and week.
#[component]
pub fn Charts(scheme: SchemeId, d: TrainingDashboard) -> impl IntoView {
    let modules = d
        .by_module
        .into_iter()
        .map(|m| of_module(scheme, m))
        .collect::<Vec<_>>();
    let programmes = d
        .by_programme
        .into_iter()
        .map(|p| of_programme(scheme, p))
        .collect::<Vec<_>>();
    let cohorts = d.by_cohort.into_iter().map(of_cohort).collect::<Vec<_>>();
    view! {
        <div class="grid gap-5 xl:grid-cols-2 items-start">
            <Section title="By module">
                <p class="text-sm opacity-80 mb-3">"Mentors who completed each module, and fainter those who are at it."</p>
                <BarList caption="Mentors by module" heads=["Module", "Completed"] items=modules/>
            </Section>
            <div class="grid gap-5 min-w-0">
                <Section title="By programme">
                    <p class="text-sm opacity-80 mb-3">"Mentors who are cleared, and fainter those who are on the way."</p>
                    <BarList caption="Mentors by programme" heads=["Programme", "Cleared"] items=programmes/>
                </Section>
                <Section title="By level and campus">
                    <BarList caption="Mentors by level and campus" heads=["Level and campus", "Cleared"] items=cohorts/>
                </Section>
                <Weeks weeks=d.by_week/>
            </div>
        </div>
    }
}

#[component]
fn Weeks(weeks: Vec<WeekCount>) -> impl IntoView {
    let skipped = weeks.len().saturating_sub(WEEKS);
    let total: u64 = weeks.iter().skip(skipped).map(|w| w.completed).sum();
    let bars = weeks
        .into_iter()
        .skip(skipped)
        .map(|w| Bar {
            label: short(w.week),
            value: u32::try_from(w.completed).unwrap_or(u32::MAX),
            faint: false,
        })
        .collect::<Vec<_>>();
    let span = if skipped > 0 {
        " The last twelve weeks."
    } else {
        ""
    };
    (!bars.is_empty()).then(|| {
        view! {
            <Section title="By week">
                <p class="text-sm opacity-80 mb-3">"Modules completed in the week that begins on this Monday."{span}</p>
                <BarChart
                    summary=format!("Modules completed by week: {} in all", count(total))
                    heads=["Week of", "Modules completed"]
                    bars
                />
            </Section>
        }
    })
}

/// `3 Aug`: the year goes without saying.
fn short(week: chrono::NaiveDate) -> String {
    let long = day(week);
    long.rsplit_once(' ')
        .map_or(long.clone(), |(short, _)| short.to_owned())
}

fn of_module(scheme: SchemeId, m: ModuleCount) -> BarItem {
    let lapsed = if m.lapsed > 0 {
        format!(", {} out of date", count(m.lapsed))
    } else {
        String::new()
    };
    let optional = if m.is_compulsory { "" } else { " (optional)" };
    BarItem {
        label: format!("{}{optional}", m.title),
        href: Some(format!(
            "/schemes/{scheme}/training/mentors?module_id={}",
            m.module_id
        )),
        value: m.completed,
        under_way: m.started,
        of: m.of,
        note: format!("{} of {}{lapsed}", count(m.completed), count(m.of)),
    }
}

fn of_programme(scheme: SchemeId, p: ProgrammeCount) -> BarItem {
    BarItem {
        label: p.code,
        href: p
            .programme_id
            .map(|id| format!("/schemes/{scheme}/training/mentors?programme_id={id}")),
        value: p.cleared,
        under_way: p.started,
        of: p.of,
        note: format!("{} of {}", count(p.cleared), count(p.of)),
    }
}

fn of_cohort(c: CohortCount) -> BarItem {
    BarItem {
        label: c.label,
        href: None,
        value: c.cleared,
        under_way: 0,
        of: c.of,
        note: format!("{} of {}", count(c.cleared), count(c.of)),
    }
}
