use super::faults::FaultsCard;
use crate::ui::{Column, DataTable, Section, Stat, Tone, badge, text};
use crate::wording::{count, some};
use cairn_domain::cohorts::{CohortImportView, ImportReport, ImportVerdict, RowPreview};
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Name"),
    Column::number("Line"),
    Column::text("Role"),
    Column::text("What happens"),
    Column::text("Detail"),
];

/// Of people whom the file doesn't name there is nothing else to say.
const LEAVERS: &[Column] = &[
    Column::text("Name"),
    Column::text("Role"),
    Column::text("What happens"),
];

/// What an import would do: the counts, who would be withdrawn, the bad rows, the first people.
#[component]
pub fn CheckReport(import: CohortImportView) -> impl IntoView {
    let id = import.id;
    import.report.map(|report| {
        let faults = (report.bad > 0)
            .then(|| view! { <FaultsCard import=id bad=report.bad faults=report.faults.clone()/> });
        let (leavers, rows): (Vec<_>, Vec<_>) = report
            .preview
            .iter()
            .cloned()
            .partition(|p| p.verdict == ImportVerdict::Withdraw);
        let leavers = (!leavers.is_empty()).then(|| view! { <Leavers all=report.withdrawn leavers/> });
        let rows = rows.into_iter().map(row).collect::<Vec<_>>();
        view! {
            <Counts report=report.clone()/>
            <div class="grid gap-5 mt-5">
                {leavers}
                {faults}
                <NewNames report/>
                <Section title="The first people in the file">
                    <DataTable caption="What would happen to the first people" columns=COLUMNS rows/>
                </Section>
            </div>
        }
    })
}

#[component]
pub fn Counts(report: ImportReport) -> impl IntoView {
    let bad_tone = if report.bad > 0 { Tone::Danger } else { Tone::Plain };
    view! {
        <dl class="grid grid-cols-1 min-[360px]:grid-cols-2 lg:grid-cols-5 gap-3 sm:gap-4">
            <Stat label="New" value=count(report.created) note="people"/>
            <Stat label="Changed" value=count(report.changed) note="people"/>
            <Stat label="The same" value=count(report.same) note="left as they are"/>
            <Stat label="Withdrawn" value=count(report.withdrawn) note="leave their groups"/>
            <Stat label="Need mending" value=count(report.bad) note="rows" tone=bad_tone/>
        </dl>
    }
}

#[component]
fn NewNames(report: ImportReport) -> impl IntoView {
    let line = |words: &str, names: &[String]| {
        (!names.is_empty()).then(|| {
            view! { <p><span class="font-semibold">{format!("{words}: ")}</span>{names.join(", ")}</p> }
                .into_any()
        })
    };
    let groups = (report.new_tutor_groups + report.new_seminar_groups > 0).then(|| {
        format!(
            "Tutor groups: {}. Seminar groups: {}.",
            count(report.new_tutor_groups),
            count(report.new_seminar_groups)
        )
    });
    let nothing = report.new_programmes.is_empty() && report.new_campuses.is_empty() && groups.is_none();
    (!nothing).then(|| {
        view! {
            <Section title="Named for the first time">
                {line("Programmes", &report.new_programmes)} {line("Campuses", &report.new_campuses)} <p>{groups}</p>
            </Section>
        }
    })
}

/// The people who would be withdrawn: nobody is without having been named here, or counted when there are many.
#[component]
fn Leavers(all: u64, leavers: Vec<RowPreview>) -> impl IntoView {
    let shown = leavers.len() as u64;
    let rest = (all > shown).then(|| format!("The first {} of them.", count(shown)));
    let rows = leavers
        .into_iter()
        .map(|p| {
            vec![
                text(p.name),
                text(p.role.label()),
                badge(Tone::Plain, p.verdict.label()),
            ]
        })
        .collect();
    view! {
        <Section title=format!("{} would be withdrawn", some(all, "person", "people"))>
            <p class="text-sm opacity-80 mb-2">"They are in the scheme and not in this file. " {rest}</p>
            <DataTable caption="Who would be withdrawn" columns=LEAVERS rows/>
        </Section>
    }
}

fn row(p: RowPreview) -> Vec<AnyView> {
    let tone = match p.verdict {
        ImportVerdict::Create => Tone::Good,
        ImportVerdict::Change => Tone::Info,
        ImportVerdict::Same | ImportVerdict::Withdraw => Tone::Plain,
        ImportVerdict::Bad => Tone::Danger,
    };
    vec![
        text(p.name),
        text(p.line.map(|line| line.to_string()).unwrap_or_default()),
        text(p.role.label()),
        badge(tone, p.verdict.label()),
        text(p.detail),
    ]
}
