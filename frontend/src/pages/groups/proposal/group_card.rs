use super::carry::{Carried, Carry, carried_mentee};
use super::person_row::PersonRow;
use crate::ui::{icon, tell};
use crate::wording::some;
use cairn_domain::groups::{ProposedGroup, ProposedMentor};
use icondata_lu as lu;
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// A group on the board: a place to drop somebody.
#[component]
pub fn GroupCard(group: ProposedGroup, carry: Carry, editable: bool) -> impl IntoView {
    let tell = tell();
    let over = RwSignal::new(false);
    let index = group.index;
    let dropped = move |ev: DragEvent| {
        ev.prevent_default();
        over.set(false);
        if let Some(who) = carry.dragged.get_untracked() {
            carry.put(who, Some(index), tell);
        }
    };
    let hovered = move |ev: DragEvent| {
        if editable {
            ev.prevent_default();
            over.set(true);
        }
    };
    let mentees = group
        .mentees
        .iter()
        .map(|m| {
            let facts = [
                m.programme_code.clone(),
                m.tutor_group.clone(),
                m.seminar_group.clone(),
            ];
            let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! { <PersonRow who=carried_mentee(m, &group) facts pinned=m.pinned carry editable/> }
        })
        .collect_view();
    let mentors = group
        .mentors
        .iter()
        .map(|m| view! { <Mentor m=m.clone() group=index carry editable/> })
        .collect_view();
    let no_mentor = group
        .mentors
        .is_empty()
        .then(|| view! { <p class="py-2 text-secondary font-semibold flex items-center gap-2">{icon(lu::LuTriangleAlert)} "No mentor"</p> });
    let faults = move || {
        carry.view.with(|v| {
            let faults = v.as_ref().map(|v| {
                v.violations
                    .iter()
                    .filter(|b| b.group() == Some(index))
                    .map(|b| b.sentence())
                    .collect::<Vec<_>>()
            });
            faults
                .unwrap_or_default()
                .into_iter()
                .map(|f| view! { <p class="text-sm text-error font-semibold">{f}</p> })
                .collect_view()
        })
    };
    view! {
        <section
            class="card p-4 border-2"
            class:border-primary=move || over.get()
            on:dragover=hovered
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <h2 class="font-bold flex gap-2">
                <span class="mr-auto">{group.label.clone()}</span>
                <span class="font-normal opacity-80">{some(group.mentees.len() as u64, "mentee", "mentees")}</span>
            </h2>
            {faults}
            <div class="border-b border-base-300 pb-1">{mentors} {no_mentor}</div>
            <ul class="pt-1">{mentees}</ul>
        </section>
    }
}

/// A mentor, and why they fit.
#[component]
fn Mentor(m: ProposedMentor, group: u32, carry: Carry, editable: bool) -> impl IntoView {
    let who = Carried {
        id: m.id,
        name: m.name,
        from: Some(group),
        mentee: false,
    };
    let facts = [
        Some("Mentor".to_owned()),
        m.programme_code,
        Some(m.level.to_string()),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let reasons = m
        .reasons
        .iter()
        .map(|r| view! { <li>{r.sentence()}</li> })
        .collect_view();
    let why = (!m.reasons.is_empty()).then(|| {
        view! {
            <details class="text-sm pl-2">
                <summary class="cursor-pointer">"Why this mentor"</summary>
                <ul class="list-disc pl-5">{reasons}</ul>
            </details>
        }
    });
    view! {
        <ul><PersonRow who facts pinned=false carry editable/></ul>
        {why}
    }
}
