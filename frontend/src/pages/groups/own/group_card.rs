use super::ask_change::AskChange;
use super::person_item::PersonItem;
use crate::client::Query;
use crate::ui::icon;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::{MyGroup, SupervisorContact};
use icondata_lu as lu;
use leptos::prelude::*;

/// A group with everybody in it and how to reach them.
#[component]
pub fn GroupCard(group: MyGroup, query: Query) -> impl IntoView {
    let is_mentor = group.my_role == ParticipantRole::Mentor;
    let place = [group.programme_title.clone(), Some(group.scheme_name.clone())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let people = |list: Vec<_>| {
        list.into_iter()
            .map(|person| view! { <PersonItem person/> })
            .collect_view()
    };
    let mentors_title = match (is_mentor, group.mentors.len()) {
        (true, 1) => "You mentor this group",
        (true, _) => "Mentors",
        (false, 1) => "Your mentor",
        (false, _) => "Your mentors",
    };
    let mentees_title = if is_mentor { "Your mentees" } else { "Your group" };
    let ask = (!is_mentor).then(|| view! { <AskChange group=group.id open=group.open_rematch query/> });
    let mentees = view! {
        <section class="card p-5 lg:col-span-2">
            <h2 class="text-xl font-bold">{mentees_title}</h2>
            <p class="text-sm opacity-80">{format!("{} · {place}", group.label)}</p>
            <ul class="mt-2 divide-y divide-base-300">{people(group.mentees)}</ul>
        </section>
    }
    .into_any();
    let mentors = view! {
        <div class="grid gap-5">
            <section class="card p-5">
                <h2 class="text-xl font-bold">{mentors_title}</h2>
                <ul class="mt-1 divide-y divide-base-300">{people(group.mentors)}</ul>
                {ask}
            </section>
            {group.supervisor.map(|contact| view! { <Supervisor contact/> })}
        </div>
    }
    .into_any();
    // What somebody looks for first comes first: a mentee's mentor, a mentor's mentees.
    let (first, second) = if is_mentor {
        (mentees, mentors)
    } else {
        (mentors, mentees)
    };
    view! { <article class="grid gap-5 lg:grid-cols-3 items-start">{first} {second}</article> }
}

#[component]
fn Supervisor(contact: SupervisorContact) -> impl IntoView {
    let write = contact.email.map(|email| {
        let href = format!("mailto:{email}");
        view! { <a class="btn mt-3" href=href>{icon(lu::LuMail)} "Write to "{contact.name.clone()}</a> }
    });
    view! {
        <section class="card p-5">
            <h2 class="text-xl font-bold">"Not sure about something?"</h2>
            <p class="mt-2">{contact.name}" looks after your scheme and is glad to help."</p>
            {write}
        </section>
    }
}
