use crate::pages::training::names::{completed_line, state_badge};
use crate::ui::{Column, DataTable, Section, text};
use cairn_domain::training::{ModuleState, MyModule};
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Module"),
    Column::text("State"),
    Column::number("Parts done"),
    Column::text("Completed"),
];

/// Where this mentor is with each module.
#[component]
pub fn ModulesCard(modules: Vec<MyModule>) -> impl IntoView {
    let rows = modules
        .into_iter()
        .map(|m| {
            let note = if m.is_compulsory { "" } else { "Optional" };
            let done = completed_line(&m).unwrap_or_default();
            vec![
                view! { {m.title} <span class="block text-sm font-normal opacity-80 empty:hidden">{note}</span> }.into_any(),
                if m.state == ModuleState::NotStarted { text(m.state.label()) } else { state_badge(m.state) },
                text(format!("{} of {}", m.done, m.parts)),
                text(done),
            ]
        })
        .collect();
    view! {
        <Section title="Modules">
            <DataTable caption="Modules and how far this mentor is" columns=COLUMNS rows/>
        </Section>
    }
}
