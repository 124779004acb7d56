//! One's own group, as a mentor or a mentee sees it.

mod ask_change;
mod group_card;
mod next_card;
mod person_item;

pub use group_card::GroupCard;
pub use next_card::NextCard;

use crate::client::{Query, loaded};
use crate::pages::recognition::mine::ThankCard;
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader};
use cairn_domain::groups::MyGroups;
use cairn_domain::identity::Action;
use cairn_domain::operations::Topic;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/my-group`
#[component]
pub fn MyGroupPage() -> impl IntoView {
    let query = Query::new(|| "/me/groups".to_owned(), &[Topic::Groups]);
    let session = use_session();
    let may_thank = untrack(|| session.may_somewhere(Action::ThankMentor));
    loaded(query, move |mine: MyGroups| {
        let title = if mine.groups.len() > 1 {
            "Your groups"
        } else {
            "Your group"
        };
        let waiting = mine.groups.is_empty().then(|| {
            let text = mine
                .waiting
                .clone()
                .unwrap_or_else(|| "We write to you as soon as your group is ready.".to_owned());
            view! { <EmptyState glyph=lu::LuTent title="Your group is on its way" text/> }
        });
        let groups = mine
            .groups
            .into_iter()
            .map(|group| view! { <GroupCard group query/> })
            .collect_view();
        view! {
            <PageHeader title/>
            <div class="grid gap-5">{waiting} {groups} {may_thank.then(|| view! { <ThankCard/> })}</div>
        }
        .into_any()
    })
}
