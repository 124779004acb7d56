//! One mentor's training: what is missing, what was done and how we know, and what staff may record.

mod completions;
mod modules;
mod prior_learning;
mod reference;
mod withdraw;

use crate::client::{Query, loaded};
use crate::pages::training::names::clearance_badge;
use crate::session::use_session;
use crate::ui::{PageHeader, Section, Tone, badge, crumb, icon};
use crate::wording::{ago, day, some};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::training::{CompletionView, ConductSignature, MentorTrainingDetail};
use icondata_lu as lu;
use leptos::prelude::*;
use prior_learning::PriorLearningDialog;
use reference::ReferenceDialog;
use withdraw::WithdrawDialog;

/// `/schemes/:scheme/training/mentors/:participant`
#[component]
pub fn MentorPage(scheme: SchemeId, participant: ParticipantId) -> impl IntoView {
    let session = use_session();
    let query = Query::new(
        move || format!("/participants/{participant}/training"),
        &[Topic::Training, Topic::Cohort],
    );
    let may_record = untrack(|| session.may_in(Action::RecordTraining, scheme));
    let accepting = RwSignal::new(false);
    let referring = RwSignal::new(false);
    let withdrawing = RwSignal::new(None::<CompletionView>);
    view! {
        {loaded(query, move |d: MentorTrainingDetail| {
            let m = &d.mentor;
            let accept = may_record.then(|| {
                view! { <button class="btn btn-primary" on:click=move |_| accepting.set(true)>{icon(lu::LuBadgeCheck)} "Accept prior learning"</button> }
            });
            let stuck = m.stuck_days.map(|n| badge(Tone::Attention, format!("Stuck for {}", some(n, "day", "days"))));
            let group = if m.in_group { badge(Tone::Info, "Has a group") } else { badge(Tone::Plain, "No group yet") };
            view! {
                <PageHeader title=m.name.clone() crumbs=way(scheme) lead=lead(&d)>{accept}</PageHeader>
                <p class="flex flex-wrap gap-2 mb-4">
                    {clearance_badge(m.status, m.is_cleared, m.clearance_until)} {group} {stuck}
                </p>
                <div class="grid gap-5 lg:grid-cols-3 items-start">
                    <div class="grid gap-5 lg:col-span-2 min-w-0">
                        <modules::ModulesCard modules=d.modules.clone()/>
                        <completions::CompletionsCard completions=d.completions.clone() withdrawing may_record/>
                    </div>
                    <Checks d may_record referring/>
                </div>
            }
            .into_any()
        })}
        <PriorLearningDialog participant query open=accepting/>
        <ReferenceDialog participant query open=referring/>
        <WithdrawDialog completion=withdrawing query/>
    }
}

fn way(scheme: SchemeId) -> Vec<crate::ui::Crumb> {
    vec![
        crumb(format!("/schemes/{scheme}/training"), "Training"),
        crumb(format!("/schemes/{scheme}/training/mentors"), "Mentors"),
    ]
}

fn lead(d: &MentorTrainingDetail) -> String {
    let m = &d.mentor;
    let done = format!("{} of {} compulsory modules done", m.completed, m.of);
    match m.last_step_at {
        Some(at) => format!("{done}. Last step {}.", ago(at)),
        None => format!("{done}. No step yet."),
    }
}

/// What is missing, and what staff see to.
#[component]
fn Checks(d: MentorTrainingDetail, may_record: bool, referring: RwSignal<bool>) -> impl IntoView {
    let missing = d
        .missing
        .into_iter()
        .map(|m| view! { <li class="py-1">{m}</li> })
        .collect::<Vec<_>>();
    let missing = if missing.is_empty() {
        view! { <p>"Nothing is missing."</p> }.into_any()
    } else {
        view! { <ul class="list-disc pl-5">{missing}</ul> }.into_any()
    };
    let on = |date: Option<chrono::NaiveDate>, none: &str| date.map_or_else(|| none.to_owned(), day);
    let signed = d.signatures.into_iter().filter_map(signed_words).collect_view();
    let record = may_record.then(|| {
        view! { <button class="btn btn-sm mt-2" on:click=move |_| referring.set(true)>"Record a reference"</button> }
    });
    let email = d
        .mentor
        .email
        .map(|e| view! { <a class="link wrap-anywhere" href=format!("mailto:{e}")>{e.clone()}</a> });
    view! {
        <div class="grid gap-5 min-w-0">
            <Section title="Missing before mentoring">{missing}</Section>
            <Section title="Checks">
                <dl class="divide-y divide-base-300">
                    <div class="py-2">
                        <dt class="opacity-80">"Code of conduct"</dt>
                        <dd class="font-semibold">{on(d.code_of_conduct_signed, "Not signed")}</dd>
                        {signed}
                    </div>
                    <div class="py-2">
                        <dt class="opacity-80">"Reference seen"</dt>
                        <dd class="font-semibold">{on(d.reference_seen, "Not seen")}</dd>
                    </div>
                    <div class="py-2">
                        <dt class="opacity-80">"Email"</dt>
                        <dd class="font-semibold">{email}</dd>
                    </div>
                </dl>
                {record}
            </Section>
        </div>
    }
}

/// The words of a code of conduct as a mentor signed them.
fn signed_words(s: ConductSignature) -> Option<impl IntoView> {
    let html = s.html?;
    Some(view! {
        <dd>
            <details>
                <summary class="cursor-pointer py-1">{format!("Version {}, signed on {}", s.version, day(s.signed_on))}</summary>
                <div class="lesson mt-2" inner_html=html></div>
            </details>
        </dd>
    })
}
