use super::carry::{Carried, Carry};
use crate::pages::groups::names::overtaken;
use crate::ui::{Section, icon};
use crate::wording::{count, in_words, some};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::{Isolated, Violation};
use cairn_domain::groups::{ProposalView, UnplacedPerson};
use cairn_domain::ids::ParticipantId;
use icondata_lu as lu;
use leptos::prelude::*;

/// Broken rules said at once; the others are behind a press.
const AT_ONCE: usize = 5;

/// What needs a look before publishing: broken rules, people without a place, people who are the only one of their kind.
#[component]
pub fn Problems(carry: Carry, editable: bool) -> impl IntoView {
    move || {
        carry.view.with(|v| {
            v.as_ref().map(|v| {
                // What was wrong with groups that will never be is nobody's concern any more.
                if let Some(notice) = overtaken(&v.summary) {
                    return view! { <div class="mt-5">{notice}</div> }.into_any();
                }
                let broken = (!v.violations.is_empty()).then(|| broken_rules(v));
                let people = v
                    .unplaced
                    .iter()
                    .filter(|p| p.unplaced.role == ParticipantRole::Mentee)
                    .cloned()
                    .collect::<Vec<_>>();
                let unplaced = (!people.is_empty()).then(|| view! { <Unplaced people carry editable/> });
                let alone = v
                    .summary
                    .metrics
                    .as_ref()
                    .map(|m| m.isolated.clone())
                    .unwrap_or_default();
                let alone = (!alone.is_empty()).then(|| isolated(v, alone));
                view! { <div class="grid gap-4 mt-5 empty:hidden">{broken} {unplaced} {alone}</div> }
                    .into_any()
            })
        })
    }
}

fn broken_rules(v: &ProposalView) -> AnyView {
    let label = |index: u32| {
        v.groups
            .iter()
            .find(|g| g.index == index)
            .map(|g| format!("{}: ", g.label))
            .unwrap_or_default()
    };
    let mut lines = v
        .violations
        .iter()
        .map(|b| {
            format!(
                "{}{}{}",
                b.group().map(label).unwrap_or_default(),
                subject(v, b),
                b.sentence()
            )
        })
        .collect::<Vec<_>>();
    let rest = lines.split_off(lines.len().min(AT_ONCE));
    let list = |lines: Vec<String>| {
        let items = lines
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view();
        view! { <ul class="list-disc pl-5">{items}</ul> }.into_any()
    };
    let more = (!rest.is_empty()).then(|| {
        let title = format!("And {} more", count(rest.len() as u64));
        view! {
            <details class="mt-1">
                <summary class="cursor-pointer font-semibold py-1">{title}</summary>
                <div class="max-h-96 overflow-y-auto">{list(rest)}</div>
            </details>
        }
    });
    view! {
        <section class="alert alert-error alert-soft items-start" role="alert">
            {icon(lu::LuTriangleAlert)}
            <div>
                <h2 class="font-bold">{format!("{} broken", some(v.violations.len() as u64, "rule is", "rules are"))}</h2>
                {list(lines)}
                {more}
            </div>
        </section>
    }
    .into_any()
}

/// Whom a broken rule is about, where no group says it.
fn subject(v: &ProposalView, broken: &Violation) -> String {
    let id = match broken {
        Violation::InTwoGroups { participant: id, .. }
        | Violation::MentorFull { mentor: id, .. }
        | Violation::TooManyGroups { mentor: id, .. } => *id,
        _ => return String::new(),
    };
    let mentees = v.groups.iter().flat_map(|g| &g.mentees).map(|m| (m.id, &m.name));
    let mentors = v.groups.iter().flat_map(|g| &g.mentors).map(|m| (m.id, &m.name));
    mentees
        .chain(mentors)
        .find(|(other, _)| *other == id)
        .map_or_else(String::new, |(_, name)| format!("{name}: "))
}

#[component]
fn Unplaced(people: Vec<UnplacedPerson>, carry: Carry, editable: bool) -> impl IntoView {
    let title = match people.len() {
        1 => "One person could not be placed".to_owned(),
        n => format!("{} people could not be placed", in_words(n as u64)),
    };
    let items = people
        .into_iter()
        .map(|p| {
            let who = Carried { id: p.unplaced.participant, name: p.name.clone(), from: None, mentee: true };
            let label = format!("Move {}", p.name);
            let button = editable.then(|| {
                view! { <button class="btn btn-sm shrink-0" aria-label=label on:click=move |_| carry.asked.set(Some(who.clone()))>"Place by hand"</button> }
            });
            view! {
                <li class="py-3 flex flex-wrap sm:flex-nowrap items-start gap-x-4 gap-y-2">
                    <p class="font-semibold sm:w-48 shrink-0 wrap-anywhere">{p.name}</p>
                    <p class="mr-auto">{p.why} <span class="block opacity-90">{p.what_would_help}</span></p>
                    {button}
                </li>
            }
        })
        .collect_view();
    view! { <Section title><ul class="divide-y divide-base-300 max-h-96 overflow-y-auto">{items}</ul></Section> }
}

/// Says who and what would help, not in what: that is theirs to tell.
fn isolated(v: &ProposalView, alone: Vec<Isolated>) -> AnyView {
    let name = |id: ParticipantId| {
        let mut mentees = v.groups.iter().flat_map(|g| &g.mentees);
        mentees
            .find(|m| m.id == id)
            .map_or_else(String::new, |m| m.name.clone())
    };
    let count = alone.len() as u64;
    let items = alone
        .into_iter()
        .map(|i| view! { <li class="py-2"><span class="font-semibold">{name(i.participant)}</span>" "{i.suggestion()}</li> })
        .collect_view();
    view! {
        <details class="card p-5">
            <summary class="cursor-pointer font-bold">
                {format!("{} alone in something that matters", some(count, "person is", "people are"))}
            </summary>
            <ul class="divide-y divide-base-300 mt-2 max-h-96 overflow-y-auto">{items}</ul>
        </details>
    }
    .into_any()
}
