use crate::session::use_session;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The pages of training, by what one may do.
#[component]
pub fn TrainingNav(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    let places = [
        (Action::ReadTraining, "", "Overview"),
        (Action::ReadTraining, "/mentors", "Mentors"),
        (Action::ReadTraining, "/questions", "Questions"),
        (Action::RecordTraining, "/reminders", "Reminders"),
        (Action::RecordTraining, "/reports", "Reports"),
        (Action::ReadTraining, "/modules", "Modules"),
        (Action::EditTraining, "/settings", "Rules"),
    ];
    let links = places
        .into_iter()
        .filter(|(action, ..)| untrack(|| session.may_in(*action, scheme)))
        .map(|(_, step, name)| {
            let href = format!("/schemes/{scheme}/training{step}");
            let here = untrack(|| path.with(|p| *p == href));
            let class = if here {
                "btn btn-sm btn-neutral"
            } else {
                "btn btn-sm btn-ghost"
            };
            view! { <li><a class=class href=href aria-current=here.then_some("page")>{name}</a></li> }
        })
        .collect_view();
    view! { <nav aria-label="Training" class="mb-5 -mx-1"><ul class="flex flex-wrap gap-1">{links}</ul></nav> }
}
