use super::revoke::RevokeDialog;
use crate::address::Address;
use crate::client::{Query, loaded, post};
use crate::pages::recognition::staff::files::{PDF, SaveButton};
use crate::pages::recognition::staff::filters::in_scheme;
use crate::pages::recognition::staff::names::{award_name, grant_badge};
use crate::session::use_session;
use crate::ui::{EmptyState, Form, FormProblem, Pager};
use crate::wording::{day, some};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{GrantState, GrantView};
use icondata_lu as lu;
use leptos::prelude::*;

const NAMES: [&str; 4] = ["q", "award_id", "state", "after"];

/// Every award that was given, filtered by what the address says.
#[component]
pub fn GrantList(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let query = Query::new(
        move || format!("/award-grants{}&limit=25", in_scheme(scheme, address, &NAMES)),
        &[Topic::Recognition],
    );
    let revoking = RwSignal::new(None::<GrantView>);
    view! {
        {loaded(query, move |page: Page<GrantView>| {
            if page.items.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuAward
                        title="No award like that"
                        text="Awards appear here once they are given. Take a filter away, or give an award to those who have earned it."
                    >
                        <a class="btn btn-primary" href=format!("/schemes/{scheme}/recognition/awards")>"See the awards"</a>
                    </EmptyState>
                }
                .into_any();
            }
            let shown = page.total.map_or_else(
                || some(page.items.len() as u64, "award here", "awards here"),
                |total| some(total, "award", "awards"),
            );
            let next = page.next.map(|after| address.with("after", &after));
            let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
            let items = page.items.into_iter().map(|g| item(scheme, g, revoking, Shown::Alone)).collect_view();
            view! {
                <ul class="divide-y divide-base-300">{items}</ul>
                <Pager next first shown/>
            }
            .into_any()
        })}
        <RevokeDialog grant=revoking query/>
    }
}

/// The awards of one mentor.
#[component]
pub fn GrantsOfOne(scheme: SchemeId, participant: ParticipantId) -> impl IntoView {
    let query = Query::new(
        move || format!("/award-grants?scheme_id={scheme}&participant_id={participant}&limit=200"),
        &[Topic::Recognition],
    );
    let revoking = RwSignal::new(None::<GrantView>);
    view! {
        {loaded(query, move |page: Page<GrantView>| {
            if page.items.is_empty() {
                return view! { <p class="opacity-80">"No award yet."</p> }.into_any();
            }
            let items = page.items.into_iter().map(|g| item(scheme, g, revoking, Shown::OnTheirPage)).collect_view();
            view! { <ul class="divide-y divide-base-300">{items}</ul> }.into_any()
        })}
        <RevokeDialog grant=revoking query/>
    }
}

/// Where an award stands: in the list of all, which says whose it is, or below its mentor's own heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Alone,
    OnTheirPage,
}

fn item(scheme: SchemeId, g: GrantView, revoking: RwSignal<Option<GrantView>>, shown: Shown) -> AnyView {
    let title = award_name(&g.award_name, g.tier);
    let heading = match shown {
        Shown::Alone => {
            let href = format!("/schemes/{scheme}/recognition/mentors/{}", g.participant_id);
            let name = g.name.clone();
            view! {
                <h2 class="font-semibold mr-auto wrap-anywhere"><a class="link" href=href>{name}</a> {format!(": {title}")}</h2>
            }
            .into_any()
        }
        Shown::OnTheirPage => {
            view! { <h3 class="font-semibold mr-auto wrap-anywhere">{title.clone()}</h3> }.into_any()
        }
    };
    let facts = facts(&g)
        .into_iter()
        .map(|f| view! { <p class="text-sm opacity-90 wrap-anywhere">{f}</p> })
        .collect_view();
    view! {
        <li class="py-4">
            <div class="flex flex-wrap gap-x-3 gap-y-1 items-center">{heading} {grant_badge(g.state)}</div>
            {facts} {met(&g)}
            {actions(scheme, g, &title, revoking)}
        </li>
    }
    .into_any()
}

/// Who gave it, when, why despite the rule, and why it was taken back.
fn facts(g: &GrantView) -> Vec<String> {
    let on = day(g.granted_on);
    let given = match &g.granted_by {
        Some(by) => format!("Given on {on} by {by}"),
        None => format!("Given on {on}"),
    };
    let mut facts = vec![format!("{given} · number {}", g.serial)];
    if g.name_given != g.name {
        facts.push(format!("Made out to {}", g.name_given));
    }
    facts.extend(
        g.despite_rule
            .as_ref()
            .map(|why| format!("Given despite the rule: {why}")),
    );
    facts.extend(g.revoked_at.map(|at| {
        let why = g.revoked_reason.as_deref().unwrap_or_default();
        format!("Taken back on {}: {why}", day(at.date_naive()))
    }));
    facts
}

/// Its certificate, its public page, and taking it back.
fn actions(scheme: SchemeId, g: GrantView, title: &str, revoking: RwSignal<Option<GrantView>>) -> AnyView {
    let is_valid = g.state == GrantState::Valid;
    let certificate = (g.has_certificate && is_valid).then(|| {
        let path = format!("/award-grants/{}/certificate", g.id);
        let spoken = format!("Certificate of {}: {title}", g.name);
        view! { <SaveButton path media_type=PDF name=format!("{}.pdf", g.serial) label="Certificate" spoken class="btn btn-sm"/> }
    });
    let public = g.verify_url.clone();
    let check = format!("Public page of {}: {title}", g.name);
    let spoken = format!("Take back {title} from {}", g.name);
    let may = untrack(|| use_session().may_in(Action::GrantAwards, scheme));
    let rename = (may && is_valid && g.name_given != g.name).then(|| {
        let (id, label) = (g.id, format!("Make it out to {}", g.name));
        let form = Form::new("rename");
        view! {
            <button
                class="btn btn-sm"
                aria-disabled=move || form.is_busy().to_string()
                on:click=move |_| form.run(async move { post(format!("/award-grants/{id}/name")).done().await })
            >
                {label}
            </button>
            <FormProblem form/>
        }
    });
    let revoke = (may && is_valid).then(|| {
        view! { <button class="btn btn-sm" aria-label=spoken on:click=move |_| revoking.set(Some(g.clone()))>"Take back"</button> }
    });
    view! {
        <div class="flex flex-wrap gap-2 mt-2">
            {certificate}
            <a class="btn btn-sm" href=public target="_blank" rel="noreferrer" aria-label=check>"Public page"</a>
            {rename}
            {revoke}
        </div>
    }
    .into_any()
}

/// What was met when it was given, as the rule stood then.
fn met(g: &GrantView) -> Option<AnyView> {
    let steps = g
        .met
        .iter()
        .map(|s| view! { <li>{format!("{}: {} of {}", s.label, s.have, s.need)}</li> })
        .collect::<Vec<_>>();
    (!steps.is_empty()).then(|| {
        view! {
            <details class="text-sm mt-1">
                <summary class="cursor-pointer py-1">"What was met on that day"</summary>
                <ul class="list-disc pl-5">{steps}</ul>
            </details>
        }
        .into_any()
    })
}
