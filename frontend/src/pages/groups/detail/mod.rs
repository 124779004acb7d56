//! One published group: who is in it, what needs a look, and who has left.

mod add_mentor;
mod members;
mod move_member;

use super::names::alert_tone;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{PageHeader, Section, badge, crumb, icon};
use crate::wording::day;
use add_mentor::AddMentorDialog;
use cairn_domain::cohorts::{ParticipantRole, SchemeLists};
use cairn_domain::groups::{GroupMember, GroupView, PastMember};
use cairn_domain::identity::Action;
use cairn_domain::ids::{MentorGroupId, SchemeId};
use cairn_domain::operations::Topic;
use icondata_lu as lu;
use leptos::prelude::*;
use members::MemberTable;
use move_member::MoveDialog;

/// `/schemes/:scheme/groups/:group`
#[component]
pub fn GroupPage(scheme: SchemeId, group: MentorGroupId) -> impl IntoView {
    let session = use_session();
    let query = Query::new(
        move || format!("/groups/{group}"),
        &[Topic::Groups, Topic::Cohort],
    );
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    let moving = RwSignal::new(None::<GroupMember>);
    let adding = RwSignal::new(false);
    let may_edit = untrack(|| session.may(Action::EditGroups));
    view! {
        {loaded(query, move |g: GroupView| {
            let alerts = g.summary.alerts.iter().map(|a| badge(alert_tone(*a), a.label())).collect_view();
            let programme = g.summary.programme_id.and_then(|id| {
                let lists = lists.value::<SchemeLists>()?;
                lists.programmes.into_iter().find(|p| p.id == id).map(|p| p.title)
            });
            let lead = programme.unwrap_or_default();
            let add = may_edit.then(|| {
                view! { <button class="btn" on:click=move |_| adding.set(true)>{icon(lu::LuUserPlus)} "Add a mentor"</button> }
            });
            view! {
                <PageHeader
                    title=format!("Group {}", g.summary.label)
                    lead
                    crumbs=vec![crumb(format!("/schemes/{scheme}/groups"), "Groups")]
                >
                    {add}
                </PageHeader>
                <p class="flex flex-wrap gap-2 mb-4 empty:hidden">{alerts}</p>
                <div class="grid gap-5">
                    <Section title="Mentors">
                        <MemberTable role=ParticipantRole::Mentor members=g.mentors_detail moving may_edit/>
                    </Section>
                    <Section title="Mentees">
                        <MemberTable role=ParticipantRole::Mentee members=g.mentees moving may_edit/>
                    </Section>
                    <Past past=g.past/>
                </div>
            }
            .into_any()
        })}
        <MoveDialog scheme group member=moving query/>
        <AddMentorDialog scheme group open=adding query/>
    }
}

#[component]
fn Past(past: Vec<PastMember>) -> impl IntoView {
    let items = past
        .into_iter()
        .map(|p| {
            let words = format!("{} ({}), until {}", p.name, p.role.label(), day(p.left_at.date_naive()));
            view! { <li class="py-2"><span class="font-semibold">{words}</span><span class="block opacity-80">{p.reason}</span></li> }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <Section title="Who was here before">
                <ul class="divide-y divide-base-300">{items}</ul>
            </Section>
        }
    })
}
