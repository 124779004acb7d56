use super::add_button::AddButton;
use super::desk::Desk;
use super::fields::{Choice, Fault, Line};
use super::may_edit;
use super::scenario_draft::StepDraft;
use super::step_card::StepCard;
use crate::ui::{CheckField, Section};
use leptos::prelude::*;

/// The story that goes on as the reader chooses: its steps, and where each choice leads.
#[component]
pub fn ScenarioTab(desk: Desk) -> impl IntoView {
    let s = desk.draft.scenario;
    let add = move |()| {
        let key = s.steps.add(StepDraft::empty);
        // The first step is where most stories start.
        if s.start.with_untracked(String::is_empty) {
            s.start.set(key);
        }
    };
    let starts = Signal::derive(move || {
        let mut options = s.step_options();
        options.insert(0, (String::new(), "Choose a step".to_owned()));
        options
    });
    view! {
        <Section title="Scenario">
            <fieldset disabled=!may_edit()><legend class="sr-only">"Whether there is a scenario"</legend><CheckField
                label="This module has a scenario"
                value=s.is_on
                hint="A short story in which a mentor decides what to do, and sees what comes of it."
            /></fieldset>
            <Show when=move || s.is_on.get()>
                <Line desk at="/scenario/title" label="Title" value=s.title/>
                <Choice desk at="/scenario/start" label="The story starts with" value=s.start options=starts/>
                <Fault desk at="/scenario/steps"/>
            </Show>
        </Section>
        <Show when=move || s.is_on.get()>
            <ol class="grid gap-4 mt-5">
                <ForEnumerate
                    each=move || s.steps.list.get()
                    key=|row| row.key.get_value()
                    children=move |n, row| view! { <StepCard desk n row/> }
                />
            </ol>
            <AddButton label="Add a step" on_add=add/>
        </Show>
    }
}
