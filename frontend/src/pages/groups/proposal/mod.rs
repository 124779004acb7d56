//! Inside a proposal: its groups as a board where people are moved by drag and drop or from a menu, with undo.

mod board;
mod carry;
mod filters;
mod group_card;
mod header;
mod move_dialog;
mod person_row;
mod problems;
mod wish_buttons;

use crate::client::{Query, loaded};
use crate::pages::groups::dashboard::UnplacedList;
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, crumb, keep_asking_while};
use board::Board;
use cairn_domain::groups::{ProposalState, ProposalSummary, ProposalView};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ProposalId, SchemeId};
use cairn_domain::operations::Topic;
use carry::Carry;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/proposals/:proposal`
#[component]
pub fn ProposalPage(scheme: SchemeId, proposal: ProposalId) -> impl IntoView {
    let session = use_session();
    let query = Query::new(
        move || format!("/proposals/{proposal}"),
        &[Topic::Proposal, Topic::Groups],
    );
    keep_asking_while(query, |p: ProposalView| p.summary.state == ProposalState::Forming);
    let may_edit = untrack(|| session.may(Action::EditProposals));
    let carry = Carry::new(scheme, query);
    // The board keeps its place while single groups change, so the answer is only shown afresh when the state changes, or
    // other groups overtake it.
    let state = Memo::new(move |_| {
        let state = |p: ProposalView| (p.summary.state, p.summary.is_overtaken());
        query.value::<ProposalView>().map(state)
    });
    Effect::new(move |_| {
        if let Some(view) = query.value::<ProposalView>() {
            carry.take(view);
        }
    });
    let board = move |editable: bool| {
        // The board says the proposal's name while it is made, and that may be before the effect above has run.
        if let Some(view) = untrack(|| query.value::<ProposalView>()) {
            carry.take(view);
        }
        view! { <Board scheme carry editable/> }.into_any()
    };
    move || match state.get() {
        Some((ProposalState::Draft, overtaken)) => board(may_edit && !overtaken),
        Some((ProposalState::Published, _)) => board(false),
        _ => loaded(query, move |p: ProposalView| {
            view! { <NotReady scheme p/> }.into_any()
        }),
    }
}

/// Still being formed, failed, or put aside.
#[component]
fn NotReady(scheme: SchemeId, p: ProposalView) -> impl IntoView {
    let ProposalSummary {
        name,
        state,
        progress,
        failure,
        ..
    } = p.summary;
    let body = match state {
        ProposalState::Forming => {
            view! { <section class="card p-5"><super::proposals::Forming progress/></section> }.into_any()
        }
        _ => {
            let text =
                failure.unwrap_or_else(|| "Ask for another one, perhaps with other settings.".to_owned());
            view! { <EmptyState glyph=lu::LuShuffle title=state.label() text/> }.into_any()
        }
    };
    view! {
        <PageHeader title=name crumbs=way(scheme)/>
        {body}
        <div class="mt-5"><UnplacedList people=p.unplaced/></div>
    }
}

pub fn way(scheme: SchemeId) -> Vec<crate::ui::Crumb> {
    vec![
        crumb(format!("/schemes/{scheme}/groups"), "Groups"),
        crumb(format!("/schemes/{scheme}/proposals"), "Proposals"),
    ]
}
