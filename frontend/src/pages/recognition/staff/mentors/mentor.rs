use super::give::GiveDialog;
use crate::client::{Query, loaded};
use crate::pages::home::not_found;
use crate::pages::recognition::staff::evidence::{EvidenceList, SignOffDialog};
use crate::pages::recognition::staff::filters::filter;
use crate::pages::recognition::staff::grants::GrantsOfOne;
use crate::session::use_session;
use crate::ui::{PageHeader, Section, crumb, icon, options_of};
use cairn_domain::cohorts::ParticipantView;
use cairn_domain::identity::Action;
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{EvidenceKind, EvidenceState};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/mentors/:participant`
#[component]
pub fn MentorPage(scheme: SchemeId, participant: ParticipantId) -> impl IntoView {
    let query = Query::new(move || format!("/participants/{participant}"), &[Topic::Cohort]);
    loaded(query, move |p: ParticipantView| {
        if p.scheme_id == scheme {
            view! { <Mentor scheme p/> }.into_any()
        } else {
            not_found()
        }
    })
}

#[component]
fn Mentor(scheme: SchemeId, p: ParticipantView) -> impl IntoView {
    let session = use_session();
    let participant = p.id;
    let name = RwSignal::new(p.name);
    let signing = RwSignal::new(false);
    let giving = RwSignal::new(false);
    let sign = untrack(|| session.may_in(Action::ConfirmEvidence, scheme)).then(|| {
        view! { <button class="btn btn-primary" on:click=move |_| signing.set(true)>{icon(lu::LuStamp)} "Sign off"</button> }
    });
    let give = untrack(|| session.may_all_of(Action::GrantAwards, scheme)).then(|| {
        view! { <button class="btn" on:click=move |_| giving.set(true)>{icon(lu::LuAward)} "Give an award"</button> }
    });
    let facts = [
        p.programme_code,
        p.student_number.map(|n| format!("Student number {n}")),
    ];
    let lead = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let back = format!("/schemes/{scheme}/recognition");
    view! {
        <PageHeader
            title=name.get_untracked()
            crumbs=vec![crumb(back.clone(), "Recognition"), crumb(format!("{back}/mentors"), "Mentors")]
            lead
        >
            {give} {sign}
        </PageHeader>
        <div class="grid gap-5">
            <Section title="Awards"><GrantsOfOne scheme participant/></Section>
            <Section title="Evidence">
                <div class="grid grid-cols-2 sm:flex gap-2 my-2">
                    {filter("State", "state", "Any state", options_of!(EvidenceState))}
                    {filter("Kind", "kind", "Any kind", options_of!(EvidenceKind))}
                </div>
                <EvidenceList scheme participant/>
            </Section>
        </div>
        <SignOffDialog participant name open=signing/>
        <GiveDialog scheme participant name open=giving/>
    }
}
