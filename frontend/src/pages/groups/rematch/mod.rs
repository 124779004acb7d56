//! Requests for another mentor. Nobody is blamed; the smallest change that helps is suggested.

mod decide;

use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, Section, Tone, badge};
use crate::wording::{ago, day};
use cairn_domain::groups::{RematchRequestView, RematchState};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use decide::DecideButtons;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/rematch`
#[component]
pub fn RematchPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let requests = Query::new(
        move || format!("/schemes/{scheme}/rematch-requests"),
        &[Topic::Groups],
    );
    let may_decide = untrack(|| session.may(Action::DecideRematch));
    view! {
        <PageHeader
            title="People who ask for another mentor"
            eyebrow=untrack(|| session.scheme_name(scheme))
            lead="Nobody has to say why, and nobody is blamed. We suggest the smallest change that helps."
        />
        {loaded(requests, move |all: Vec<RematchRequestView>| {
            let (open, decided): (Vec<_>, Vec<_>) = all.into_iter().partition(|r| r.state == RematchState::Open);
            let empty = open.is_empty().then(|| view! {
                <EmptyState
                    glyph=lu::LuHeartHandshake
                    title="Nobody is waiting"
                    text="When a mentee asks for a change, it appears here with a suggestion."
                />
            });
            let items = open.into_iter().map(|r| view! { <OpenRequest scheme request=r requests may_decide/> }).collect_view();
            view! {
                {empty}
                <ul class="grid gap-4">{items}</ul>
                <Decided requests=decided/>
            }
            .into_any()
        })}
    }
}

#[component]
fn OpenRequest(
    scheme: SchemeId,
    request: RematchRequestView,
    requests: Query,
    may_decide: bool,
) -> impl IntoView {
    let href = format!("/schemes/{scheme}/groups/{}", request.group_id);
    let suggestion = request
        .suggestion
        .clone()
        .unwrap_or_else(|| "No simple change was found. Look for a group yourself.".to_owned());
    let buttons = may_decide.then(|| view! { <DecideButtons scheme request=request.clone() requests/> });
    view! {
        <li class="card p-5">
            <h2 class="text-xl font-bold">{request.name}</h2>
            <p class="opacity-80">"In "<a class="link" href=href>{request.group_label}</a>", asked "{ago(request.created_at)}</p>
            {request.note.map(|note| view! { <blockquote class="mt-2 border-l-4 border-base-300 pl-3">{note}</blockquote> })}
            <p class="mt-3"><span class="font-semibold">"What would help: "</span>{suggestion}</p>
            {buttons}
        </li>
    }
}

#[component]
fn Decided(requests: Vec<RematchRequestView>) -> impl IntoView {
    let items = requests
        .into_iter()
        .map(|r| {
            let when = r
                .decided_at
                .map(|at| format!(" on {}", day(at.date_naive())))
                .unwrap_or_default();
            view! {
                <li class="py-2 flex gap-3">
                    <span class="mr-auto">{r.name}<span class="opacity-80">{when}</span></span>
                    {badge(Tone::Plain, r.state.label())}
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| view! { <Section title="Already answered" class="mt-5"><ul class="divide-y divide-base-300">{items}</ul></Section> })
}
