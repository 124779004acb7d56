use crate::pages::training::learn::module::module_href;
use crate::pages::training::names::{completed_line, state_badge};
use crate::wording::{day, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{CompletionSource, ModuleState, MyModule};
use leptos::prelude::*;

/// A module of the path: what it is about, how long it takes, and how far one is.
#[component]
pub fn ModuleItem(m: MyModule, scheme: SchemeId) -> impl IntoView {
    let locked = m.state == ModuleState::Locked;
    let title = if locked {
        view! { <h3 class="font-bold text-lg mr-auto wrap-anywhere">{m.title.clone()}</h3> }.into_any()
    } else {
        let href = module_href(scheme, m.id, "");
        view! { <h3 class="font-bold text-lg mr-auto wrap-anywhere"><a class="link" href=href>{m.title.clone()}</a></h3> }
            .into_any()
    };
    // What is still to come is said quietly: most of the list is that at first.
    let to_come = matches!(m.state, ModuleState::NotStarted | ModuleState::Locked);
    let state = (!to_come).then(|| state_badge(m.state));
    let quiet = to_come.then(|| format!("{} · ", m.state.label()));
    let waits =
        (locked && !m.waits_for.is_empty()).then(|| format!("Comes after: {}.", m.waits_for.join(", ")));
    let done = completed_line(&m).map(|line| match m.source {
        Some(CompletionSource::PriorLearning) => format!("{line} Staff accepted what you know already."),
        Some(CompletionSource::External) => format!("{line} Another system told us."),
        Some(CompletionSource::Module) | None => line,
    });
    let far = (m.state == ModuleState::Started).then(|| {
        let words = format!("{} of {} parts done", m.done, m.parts);
        view! {
            <div class="flex items-center gap-3 mt-2">
                <progress class="progress progress-primary h-2 w-40" value=m.done.to_string() max=m.parts.to_string() aria-label=words.clone()></progress>
                <span class="text-sm opacity-80">{words}</span>
            </div>
        }
    });
    let is_done = matches!(m.state, ModuleState::Completed | ModuleState::DueSoon);
    let new = m
        .asked_from
        .filter(|_| !is_done)
        .map(|from| format!(" · New: needed from {}", day(from)));
    view! {
        <li class="py-4">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">{title} {state}</div>
            <p class="mt-1 opacity-90 empty:hidden">{m.summary}</p>
            <p class="text-sm opacity-80 mt-1">{quiet} {some(m.minutes, "minute", "minutes")} {waits.map(|w| format!(" · {w}"))} {new}</p>
            <p class="text-sm opacity-80 mt-1 empty:hidden">{done}</p>
            {far}
        </li>
    }
}
