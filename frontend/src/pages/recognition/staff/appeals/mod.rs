//! Students who think that something should be looked at again, and what staff answer.

mod answer;

use super::filters::{filter, in_scheme};
use super::names::appeal_badge;
use super::nav::RecognitionNav;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{EmptyState, PageHeader, Pager, crumb, options_of};
use crate::wording::{day, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{AppealState, AppealSubject, AppealView};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/appeals`
#[component]
pub fn AppealsPage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let appeals = Query::new(
        move || format!("/appeals{}", in_scheme(scheme, address, &["state", "after"])),
        &[Topic::Recognition],
    );
    let answering = RwSignal::new(None::<AppealView>);
    view! {
        <PageHeader
            title="Appeals"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recognition"), "Recognition")]
            lead="A student asks you to look at something again. They get your answer in a letter."
        />
        <RecognitionNav scheme/>
        <section class="card p-5">
            <div class="mb-2">{filter("State", "state", "Any state", options_of!(AppealState))}</div>
            {loaded(appeals, move |page: Page<AppealView>| {
                if page.items.is_empty() {
                    return view! {
                        <EmptyState
                            glyph=lu::LuScale
                            title="No appeal here"
                            text="When a student asks for something to be looked at again, it appears here."
                        />
                    }
                    .into_any();
                }
                let shown = page.total.map_or_else(
                    || some(page.items.len() as u64, "appeal here", "appeals here"),
                    |total| some(total, "appeal", "appeals"),
                );
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                let items = page.items.into_iter().map(|a| item(scheme, a, answering)).collect_view();
                view! {
                    <ul class="divide-y divide-base-300">{items}</ul>
                    <Pager next first shown/>
                }
                .into_any()
            })}
        </section>
        <answer::AnswerDialog appeal=answering query=appeals/>
    }
}

/// Where staff see what an appeal is about.
fn subject_href(scheme: SchemeId, a: &AppealView) -> String {
    let base = format!("/schemes/{scheme}/recognition");
    match a.subject {
        AppealSubject::Award => format!("{base}/awards/{}", a.subject_id),
        AppealSubject::Grant | AppealSubject::Evidence => format!("{base}/mentors/{}", a.participant_id),
        AppealSubject::HearEntry => format!("{base}/hear/entries/{}", a.subject_id),
    }
}

fn item(scheme: SchemeId, a: AppealView, answering: RwSignal<Option<AppealView>>) -> AnyView {
    let mentor = format!("/schemes/{scheme}/recognition/mentors/{}", a.participant_id);
    let about = subject_href(scheme, &a);
    let subject = format!("{}: {}", a.subject.label(), a.about);
    let state = appeal_badge(a.state);
    let asked = format!("Asked on {}", day(a.created_at.date_naive()));
    let answer = a.answer.clone().map(|text| {
        let by = a.answered_by.clone().unwrap_or_else(|| "Staff".to_owned());
        view! { <p class="mt-2 max-w-prose wrap-anywhere">{format!("{by} answered: {text}")}</p> }
    });
    let (name, text) = (a.name.clone(), a.text.clone());
    let label = format!("Answer {}", a.name);
    let button = (a.state == AppealState::Open).then(|| {
        view! { <button class="btn btn-sm btn-primary mt-3" aria-label=label on:click=move |_| answering.set(Some(a.clone()))>"Answer"</button> }
    });
    view! {
        <li class="py-4">
            <div class="flex flex-wrap gap-x-3 gap-y-1 items-center">
                <h2 class="font-semibold mr-auto"><a class="link" href=mentor>{name}</a></h2>
                {state}
            </div>
            <p><a class="link" href=about>{subject}</a></p>
            <blockquote class="mt-2 max-w-prose whitespace-pre-line wrap-anywhere border-l-4 border-base-300 pl-3">{text}</blockquote>
            <p class="text-sm opacity-80 mt-1">{asked}</p>
            {answer} {button}
        </li>
    }
    .into_any()
}
