use crate::client::{Query, post};
use crate::ui::{CheckField, Dialog, Field, Form, FormProblem, Submit, tell};
use cairn_domain::groups::formation::Strategy;
use cairn_domain::groups::{NewProposal, ProposalSummary};
use cairn_domain::ids::SchemeId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Asks for groups to be formed.
#[component]
pub fn AskDialog(scheme: SchemeId, open: RwSignal<bool>, proposals: Query) -> impl IntoView {
    view! { <Dialog title="Who should be together?" open><AskForm scheme open proposals/></Dialog> }
}

/// What each way means for the students.
const fn meaning(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::AlignedTutor => "They meet each other in class anyway, so ties carry over.",
        Strategy::AlignedSeminar => "For blended learning: those who share a seminar share a mentor.",
        Strategy::CrossCutting => {
            "Everybody meets people they would not have met. Tutor groups are spread as evenly as can be."
        }
    }
}

#[component]
fn AskForm(scheme: SchemeId, open: RwSignal<bool>, proposals: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("ask");
    let strategy = RwSignal::new(Strategy::CrossCutting);
    let across = RwSignal::new(false);
    let [name, seed] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let typed = seed.get_untracked();
        let Ok(seed) = (if typed.trim().is_empty() {
            Ok(None)
        } else {
            typed.trim().parse::<u64>().map(Some)
        }) else {
            return form.refuse_field("/seed", "Enter a whole number, or leave it empty.");
        };
        let new = NewProposal {
            strategy: strategy.get_untracked(),
            name: Some(name.get_untracked().trim().to_owned()).filter(|n| !n.is_empty()),
            seed,
            across_programmes: across.get_untracked(),
            programme_ids: Vec::new(),
            seconds: None,
        };
        form.run(async move {
            post(format!("/schemes/{scheme}/proposals"))
                .json(&new)
                .read::<ProposalSummary>()
                .await?;
            tell("The groups are being formed. You can go on working.");
            open.set(false);
            proposals.reload();
            Ok(())
        });
    };
    let ways = Strategy::ALL
        .iter()
        .map(|way| {
            let way = *way;
            view! {
                <label class="flex gap-3 items-start py-2 cursor-pointer">
                    <input
                        type="radio"
                        name="strategy"
                        class="radio radio-primary"
                        prop:checked=move || strategy.get() == way
                        on:change=move |_| strategy.set(way)
                    />
                    <span><span class="font-semibold">{way.label()}</span><span class="block text-sm opacity-80">{meaning(way)}</span></span>
                </label>
            }
        })
        .collect_view();
    view! {
        <form on:submit=submit class="mt-2">
            <fieldset class="mb-3"><legend class="sr-only">"Who should be together?"</legend>{ways}</fieldset>
            <CheckField label="Across programmes" value=across hint="Otherwise groups stay within a programme."/>
            <details class="mb-4 mt-2">
                <summary class="cursor-pointer py-1">"Name and seed"</summary>
                <div class="mt-2">
                    <Field form at="/name" label="Name" value=name hint="To tell it from the others. We give it one otherwise."/>
                    <Field form at="/seed" label="Seed" value=seed hint="The same seed gives the same groups again. Leave it empty for a new one."/>
                </div>
            </details>
            <FormProblem form/>
            <Submit form label="Form the groups"/>
        </form>
    }
}
