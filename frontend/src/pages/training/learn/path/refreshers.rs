use crate::pages::training::learn::module::module_href;
use crate::ui::{Section, Tone, badge};
use crate::wording::day;
use cairn_domain::training::{ModuleState, MyModule, MyTraining};
use leptos::prelude::*;

/// Modules that ran out, or soon will. Nothing, when all is in date.
#[component]
pub fn Refreshers(training: MyTraining) -> impl IntoView {
    let scheme = training.scheme_id;
    let items = training
        .modules
        .into_iter()
        .filter(|m| matches!(m.state, ModuleState::DueSoon | ModuleState::Lapsed))
        .map(|m| {
            let href = module_href(scheme, m.id, "");
            let (tone, when) = due(&m);
            view! {
                <li class="py-3 flex flex-wrap items-center gap-x-3 gap-y-1">
                    <a class="link mr-auto" href=href>{m.title}</a>
                    {badge(tone, when)}
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <Section title="Time for a refresh">
                <p class="opacity-90">"Some things change, and memory fades. Doing a module again keeps you cleared."</p>
                <ul class="divide-y divide-base-300">{items}</ul>
            </Section>
        }
    })
}

fn due(m: &MyModule) -> (Tone, String) {
    match (m.state, m.expires_on) {
        (ModuleState::Lapsed, Some(on)) => (Tone::Attention, format!("Ran out on {}", day(on))),
        (_, Some(on)) => (Tone::Attention, format!("Counts until {}", day(on))),
        (state, None) => (Tone::Attention, state.label().to_owned()),
    }
}
