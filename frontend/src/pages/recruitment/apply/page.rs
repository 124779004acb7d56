use super::answers::Answers;
use super::desk::{Desk, Kept};
use super::interview::Interview;
use super::onboarding::onboarding;
use super::question::QuestionField;
use super::steps::{HandIn, Steps};
use crate::client::{Query, loaded};
use crate::pages::recruitment::names::{application_badge, paragraphs};
use crate::ui::{CheckField, Field, Form, PageHeader, Section, SelectField, UnsavedGuard, crumb, options_of};
use crate::wording::day_and_time;
use cairn_domain::cohorts::StudyMode;
use cairn_domain::ids::ApplicationId;
use cairn_domain::recruitment::{ApplicationState, CallState, OwnApplication, PublicCall, Referee};
use leptos::prelude::*;

/// `/applications/:id`
#[component]
pub fn ApplicationPage(id: ApplicationId) -> impl IntoView {
    // Not asked again by itself: somebody may be writing.
    let query = Query::new(move || format!("/me/applications/{id}"), &[]);
    loaded(query, move |own: OwnApplication| {
        let is_draft = own.state == ApplicationState::Draft && own.call.state == CallState::Open;
        let until = is_draft.then(|| format!(" The call closes on {}.", day_and_time(own.call.closes_at)));
        let lead = format!("{}{}", own.next, until.unwrap_or_default());
        let title = own.call.title.clone();
        let state = application_badge(own.state);
        let feedback = own.feedback.clone().map(|f| view! { <blockquote class="my-4 whitespace-pre-line border-l-4 border-base-300 pl-3">{f}</blockquote> });
        let talk = (own.call.has_interview && own.state == ApplicationState::Shortlisted)
            .then(|| view! { <Interview id/> });
        let onboarding_steps = own.onboarding.clone();
        let body = if is_draft {
            view! { <Writing own query/> }.into_any()
        } else {
            view! { <Steps own=own.clone() query/> <Answers questions=own.call.questions answers=own.draft.answers/> }
                .into_any()
        };
        view! {
            <PageHeader title crumbs=vec![crumb("/applications", "My applications")] lead>{state}</PageHeader>
            {feedback}
            {onboarding(onboarding_steps)}
            {talk}
            {body}
        }
        .into_any()
    })
}

#[component]
fn Writing(own: OwnApplication, query: Query) -> impl IntoView {
    let form = Form::new("apply");
    let desk = Desk::new(&own);
    let call = own.call;
    let questions = call
        .questions
        .clone()
        .into_iter()
        .map(|q| view! { <QuestionField form q draft=desk.draft/> })
        .collect_view();
    let reference = call.asks_for_reference.then(|| view! { <Reference form desk/> });
    let conduct = paragraphs(&call.conduct);
    let agrees = bound(desk, |d| d.agrees_to_conduct, |d, v| d.agrees_to_conduct = v);
    view! {
        <div class="grid gap-5">
            <Section title="About your studies"><Studies form desk call/></Section>
            <Section title="Your answers">{questions}</Section>
            {reference}
            <Section title="Code of conduct">
                {conduct}
                <CheckField label="I have read this and agree to it" value=agrees/>
            </Section>
            <HandIn form desk query/>
        </div>
        <UnsavedGuard dirty=Signal::derive(move || {
            desk.draft.track();
            desk.state.get() != Kept::All || desk.is_dirty()
        })/>
    }
}

/// A signal of its own for a field of the draft.
pub fn bound<T: Clone + PartialEq + Send + Sync + 'static>(
    desk: Desk,
    read: fn(&cairn_domain::recruitment::ApplicationDraft) -> T,
    write: fn(&mut cairn_domain::recruitment::ApplicationDraft, T),
) -> RwSignal<T> {
    let value = RwSignal::new(desk.draft.with_untracked(read));
    Effect::new(move |_| {
        let now = value.get();
        if desk.draft.with_untracked(read) != now {
            desk.draft.update(|d| write(d, now));
        }
    });
    value
}

fn word<T: ToString>(chosen: Option<T>) -> String {
    chosen.map(|c| c.to_string()).unwrap_or_default()
}

#[component]
fn Studies(form: Form, desk: Desk, call: PublicCall) -> impl IntoView {
    let none = || vec![(String::new(), "Choose…".to_owned())];
    let list = |all: Vec<(String, String)>| [none(), all].concat();
    let programmes = call
        .programmes
        .iter()
        .map(|p| (p.id.to_string(), p.title.clone()))
        .collect();
    let campuses: Vec<_> = call
        .campuses
        .iter()
        .map(|c| (c.id.to_string(), c.name.clone()))
        .collect();
    let levels = call
        .levels
        .iter()
        .map(|l| (l.get().to_string(), l.to_string()))
        .collect();
    let programme = bound(
        desk,
        |d| word(d.programme_id),
        |d, v| d.programme_id = v.parse().ok(),
    );
    let campus = bound(desk, |d| word(d.campus_id), |d, v| d.campus_id = v.parse().ok());
    let level = bound(
        desk,
        |d| word(d.level.map(|l| l.get())),
        |d, v| d.level = v.parse().ok().and_then(|l: u8| l.try_into().ok()),
    );
    let mode = bound(desk, |d| word(d.mode), |d, v| d.mode = v.parse().ok());
    let route = bound(desk, |d| d.entry_route.clone(), |d, v| d.entry_route = v);
    view! {
        <SelectField form at="/programme_id" label="Programme" value=programme options=list(programmes)/>
        <SelectField form at="/level" label="Level" value=level options=list(levels) hint="Your second year is Level 5."/>
        <SelectField form at="/mode" label="How you study" value=mode options=list(options_of!(StudyMode))/>
        {(!campuses.is_empty()).then(|| view! { <SelectField form at="/campus_id" label="Campus" value=campus options=list(campuses)/> })}
        <Field form at="/entry_route" label="How you came to the university" value=route hint="For example UCAS, Clearing, or a foundation year. You can leave this out."/>
    }
}

#[component]
fn Reference(form: Form, desk: Desk) -> impl IntoView {
    let of = |r: &Option<Referee>, pick: fn(&Referee) -> &String| {
        r.as_ref().map(pick).cloned().unwrap_or_default()
    };
    let name = RwSignal::new(desk.draft.with_untracked(|d| of(&d.referee, |r| &r.name)));
    let email = RwSignal::new(desk.draft.with_untracked(|d| of(&d.referee, |r| &r.email)));
    let knows = RwSignal::new(desk.draft.with_untracked(|d| of(&d.referee, |r| &r.knows)));
    Effect::new(move |_| {
        let said = Referee {
            name: name.get(),
            email: email.get(),
            knows: knows.get(),
        };
        let is_empty = said.name.is_empty() && said.email.is_empty() && said.knows.is_empty();
        let referee = (!is_empty).then_some(said);
        if desk.draft.with_untracked(|d| d.referee != referee) {
            desk.draft.update(|d| d.referee = referee);
        }
    });
    view! {
        <Section title="Somebody who knows you">
            <p class="mb-3">"A tutor, or somebody you worked or volunteered with. Please ask them first."</p>
            <Field form at="/referee/name" label="Their name" value=name/>
            <Field form at="/referee/email" label="Their email address" value=email kind="email"/>
            <Field form at="/referee/knows" label="How they know you" value=knows/>
        </Section>
    }
}
