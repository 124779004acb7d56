use super::path::NextStep;
use crate::pages::training::names::is_done;
use crate::ui::Section;
use cairn_domain::training::MyTraining;
use leptos::prelude::*;

/// Whether somebody still has to do something before they may meet mentees.
pub fn is_waiting(mine: &[MyTraining]) -> bool {
    mine.iter().any(|t| !t.clearance.is_cleared)
}

/// Training on a mentor's first page: what to do next while one is not cleared, a line about it afterwards.
#[component]
pub fn TrainingCard(mine: Vec<MyTraining>) -> impl IntoView {
    mine.into_iter()
        .map(|training| {
            if training.clearance.is_cleared {
                view! { <Cleared training/> }.into_any()
            } else {
                view! { <NextStep training home=true/> }.into_any()
            }
        })
        .collect_view()
}

#[component]
fn Cleared(training: MyTraining) -> impl IntoView {
    let (done, all) = (
        training.modules.iter().filter(|m| is_done(m.state)).count(),
        training.modules.len(),
    );
    let next = training
        .next
        .and_then(|next| training.modules.iter().find(|m| m.id == next))
        .map_or_else(
            || "You are cleared to mentor.".to_owned(),
            |m| format!("You are cleared to mentor. Next: {}.", m.title),
        );
    let link = view! { <a class="link" href="/training">"Open training"</a> }.into_any();
    view! {
        <Section title="Training" aside=link>
            <div class="flex items-center gap-3">
                <progress
                    class="progress progress-primary h-2 grow"
                    value=done.to_string()
                    max=all.to_string()
                    aria-label=format!("{done} of {all} modules done")
                ></progress>
                <span class="font-semibold whitespace-nowrap">{format!("{done} of {all}")}</span>
            </div>
            <p class="mt-2">{next}</p>
        </Section>
    }
}
