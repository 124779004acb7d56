use crate::client::{Query, post};
use crate::session::use_session;
use crate::ui::{Form, FormProblem, Section, tell};
use crate::wording::{in_words, some};
use cairn_domain::groups::{GroupChanges, UnplacedPerson};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// People without a place: why, and the smallest change that would give them one.
#[component]
pub fn UnplacedCard(scheme: SchemeId, people: Vec<UnplacedPerson>, dashboard: Query) -> impl IntoView {
    if people.is_empty() {
        return ().into_any();
    }
    let session = use_session();
    let tell = tell();
    let form = Form::new("place");
    let place = move |_| {
        form.run(async move {
            let changes: GroupChanges = post(format!("/schemes/{scheme}/late-joiners"))
                .json(&())
                .read()
                .await?;
            tell(&format!(
                "{} placed.",
                some(changes.changes.len() as u64, "person", "people")
            ));
            dashboard.reload();
            Ok(())
        });
    };
    let action = untrack(|| session.may(Action::EditGroups)).then(|| {
        view! { <button class="btn btn-sm btn-primary" on:click=place>"Place those who fit"</button> }
            .into_any()
    });
    let title = match people.len() {
        1 => "One person has no place yet".to_owned(),
        n => format!("{} people have no place yet", in_words(n as u64)),
    };
    view! {
        <Section title class="mt-5" aside=action.into_any()>
            <FormProblem form/>
            <UnplacedList people/>
        </Section>
    }
    .into_any()
}

#[component]
pub fn UnplacedList(people: Vec<UnplacedPerson>) -> impl IntoView {
    let items = people
        .into_iter()
        .map(|p| {
            view! {
                <li class="py-3 sm:grid grid-cols-[12rem_1fr] gap-4">
                    <p class="font-semibold wrap-anywhere">{p.name} <span class="block text-sm font-normal opacity-80">{p.unplaced.role.label()}</span></p>
                    <p><span class="block">{p.why}</span><span class="block opacity-90">{p.what_would_help}</span></p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="divide-y divide-base-300">{items}</ul> }
}
