use super::blocks_list;
use crate::client::{Query, loaded, post};
use crate::pages::recognition::staff::evidence::EvidenceFacts;
use crate::pages::recognition::staff::names::{hear_badge, hours};
use crate::session::use_session;
use crate::ui::{Dialog, Form, FormProblem, PageHeader, Section, Submit, TextArea, crumb, icon, tell};
use crate::wording::day;
use cairn_domain::identity::Action;
use cairn_domain::ids::{HearEntryId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{
    EvidenceView, HearEntryDetail, HearEntryState, HearEntryView, HearVerifications, HearVerified, Revocation,
};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/hear/entries/:entry`
#[component]
pub fn EntryPage(scheme: SchemeId, entry: HearEntryId) -> impl IntoView {
    let query = Query::new(move || format!("/hear-entries/{entry}"), &[Topic::Recognition]);
    let reopening = RwSignal::new(false);
    view! {
        {loaded(query, move |d: HearEntryDetail| view! { <Entry scheme d query reopening/> }.into_any())}
        <Dialog title="Open the entry again" open=reopening><ReopenForm entry query open=reopening/></Dialog>
    }
}

#[component]
fn Entry(scheme: SchemeId, d: HearEntryDetail, query: Query, reopening: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let base = format!("/schemes/{scheme}/recognition");
    let e = d.entry;
    let crumbs = vec![
        crumb(format!("{base}/hear"), "The HEAR"),
        crumb(format!("{base}/hear/entries"), "Students' entries"),
    ];
    let may_verify = untrack(|| session.may_in(Action::ConfirmEvidence, scheme));
    let may_reopen = untrack(|| session.may_in(Action::GrantAwards, scheme));
    let action = match e.state {
        HearEntryState::Asked if may_verify && e.blocks.is_empty() => {
            view! { <VerifyOne id=e.id query/> }.into_any()
        }
        HearEntryState::Verified if may_reopen => {
            view! { <button class="btn" on:click=move |_| reopening.set(true)>"Open it again"</button> }
                .into_any()
        }
        _ => ().into_any(),
    };
    let mentor = format!("{base}/mentors/{}", e.participant_id);
    let chain = chain(d.chain);
    view! {
        <PageHeader title=format!("{}: {}", e.name, e.title) crumbs>
            <a class="btn" href=mentor>"All of their evidence"</a>
            {action}
        </PageHeader>
        <div class="grid gap-5 lg:grid-cols-3 items-start">
            <Section title="What the entry rests on" class="lg:col-span-2">{chain}</Section>
            <Facts e/>
        </div>
    }
}

#[component]
fn Facts(e: HearEntryView) -> impl IntoView {
    let line = |name: &'static str, fact: Option<String>| {
        fact.map(|fact| {
            view! { <div class="py-2"><dt class="opacity-80">{name}</dt><dd class="font-semibold wrap-anywhere">{fact}</dd></div> }
        })
    };
    let verified = e.verified_at.map(|at| {
        let by = e.verified_by.clone().unwrap_or_else(|| "staff".to_owned());
        format!("{} by {by}", day(at.date_naive()))
    });
    let blocks = (e.state == HearEntryState::Asked).then(|| {
        blocks_list(&e.blocks)
            .unwrap_or_else(|| view! { <p class="mt-1">"Nothing stands in the way."</p> }.into_any())
    });
    view! {
        <Section title="The entry">
            <p class="mb-2">{hear_badge(e.state)}</p>
            {blocks}
            <dl class="divide-y divide-base-300 mt-2">
                {line("Student number", e.student_number)}
                {line("Programme", e.programme_code)}
                {line("Hours that count for it", Some(hours(e.minutes)))}
                {line("Asked for", Some(day(e.asked_at.date_naive())))}
                {line("Verified", verified)}
            </dl>
        </Section>
    }
}

/// The evidence chain: each hour with where it comes from and who confirmed it.
fn chain(chain: Vec<EvidenceView>) -> AnyView {
    if chain.is_empty() {
        return view! { <p class="opacity-80">"No confirmed evidence counts for it yet."</p> }.into_any();
    }
    let items = chain
        .into_iter()
        .map(|e| view! { <li class="py-4"><EvidenceFacts e/></li> })
        .collect_view();
    view! { <ol class="divide-y divide-base-300">{items}</ol> }.into_any()
}

#[component]
fn VerifyOne(id: HearEntryId, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("verify-one");
    let verify = move |_| {
        form.run(async move {
            let asked = HearVerifications { ids: vec![id] };
            match post("/hear-entries/verifications")
                .json(&asked)
                .read::<HearVerified>()
                .await
            {
                Ok(answer) => match answer.kept.first().and_then(|k| k.blocks.first()) {
                    None => tell("The entry is verified."),
                    Some(block) => tell(block.label()),
                },
                Err(problem) => tell(&problem.title),
            }
            query.reload();
            Ok(())
        });
    };
    view! { <button class="btn btn-primary" aria-disabled=move || form.is_busy().to_string() on:click=verify>{icon(lu::LuBadgeCheck)} "Verify"</button> }
}

#[component]
fn ReopenForm(entry: HearEntryId, query: Query, open: RwSignal<bool>) -> impl IntoView {
    let tell = tell();
    let form = Form::new("reopen");
    let reason = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = Revocation {
            reason: reason.get_untracked(),
        };
        form.run(async move {
            post(format!("/hear-entries/{entry}/reopening"))
                .json(&input)
                .done()
                .await?;
            tell("The entry is open again, and no longer in the export.");
            query.reload();
            let _ = open.try_set(false);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <p class="mb-4">"It leaves the export, and the hours behind it can be changed again. What was verified stays on record with your reason."</p>
            <TextArea form at="/reason" label="Why" value=reason/>
            <FormProblem form/>
            <Submit form label="Open it again"/>
        </form>
    }
}
