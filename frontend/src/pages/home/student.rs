use super::greeting::greeting;
use crate::client::{Query, loaded};
use crate::pages::groups::own::{GroupCard, NextCard};
use crate::pages::recognition::mine::{RecognitionCard, ThankCard};
use crate::pages::recruitment::ApplicationsCard;
use crate::pages::training::learn::{TrainingCard, is_waiting};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader};
use crate::wording::long_day;
use cairn_domain::groups::MyGroups;
use cairn_domain::identity::Action;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::MyRecognition;
use cairn_domain::training::MyTraining;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/` for everybody who runs no scheme.
#[component]
pub fn StudentHome() -> impl IntoView {
    if untrack(|| use_session().may_somewhere(Action::ReadOwnGroups)) {
        view! { <MemberHome/> }.into_any()
    } else {
        view! { <ApplicantHome/> }.into_any()
    }
}

/// Somebody who is in no scheme yet, and may have applied.
#[component]
fn ApplicantHome() -> impl IntoView {
    let name = untrack(|| use_session().me())
        .map(|me| me.profile.first_name().to_owned())
        .unwrap_or_default();
    view! {
        <PageHeader title=format!("Hello {name}") eyebrow=long_day()/>
        <ApplicationsCard or_else=|| view! {
            <EmptyState glyph=lu::LuTent title="You are in no scheme yet" text="When somebody adds you to one, it appears here. You don't need to do anything.">
                <a class="btn btn-primary" href="/profile">"Tell us about you"</a>
            </EmptyState>
        }.into_any()/>
    }
}

/// Mentors and mentees.
#[component]
fn MemberHome() -> impl IntoView {
    let session = use_session();
    let query = Query::new(|| "/me/groups".to_owned(), &[Topic::Groups]);
    let training = untrack(|| session.may_somewhere(Action::DoTraining))
        .then(|| Query::new(|| "/me/training".to_owned(), &[Topic::Training, Topic::Cohort]));
    let training = Memo::new(move |_| training.and_then(|t| t.value::<Vec<MyTraining>>()));
    // Training that is missing comes before what happens next in the group.
    let waiting = Memo::new(move |_| training.with(|t| t.as_deref().is_some_and(is_waiting)));
    let learn = move || training.get().map(|mine| view! { <TrainingCard mine/> });
    let earned = untrack(|| session.may_somewhere(Action::EarnRecognition))
        .then(|| Query::new(|| "/me/recognition".to_owned(), &[Topic::Recognition]));
    let earned = Memo::new(move |_| earned.and_then(|e| e.value::<Vec<MyRecognition>>()));
    let earn = move || earned.get().map(|mine| view! { <RecognitionCard mine/> });
    let may_thank = untrack(|| session.may_somewhere(Action::ThankMentor));
    loaded(query, move |mine: MyGroups| {
        let name = untrack(|| session.me())
            .map(|me| me.profile.first_name().to_owned())
            .unwrap_or_default();
        let title = greeting(&name, &mine);
        let next =
            mine.groups.first().cloned().map(
                |group| view! { <Show when=move || !waiting.get()><NextCard group=group.clone()/></Show> },
            );
        let none = mine.groups.is_empty().then(|| {
            let text = mine.waiting.clone().unwrap_or_else(|| {
                "Groups are formed a few weeks before you start. We write to you as soon as yours is ready.".to_owned()
            });
            move || {
                // Above it stands what there is to do in training.
                let title = if waiting.get() {
                    "Your group comes later"
                } else {
                    "You don't need to do anything yet"
                };
                view! {
                    <EmptyState glyph=lu::LuTent title text=text.clone()>
                        <a class="btn btn-primary" href="/profile">"Tell us about you"</a>
                    </EmptyState>
                }
            }
        });
        let groups = mine
            .groups
            .into_iter()
            .map(|group| view! { <GroupCard group query/> })
            .collect_view();
        view! {
            <PageHeader title eyebrow=long_day()/>
            <div class="grid gap-5">
                <Show when=move || waiting.get()>{learn}</Show>
                {next} {none} {groups}
                <Show when=move || !waiting.get()>{learn}</Show>
                {earn}
                {may_thank.then(|| view! { <ThankCard/> })}
                <ApplicationsCard/>
            </div>
        }
        .into_any()
    })
}
