use crate::pages::groups::names::{overtaken, state_badge};
use crate::wording::{ago, count, percent};
use cairn_domain::groups::formation::Metrics;
use cairn_domain::groups::{ProposalState, ProposalSummary};
use cairn_domain::ids::{ProposalId, SchemeId};
use leptos::prelude::*;

/// A proposal in the list: what it is, how far it is, how good it is.
#[component]
pub fn ProposalCard(
    scheme: SchemeId,
    proposal: ProposalSummary,
    /// How far it is, while it is being formed.
    #[prop(into)]
    progress: Signal<f64>,
    chosen: RwSignal<Vec<ProposalId>>,
) -> impl IntoView {
    let href = format!("/schemes/{scheme}/proposals/{}", proposal.id);
    let p = proposal;
    let scope = if p.settings.across_programmes {
        "across programmes"
    } else {
        "within each programme"
    };
    let facts = format!("{}, {scope}. Asked {}.", p.strategy.label(), ago(p.created_at));
    let body = match (p.state, &p.metrics) {
        (ProposalState::Forming, _) => view! { <Forming progress/> }.into_any(),
        (ProposalState::Failed, _) => {
            let why = p
                .failure
                .clone()
                .unwrap_or_else(|| "Ask for another one.".to_owned());
            view! { <p class="mt-3">{why}</p> }.into_any()
        }
        (_, Some(m)) => view! { <Facts m=m.clone()/> }.into_any(),
        (_, None) => ().into_any(),
    };
    let comparable = matches!(p.state, ProposalState::Draft | ProposalState::Published)
        .then(|| view! { <CompareTick id=p.id name=p.name.clone() chosen/> });
    view! {
        <li class="card p-5">
            <div class="flex flex-wrap items-start gap-2">
                <h2 class="text-xl font-bold mr-auto"><a class="link link-hover" href=href.clone()>{p.name.clone()}</a></h2>
                {state_badge(&p)}
            </div>
            <p class="opacity-80 text-sm mt-1">{facts}</p>
            {overtaken(&p)}
            {body}
            <div class="flex flex-wrap items-center gap-4 mt-4">
                <a class="btn btn-sm" href=href>"Look inside"</a>
                {comparable}
            </div>
        </li>
    }
}

#[component]
pub fn Forming(#[prop(into)] progress: Signal<f64>) -> impl IntoView {
    view! {
        <div role="status" class="mt-3">
            <progress class="progress progress-primary w-full h-3" max="1" prop:value=move || progress.get() aria-label="Forming the groups"></progress>
            <p class="text-sm">{move || format!("Forming the groups: {}", percent(progress.get()))}</p>
        </div>
    }
}

#[component]
fn Facts(m: Metrics) -> impl IntoView {
    let line = |label: &'static str, value: String| view! { <div><dt class="text-sm opacity-80">{label}</dt><dd class="font-bold">{value}</dd></div> };
    view! {
        <dl class="grid grid-cols-2 sm:grid-cols-4 gap-3 mt-3">
            {line("Groups", count(m.groups))} {line("Placed", count(m.mentees_placed))} {line("No place", count(m.mentees_unplaced))}
            {line("New ties", percent(m.new_tie_rate))}
        </dl>
    }
}

/// Chooses this one for the comparison; a third choice lets the first go.
#[component]
fn CompareTick(id: ProposalId, name: String, chosen: RwSignal<Vec<ProposalId>>) -> impl IntoView {
    let flip = move |_| {
        chosen.update(|all| {
            if all.contains(&id) {
                all.retain(|c| *c != id);
            } else {
                all.push(id);
                if all.len() > 2 {
                    all.remove(0);
                }
            }
        });
    };
    view! {
        <label class="flex items-center gap-2 cursor-pointer">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-sm"
                prop:checked=move || chosen.with(|all| all.contains(&id))
                on:change=flip
            />
            "Compare" <span class="sr-only">{name}</span>
        </label>
    }
}
