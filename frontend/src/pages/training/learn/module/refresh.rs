use super::course::Course;
use crate::address::Address;
use crate::client::post;
use crate::ui::{Form, FormProblem, icon, tell};
use crate::wording::day;
use cairn_domain::training::{LearnModule, ModuleState};
use icondata_lu as lu;
use leptos::prelude::*;

/// For a module that has run out, or soon will: the way to do it again. What was completed counts until it ends.
#[component]
pub fn RefreshCard(course: Course) -> impl IntoView {
    let due = Memo::new(move |_| {
        let state = course.state.get();
        let done = course.parts().iter().all(|part| course.is_done(part));
        (done && matches!(state, ModuleState::DueSoon | ModuleState::Lapsed)).then_some(state)
    });
    move || due.get().map(|state| view! { <Due course state/> })
}

#[component]
fn Due(course: Course, state: ModuleState) -> impl IntoView {
    let address = Address::here();
    let tell = tell();
    let form = Form::new("refresh");
    let until = course
        .module
        .with_value(|m| m.module.expires_on)
        .map(day)
        .unwrap_or_default();
    let words = if state == ModuleState::Lapsed {
        format!("This ran out on {until}. Do it again to be in date.")
    } else {
        format!("This counts until {until}. Do it again before then, and nothing is interrupted.")
    };
    let begin = move |_| {
        let path = course.module.with_value(|m| {
            format!(
                "/me/training/{}/refreshment?scheme_id={}",
                m.module.id, m.scheme_id
            )
        });
        form.run(async move {
            let module: LearnModule = post(path).read().await?;
            tell("You have begun again, with the newest version.");
            address.go(&course.href(""));
            course.begin_again(&module);
            Ok(())
        });
    };
    view! {
        <section class="card p-5 mb-5 border-warning">
            <h2 class="text-xl font-bold">"Time for a refresh"</h2>
            <p class="mt-1">{words}</p>
            <FormProblem form/>
            <p class="mt-3">
                <button class="btn btn-primary" disabled=move || form.is_busy() on:click=begin>{icon(lu::LuRotateCcw)} "Do it again"</button>
            </p>
        </section>
    }
}
