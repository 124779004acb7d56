use super::feedback::FeedbackForm;
use super::scores::Scores;
use crate::client::{Query, loaded};
use crate::pages::recruitment::apply::answers::Answers;
use crate::pages::recruitment::names::application_badge;
use crate::ui::{PageHeader, Section, crumb};
use cairn_domain::ids::{ApplicationId, CallId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{ApplicationState, ApplicationView};
use leptos::prelude::*;

/// `/schemes/:scheme/recruitment/:call/applications/:id`
#[component]
pub fn ApplicationPage(scheme: SchemeId, call: CallId, id: ApplicationId) -> impl IntoView {
    let query = Query::new(move || format!("/applications/{id}"), &[Topic::Recruitment]);
    loaded(query, move |a: ApplicationView| {
        let base = format!("/schemes/{scheme}/recruitment");
        let crumbs = vec![
            crumb(base.clone(), "Recruitment"),
            crumb(format!("{base}/{call}/applications"), "Applications"),
        ];
        let referee = a.draft.referee.clone().map(|r| {
            view! { <Section title="Somebody who knows them"><p class="wrap-anywhere">{format!("{} ({}), {}", r.name, r.knows, r.email)}</p></Section> }
        });
        let state = a.summary.state;
        let waits = state.is_scored() || state == ApplicationState::WaitingList;
        let feedback = if waits {
            Some(view! { <FeedbackForm id said=a.feedback.clone().unwrap_or_default() version=a.version query/> }.into_any())
        } else {
            a.feedback.clone().map(|said| {
                view! { <Section title="Words to the applicant"><p class="whitespace-pre-line wrap-anywhere">{said}</p></Section> }.into_any()
            })
        };
        view! {
            <PageHeader title=a.summary.name crumbs lead=a.call_title>{application_badge(state)}</PageHeader>
            <div class="grid gap-5">
                <Answers questions=a.questions answers=a.draft.answers/>
                {referee}
                <Scores id call is_open=state.is_scored() is_calibration=a.is_calibration detail=query/>
                {feedback}
            </div>
        }
        .into_any()
    })
}
