//! Proposals for groups: ask for one, see how good each is, hold two against each other, publish one.

mod ask;
mod card;
mod compare;
mod compare_card;
mod publish;
mod wishes;

pub use card::Forming;
pub use compare::ComparePage;
pub use publish::PublishButton;

use crate::address::Address;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, icon, keep_asking_while};
use ask::AskDialog;
use cairn_domain::groups::{ProposalState, ProposalSummary};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ProposalId, SchemeId};
use cairn_domain::operations::Topic;
use card::ProposalCard;
use icondata_lu as lu;
use leptos::prelude::*;
use wishes::WishesCard;

/// `/schemes/:scheme/proposals`, with `?new=1` to ask for one at once.
#[component]
pub fn ProposalsPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let proposals = Query::new(
        move || format!("/schemes/{scheme}/proposals"),
        &[Topic::Proposal, Topic::Groups],
    );
    keep_asking_while(proposals, |all: Vec<ProposalSummary>| {
        all.iter().any(|p| p.state == ProposalState::Forming)
    });
    let may_edit = untrack(|| session.may(Action::EditProposals));
    let asking = RwSignal::new(may_edit && untrack(|| address.get("new") == "1"));
    let chosen = RwSignal::new(Vec::<ProposalId>::new());
    let ask = may_edit.then(|| {
        view! { <button class="btn btn-primary" on:click=move |_| asking.set(true)>{icon(lu::LuShuffle)} "Propose groups"</button> }
    });
    view! {
        <PageHeader
            title="Ways to form the groups"
            eyebrow=untrack(|| session.scheme_name(scheme))
            lead="A proposal changes nothing. Ask for two, compare them, adjust one by hand, and publish it."
        >
            <CompareLink scheme chosen/>
            {ask}
        </PageHeader>
        {loaded(proposals, move |all: Vec<ProposalSummary>| {
            if all.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuShuffle
                        title="No proposal yet"
                        text="Say who should be together. A few seconds later you see the groups, how good they are, and who could not be placed."
                    />
                }
                .into_any();
            }
            ().into_any()
        })}
        <Cards scheme proposals chosen/>
        <WishesCard scheme may_edit/>
        <AskDialog scheme open=asking proposals/>
    }
}

/// The proposals. While one is being formed the list is asked for again and again: a card that says the same stays as it is,
/// so that nobody loses their place.
#[component]
fn Cards(scheme: SchemeId, proposals: Query, chosen: RwSignal<Vec<ProposalId>>) -> impl IntoView {
    let all = Memo::new(move |_| proposals.value::<Vec<ProposalSummary>>().unwrap_or_default());
    let apart_from_progress = |p: &ProposalSummary| {
        let progress = 0.0;
        serde_json::to_string(&ProposalSummary {
            progress,
            ..p.clone()
        })
        .unwrap_or_default()
    };
    let card = move |proposal: ProposalSummary| {
        let id = proposal.id;
        let progress = Signal::derive(move || {
            all.with(|all| all.iter().find(|p| p.id == id).map_or(1.0, |p| p.progress))
        });
        view! { <ProposalCard scheme proposal progress chosen/> }
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <ul class="grid gap-4 lg:grid-cols-2 items-start">
                <For each=move || all.get() key=apart_from_progress children=card/>
            </ul>
        </Show>
    }
}

/// Leads to the comparison once two are ticked.
#[component]
fn CompareLink(scheme: SchemeId, chosen: RwSignal<Vec<ProposalId>>) -> impl IntoView {
    move || match chosen.get().as_slice() {
        [a, b] => {
            let href = format!("/schemes/{scheme}/proposals/compare?a={a}&b={b}");
            view! { <a class="btn" href=href>{icon(lu::LuScale)} "Compare these two"</a> }.into_any()
        }
        [_] => view! { <p class="self-center opacity-80">"Tick one more to compare."</p> }.into_any(),
        _ => ().into_any(),
    }
}
