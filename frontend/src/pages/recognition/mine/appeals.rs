use super::frame::Mine;
use crate::client::delete;
use crate::pages::recognition::names::appeal_badge;
use crate::ui::{Form, FormProblem, Section, tell};
use crate::wording::day;
use cairn_domain::ids::AppealId;
use cairn_domain::recognition::{AppealState, AppealView};
use leptos::prelude::*;

/// One's own appeals with their answers. Nothing, when there are none.
#[component]
pub fn Appeals(appeals: Vec<AppealView>, mine: Mine) -> impl IntoView {
    (!appeals.is_empty()).then(|| {
        let items = appeals
            .into_iter()
            .map(|a| view! { <Item a mine/> })
            .collect_view();
        view! {
            <Section title="Your appeals">
                <ul class="divide-y divide-base-300">{items}</ul>
            </Section>
        }
    })
}

#[component]
fn Item(a: AppealView, mine: Mine) -> impl IntoView {
    let sent = format!(
        "{} · sent on {}",
        a.subject.label(),
        day(a.created_at.date_naive())
    );
    let answer = a.answer.map(|answer| {
        let by = a.answered_by.unwrap_or_else(|| "Staff".to_owned());
        view! { <p class="mt-2 wrap-anywhere"><span class="font-semibold">{by}": "</span>{answer}</p> }
    });
    let back =
        (a.state == AppealState::Open).then(|| view! { <TakeBack id=a.id about=a.about.clone() mine/> });
    view! {
        <li class="py-3">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h3 class="font-semibold mr-auto wrap-anywhere">{a.about}</h3>
                {appeal_badge(a.state)}
            </div>
            <p class="text-sm opacity-80">{sent}</p>
            <p class="mt-1 whitespace-pre-line wrap-anywhere">{a.text}</p>
            {answer}
            {back}
        </li>
    }
}

#[component]
fn TakeBack(id: AppealId, about: String, mine: Mine) -> impl IntoView {
    let tell = tell();
    let form = Form::new("appeal-back");
    let take_back = move |_| {
        form.run(async move {
            delete(format!("/me/appeals/{id}")).done().await?;
            tell("Your appeal is taken back.");
            mine.reload();
            Ok(())
        });
    };
    view! {
        <FormProblem form/>
        <button class="btn btn-sm mt-2" aria-label=format!("Take it back: {about}") on:click=take_back>"Take it back"</button>
    }
}
