use super::compare_card::CompareCard;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, crumb};
use crate::wording::some;
use cairn_domain::groups::ProposalSummary;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/proposals/compare?a=&b=`: two proposals side by side.
#[component]
pub fn ComparePage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let proposals = Query::new(
        move || format!("/schemes/{scheme}/proposals"),
        &[Topic::Proposal, Topic::Groups],
    );
    let may_publish = untrack(|| session.may(Action::PublishProposal));
    loaded(proposals, move |all: Vec<ProposalSummary>| {
        let find = |name: &str| {
            all.iter()
                .find(|p| p.id.to_string() == address.get(name))
                .cloned()
        };
        let way = vec![
            crumb(format!("/schemes/{scheme}/groups"), "Groups"),
            crumb(format!("/schemes/{scheme}/proposals"), "Proposals"),
        ];
        let (Some(a), Some(b)) = (find("a"), find("b")) else {
            return view! {
                <PageHeader title="Compare two proposals" crumbs=way/>
                <EmptyState glyph=lu::LuScale title="Choose two proposals" text="Tick Compare on two of them in the list.">
                    <a class="btn btn-primary" href=format!("/schemes/{scheme}/proposals")>"To the list"</a>
                </EmptyState>
            }
            .into_any();
        };
        let groups = |p: &ProposalSummary| p.metrics.as_ref().map_or(0, |m| m.groups);
        let title = if groups(&a) == groups(&b) {
            format!("Two ways to form {}", some(groups(&a), "group", "groups"))
        } else {
            format!("{} or {}?", some(groups(&a), "group", "groups"), groups(&b))
        };
        // The same bar means the same share on both sides.
        let most_alone = [&a, &b]
            .iter()
            .filter_map(|p| p.metrics.as_ref())
            .map(|m| m.isolated.len())
            .max()
            .unwrap_or(0);
        view! {
            <PageHeader
                title
                crumbs=way
                lead="Same people, same mentors, same rules. Tutor groups kept together carry ties into class; mixed, everyone meets people they would not have met."
            />
            <div class="grid lg:grid-cols-2 gap-5 items-start">
                <CompareCard scheme proposal=a most_alone may_publish/>
                <CompareCard scheme proposal=b most_alone may_publish/>
            </div>
        }
        .into_any()
    })
}
