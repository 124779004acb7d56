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
    let proposals = Query::new(move || format!("/schemes/{scheme}/proposals"), &[Topic::Proposal]);
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
            let cards = all.into_iter().map(|proposal| view! { <ProposalCard scheme proposal chosen/> }).collect_view();
            view! { <ul class="grid gap-4 lg:grid-cols-2 items-start">{cards}</ul> }.into_any()
        })}
        <WishesCard scheme may_edit/>
        <AskDialog scheme open=asking proposals/>
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
