use super::decide::{Decide, DecideBar, Kept, RefuseDialog};
use super::item::{EvidenceFacts, evidence_name};
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::pages::recognition::staff::filters::in_scheme;
use crate::session::use_session;
use crate::ui::{Chosen, tick, tick_all};
use crate::ui::{EmptyState, Pager};
use crate::wording::some;
use cairn_domain::identity::Action;
use cairn_domain::ids::{EvidenceId, ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{EvidenceState, EvidenceView};
use icondata_lu as lu;
use leptos::prelude::*;

const NAMES: [&str; 5] = ["q", "state", "kind", "programme_id", "after"];

/// Evidence, newest first, with the filters of the address; of one mentor, where one is given.
#[component]
pub fn EvidenceList(scheme: SchemeId, #[prop(optional)] participant: Option<ParticipantId>) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let query = Query::new(
        move || {
            let of = participant.map_or_else(String::new, |id| format!("&participant_id={id}"));
            format!("/evidence{}{of}&limit=25", in_scheme(scheme, address, &NAMES))
        },
        &[Topic::Recognition],
    );
    let may = untrack(|| session.may_in(Action::ConfirmEvidence, scheme));
    let chosen = Chosen::<EvidenceId>::among(address, &NAMES);
    let decide = Decide::new(chosen, query);
    view! {
        <Kept decide/>
        {loaded(query, move |page: Page<EvidenceView>| {
            if page.items.is_empty() {
                return nothing(address, participant.is_some());
            }
            let shown = page.total.map_or_else(
                || some(page.items.len() as u64, "piece here", "pieces here"),
                |total| some(total, "piece of evidence", "pieces of evidence"),
            );
            let open: Vec<EvidenceId> = page.items.iter().filter(|e| may && is_open(e)).filter_map(|e| e.id).collect();
            // Of the training record alone there is nothing to decide.
            let bar = (!open.is_empty()).then(|| view! { <DecideBar decide/> });
            let next = page.next.map(|after| address.with("after", &after));
            let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
            let named = participant.is_none();
            let items = page.items.into_iter().map(|e| line(scheme, e, chosen, may, named)).collect_view();
            view! {
                <div class="flex flex-wrap gap-2 items-center">{tick_all(chosen, open)} {bar}</div>
                <ul class="divide-y divide-base-300">{items}</ul>
                <Pager next first shown/>
            }
            .into_any()
        })}
        <RefuseDialog decide/>
    }
}

/// Whether staff may still say something to it.
fn is_open(e: &EvidenceView) -> bool {
    e.id.is_some() && !e.is_locked && e.state != EvidenceState::Withdrawn
}

fn line(scheme: SchemeId, e: EvidenceView, chosen: Chosen<EvidenceId>, may: bool, named: bool) -> AnyView {
    let name = evidence_name(&e);
    let tick =
        e.id.filter(|_| may && is_open(&e))
            .map(|id| tick(chosen, id, &name));
    let href = named.then(|| format!("/schemes/{scheme}/recognition/mentors/{}", e.participant_id));
    view! { <li class="py-4 flex gap-3 items-start">{tick} <EvidenceFacts e href/></li> }.into_any()
}

fn nothing(address: Address, of_one: bool) -> AnyView {
    let waits = address.get("state") == EvidenceState::Waiting.as_str();
    let (title, text) = match (waits, of_one) {
        (true, _) => (
            "Nothing waits to be confirmed",
            "What mentors write down from now on appears here by itself.",
        ),
        (false, true) => (
            "No evidence yet",
            "What this mentor writes down, and what others say of them, appears here with its source.",
        ),
        (false, false) => (
            "No evidence like that",
            "Take a filter away. Hours, meetings, contact and reflections appear here as mentors write them down.",
        ),
    };
    view! { <EmptyState glyph=lu::LuClipboardCheck title text/> }.into_any()
}
