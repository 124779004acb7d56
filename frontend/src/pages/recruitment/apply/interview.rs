use crate::client::{Query, delete, loaded, put};
use crate::ui::{Form, FormProblem, Section, tell};
use crate::wording::day_and_time;
use cairn_domain::ids::ApplicationId;
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{BookInterview, OpenInterviewSlot, OwnInterview};
use leptos::prelude::*;

/// Choosing a time for a talk, once an application is on the shortlist.
#[component]
pub fn Interview(id: ApplicationId) -> impl IntoView {
    let query = Query::new(
        move || format!("/me/applications/{id}/interview"),
        &[Topic::Recruitment],
    );
    view! {
        <Section title="A short talk" class="mb-5">
            {loaded(query, move |own: OwnInterview| view! { <Times id own query/> }.into_any())}
        </Section>
    }
}

#[component]
fn Times(id: ApplicationId, own: OwnInterview, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("interview");
    let book = move |slot: OpenInterviewSlot| {
        let wish = BookInterview { slot_id: slot.id };
        form.run(async move {
            let after: OwnInterview = put(format!("/me/applications/{id}/interview"))
                .json(&wish)
                .read()
                .await?;
            tell("This is your time. You get a letter with it.");
            query.put(&after);
            Ok(())
        });
    };
    let cancel = move |_| {
        form.run(async move {
            let after: OwnInterview = delete(format!("/me/applications/{id}/interview")).read().await?;
            tell("The time is free for somebody else.");
            query.put(&after);
            Ok(())
        });
    };
    let booked = own.booked.map(|slot| {
        view! {
            <p class="font-semibold">{format!("Your time: {}", said(&slot))}</p>
            <p class="mt-2"><button class="btn btn-sm" aria-disabled=move || form.is_busy().to_string() on:click=cancel>"Give this time back"</button></p>
        }
    });
    let lead = match (booked.is_some(), own.open.is_empty()) {
        (true, true) => None,
        (true, false) => Some("Does another time suit you better? Then choose it here."),
        (false, false) => Some(
            "It is no test: you hear more about being a mentor, and can ask what you like. Choose a time.",
        ),
        (false, true) => Some(
            "There is no free time at the moment. You get one here when staff set more; this page shows it by itself.",
        ),
    };
    let items = own
        .open
        .into_iter()
        .map(|slot| {
            let label = said(&slot);
            let name = format!("Choose {label}");
            view! {
                <li class="py-2 flex flex-wrap gap-3 items-center">
                    <span class="mr-auto wrap-anywhere">{label}</span>
                    <button class="btn btn-sm btn-primary" aria-label=name aria-disabled=move || form.is_busy().to_string() on:click=move |_| book(slot.clone())>"Choose this"</button>
                </li>
            }
        })
        .collect_view();
    view! {
        {booked}
        <p class="mt-2">{lead}</p>
        <FormProblem form/>
        <ul class="divide-y divide-base-300 mt-2">{items}</ul>
    }
}

fn said(slot: &OpenInterviewSlot) -> String {
    format!(
        "{}, {} minutes, {}",
        day_and_time(slot.starts_at),
        slot.minutes,
        slot.place
    )
}
