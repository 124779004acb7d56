use super::greeting::greeting;
use crate::client::{Query, loaded};
use crate::pages::groups::own::{GroupCard, NextCard};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader};
use crate::wording::long_day;
use cairn_domain::groups::MyGroups;
use cairn_domain::operations::Topic;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/` for mentors and mentees.
#[component]
pub fn StudentHome() -> impl IntoView {
    let session = use_session();
    let query = Query::new(|| "/me/groups".to_owned(), &[Topic::Groups]);
    loaded(query, move |mine: MyGroups| {
        let name = untrack(|| session.me())
            .map(|me| me.profile.first_name().to_owned())
            .unwrap_or_default();
        let title = greeting(&name, &mine);
        let next = mine
            .groups
            .first()
            .cloned()
            .map(|group| view! { <NextCard group/> });
        let waiting = mine.groups.is_empty().then(|| {
            let text = mine.waiting.clone().unwrap_or_else(|| {
                "Groups are formed a few weeks before you start. We write to you as soon as yours is ready.".to_owned()
            });
            view! {
                <EmptyState glyph=lu::LuTent title="You don't need to do anything yet" text>
                    <a class="btn btn-primary" href="/profile">"Tell us about you"</a>
                </EmptyState>
            }
        });
        let groups = mine
            .groups
            .into_iter()
            .map(|group| view! { <GroupCard group query/> })
            .collect_view();
        view! {
            <PageHeader title eyebrow=long_day()/>
            <div class="grid gap-5">{next} {waiting} {groups}</div>
        }
        .into_any()
    })
}
