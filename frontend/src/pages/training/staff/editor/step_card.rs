use super::add_button::AddButton;
use super::desk::Desk;
use super::draft::{Row, Rows};
use super::fields::{Choice, Fault, Line, Lines};
use super::lesson_card::titled;
use super::row_tools::RowTools;
use super::scenario_draft::{ChoiceDraft, StepDraft};
use crate::ui::options_of;
use cairn_domain::training::ChoiceQuality;
use leptos::prelude::*;

/// One step of the story and its choices, folded to how it begins.
#[component]
pub fn StepCard(desk: Desk, n: ReadSignal<usize>, row: Row<StepDraft>) -> impl IntoView {
    let step = row.draft;
    let base = Signal::derive(move || format!("/scenario/steps/{}", n.get()));
    let name = Signal::derive(move || format!("step {}", n.get() + 1));
    let is_new = untrack(|| step.text.with(String::is_empty));
    let begin = move || {
        let text = titled(step.text.get());
        let mut short: String = text.chars().take(90).collect();
        if short.len() < text.len() {
            short.push('…');
        }
        format!("Step {}: {short}", n.get() + 1)
    };
    let ends = move || {
        step.choices
            .list
            .with(Vec::is_empty)
            .then(|| view! { <p class="opacity-80 mb-3">"Without choices the story ends here."</p> })
    };
    view! {
        <li class="card p-4">
            <div class="flex gap-3 items-start">
                <details class="grow min-w-0" open=is_new>
                    <summary class="cursor-pointer font-bold py-1 wrap-anywhere">{begin}</summary>
                    <div class="mt-3">
                        <Fault desk at=base/>
                        <Lines desk at=Signal::derive(move || format!("{}/text", base.get())) label="What happens" value=step.text rows=4/>
                        {ends}
                        <Fault desk at=Signal::derive(move || format!("{}/choices", base.get()))/>
                        <ol class="grid gap-3">
                            <ForEnumerate
                                each=move || step.choices.list.get()
                                key=|row| row.key.get_value()
                                children=move |c, choice| view! { <ChoiceCard desk base c choice choices=step.choices/> }
                            />
                        </ol>
                        <AddButton label="Add a choice" class="btn btn-sm mt-3" on_add=move |()| { step.choices.add(ChoiceDraft::empty); }/>
                    </div>
                </details>
                <RowTools rows=desk.draft.scenario.steps n name/>
            </div>
        </li>
    }
}

#[component]
fn ChoiceCard(
    desk: Desk,
    base: Signal<String>,
    c: ReadSignal<usize>,
    choice: Row<ChoiceDraft>,
    choices: Rows<ChoiceDraft>,
) -> impl IntoView {
    let d = choice.draft;
    let at = move |field: &'static str| {
        Signal::derive(move || format!("{}/choices/{}/{field}", base.get(), c.get()))
    };
    let name = Signal::derive(move || format!("choice {}", c.get() + 1));
    let steps = desk.draft.scenario;
    let nexts = Signal::derive(move || {
        let mut options = steps.step_options();
        options.insert(0, (String::new(), "Choose a step".to_owned()));
        options
    });
    let qualities = Signal::stored(options_of!(ChoiceQuality));
    view! {
        <li>
            <fieldset class="rounded-field border border-base-300 p-4">
                <legend class="font-bold px-1">{move || format!("Choice {}", c.get() + 1)}</legend>
                <Line desk at=at("text") label="What one can do" value=d.text/>
                <div class="grid sm:grid-cols-2 gap-x-4">
                    <Choice desk at=at("quality") label="How far it helps" value=d.quality options=qualities/>
                    <Choice desk at=at("next") label="Then follows" value=d.next options=nexts/>
                </div>
                <Lines desk at=at("feedback") label="What to say about it" value=d.feedback rows=2 hint="Why it helps, or what would help more. Kind, never blaming."/>
                <RowTools rows=choices n=c name/>
            </fieldset>
        </li>
    }
}
