use super::course::Course;
use super::part::Part;
use super::part_nav::PartNav;
use crate::pages::training::names::quality_tone;
use crate::ui::{badge, icon};
use cairn_domain::training::scenario::{Walk, walk};
use cairn_domain::training::{ProgressStep, Scenario, ScenarioChoice, ScenarioStep};
use icondata_lu as lu;
use leptos::html;
use leptos::prelude::*;

/// A story that goes on as one chooses. The way taken is kept; one can start again at any time.
#[component]
pub fn ScenarioPart(course: Course) -> impl IntoView {
    let Some(scenario) = course.module.with_value(|m| m.scenario.clone()) else {
        return ().into_any();
    };
    let scenario = StoredValue::new(scenario);
    let way = Memo::new(move |_| course.progress.with(|p| p.scenario.clone()));
    // What came of a choice is read out from its beginning, but not when the page opens.
    let chosen = StoredValue::new(false);
    let go = move |way: Vec<u32>| {
        chosen.set_value(true);
        course.step(ProgressStep {
            scenario: Some(way),
            ..ProgressStep::default()
        });
        scenario.with_value(|s| {
            let way = course.progress.with_untracked(|p| p.scenario.clone());
            if matches!(walk(s, &way), Walk::End(_)) && course.is_preview() {
                course.progress.update(|p| p.scenario_done = true);
            }
        });
    };
    let story = move || {
        let way = way.get();
        let focus = chosen.get_value();
        let last = scenario.with_value(|s| last_choice(s, &way));
        let from_start = focus && last.is_none();
        let end = scenario.with_value(|s| match walk(s, &way) {
            Walk::At(step) => Some((step.clone(), false)),
            Walk::End(step) => Some((step.clone(), true)),
            Walk::Astray => None,
        });
        let again = (!way.is_empty()).then(|| {
            view! { <button class="btn" on:click=move |_| go(Vec::new())>{icon(lu::LuRotateCcw)} "Start the story again"</button> }
        });
        let next = match end {
            Some((step, true)) => view! { <Ending step/> }.into_any(),
            Some((step, false)) => {
                let choose = move |n: u32| go(way.iter().copied().chain([n]).collect());
                view! { <Step step choose focus=from_start/> }.into_any()
            }
            None => view! { <p>"This story has changed since you began it. Please start it again."</p> }
                .into_any(),
        };
        view! {
            {last.map(|choice| view! { <Outcome choice focus/> })}
            {next}
            <div class="mt-5">{again}</div>
        }
        .into_any()
    };
    view! {
        <section class="card p-5 sm:p-8">{story}</section>
        <PartNav course part=Part::Scenario main=Signal::derive(move || course.progress.with(|p| p.scenario_done))/>
    }
    .into_any()
}

/// The choice that led here.
fn last_choice(s: &Scenario, way: &[u32]) -> Option<ScenarioChoice> {
    let (last, before) = way.split_last()?;
    match walk(s, before) {
        Walk::At(step) => step.choices.get(*last as usize).cloned(),
        Walk::End(_) | Walk::Astray => None,
    }
}

/// What came of a choice.
#[component]
fn Outcome(choice: ScenarioChoice, focus: bool) -> impl IntoView {
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(move |h2| {
        if focus {
            let _ = h2.focus();
        }
    });
    view! {
        <div class="border-l-4 border-primary pl-4 mb-5">
            <h2 node_ref=heading tabindex="-1" class="font-bold outline-none">{format!("You chose: {}", choice.text)}</h2>
            <p class="mt-1">{badge(quality_tone(choice.quality), choice.quality.label())}</p>
            <p class="mt-2">{choice.feedback}</p>
        </div>
    }
}

/// What happens, and what one could do.
#[component]
fn Step(
    step: ScenarioStep,
    choose: impl Fn(u32) + Clone + Send + Sync + 'static,
    focus: bool,
) -> impl IntoView {
    let text = NodeRef::<html::P>::new();
    text.on_load(move |p| {
        if focus {
            let _ = p.focus();
        }
    });
    let choices = (0_u32..)
        .zip(step.choices)
        .map(|(n, choice)| {
            let choose = choose.clone();
            view! {
                <li>
                    <button class="btn btn-outline btn-primary w-full justify-start text-start font-normal py-3" on:click=move |_| choose(n)>
                        {choice.text}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <p node_ref=text tabindex="-1" class="text-lg whitespace-pre-line outline-none">{step.text}</p>
        <h2 class="font-bold mt-5 mb-2">"What do you do?"</h2>
        <ul class="grid gap-2">{choices}</ul>
    }
}

#[component]
fn Ending(step: ScenarioStep) -> impl IntoView {
    view! {
        <p class="text-lg whitespace-pre-line">{step.text}</p>
        <p class="font-bold mt-4">"The story ends here. You can start it again and choose another way."</p>
    }
}
