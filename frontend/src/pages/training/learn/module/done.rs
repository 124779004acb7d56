use super::course::Course;
use crate::ui::icon;
use cairn_domain::training::ModuleState;
use icondata_lu as lu;
use leptos::prelude::*;

/// Says so when the last part of a module is done.
#[component]
pub fn DoneCard(course: Course) -> impl IntoView {
    let before = course.state.get_untracked() == ModuleState::Completed;
    let done = Memo::new(move |_| !before && course.state.get() == ModuleState::Completed);
    let title = course.module.with_value(|m| m.module.title.clone());
    let shown = move || {
        done.get().then(|| {
            view! {
                <section class="card p-5 mt-4 border-success">
                    <p class="text-xl font-bold flex items-center gap-2">
                        <span class="text-success">{icon(lu::LuCircleCheck)}</span>
                        "Well done. This module is complete."
                    </p>
                    <p class="mt-1">{title.clone()}" counts from today."</p>
                    <p class="mt-3"><a class="btn btn-primary" href="/training">"See what is next"</a></p>
                </section>
            }
        })
    };
    view! { <div role="status">{shown}</div> }
}
