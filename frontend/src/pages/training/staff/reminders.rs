use super::nav::TrainingNav;
use crate::address::Address;
use crate::client::{Query, post};
use crate::ui::{
    Confirm, Field, Form, FormProblem, PageHeader, Section, SelectField, Submit, TextArea, crumb, options_of,
    tell,
};
use crate::wording::some;
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{NewReminder, ReminderSample, ReminderView, TrainingFilter};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What a reminder says until somebody writes their own.
const BODY: &str = "Hello {name},\n\nThank you for mentoring. There is still something to do before you meet your group: {missing}.\n\n\
It takes less time than you may think, and you can stop and go on whenever you like.";

/// `/schemes/:scheme/training/reminders`: a letter to the mentors that a filter finds, looked at before it goes.
#[component]
pub fn RemindersPage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let form = Form::new("reminder");
    let sending = Form::new("send");
    let tell = tell();
    // Nobody means to write to those who are done.
    let asked = untrack(|| address.get("filter"));
    let filter = RwSignal::new(if asked.is_empty() {
        TrainingFilter::InProgress.as_str().to_owned()
    } else {
        asked
    });
    let programme = RwSignal::new(untrack(|| address.get("programme_id")));
    let subject = RwSignal::new("Your mentor training".to_owned());
    let body = RwSignal::new(BODY.to_owned());
    let seen = RwSignal::new(None::<ReminderView>);
    let asking = RwSignal::new(false);
    let letter = move |preview: bool| NewReminder {
        filter: filter.get_untracked().parse().ok(),
        programme_id: programme.get_untracked().parse().ok(),
        subject: subject.get_untracked(),
        body: body.get_untracked(),
        preview,
    };
    let path = format!("/schemes/{scheme}/training/reminders");
    // What was looked at is what is sent: after a change one looks again.
    Effect::new(move |_| {
        filter.track();
        programme.track();
        subject.track();
        body.track();
        seen.set(None);
    });
    let look = {
        let path = path.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let (path, letter) = (path.clone(), letter(true));
            form.run(async move {
                let view: ReminderView = post(path).json(&letter).read().await?;
                seen.set(Some(view));
                Ok(())
            });
        }
    };
    let send = move |()| {
        let (path, letter) = (path.clone(), letter(false));
        sending.run(async move {
            let view: ReminderView = post(path).json(&letter).read().await?;
            asking.set(false);
            seen.set(None);
            tell(&format!(
                "{} on the way.",
                some(view.recipients, "letter is", "letters are")
            ));
            Ok(())
        });
    };
    let text = Signal::derive(move || {
        let n = seen.with(|s| s.as_ref().map_or(0, |s| s.recipients));
        format!(
            "{} by email, now.",
            some(n, "mentor gets this", "mentors get this")
        )
    });
    let mut states = vec![(String::new(), "Every mentor".to_owned())];
    states.extend(options_of!(TrainingFilter));
    view! {
        <PageHeader title="Remind mentors" crumbs=vec![crumb(format!("/schemes/{scheme}/training"), "Training")]/>
        <TrainingNav scheme/>
        <div class="grid gap-5 lg:grid-cols-2 items-start">
            <Section title="Who gets it, and what it says">
                <form on:submit=look>
                    <SelectField form at="/filter" label="Mentors" value=filter options=states/>
                    <Programme scheme form value=programme/>
                    <Field form at="/subject" label="Subject" value=subject required=true/>
                    <TextArea form at="/body" label="Text" value=body hint="{name} and {missing} become each reader's own."/>
                    <FormProblem form/>
                    <Submit form label="Look at it first"/>
                </form>
            </Section>
            <div aria-live="polite">
                {move || seen.get().map(|view| view! { <Preview view asking/> })}
            </div>
        </div>
        <Confirm open=asking title="Send the reminders?" text action="Send them" form=sending on_yes=send/>
    }
}

#[component]
fn Programme(scheme: SchemeId, form: Form, value: RwSignal<String>) -> impl IntoView {
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    move || {
        let known = lists
            .value::<SchemeLists>()
            .map(|l| l.programmes)
            .unwrap_or_default();
        let mut options = vec![(String::new(), "All programmes".to_owned())];
        options.extend(
            known
                .into_iter()
                .map(|p| (p.id.to_string(), format!("{} {}", p.code, p.title))),
        );
        view! { <SelectField form at="/programme_id" label="Programme" value options/> }
    }
}

/// The first few letters as they would be read, and the way to send them.
#[component]
fn Preview(view: ReminderView, asking: RwSignal<bool>) -> impl IntoView {
    let left_out = (view.left_out > 0).then(|| {
        format!(
            "{} left out: no address, or reminded in the last day.",
            some(view.left_out, "mentor is", "mentors are")
        )
    });
    let letters = view
        .samples
        .into_iter()
        .map(|s| view! { <Letter s/> })
        .collect_view();
    let send = if view.recipients > 0 {
        let label = format!("Send to {}", some(view.recipients, "mentor", "mentors"));
        view! { <button class="btn btn-primary mt-4" on:click=move |_| asking.set(true)>{label}</button> }
            .into_any()
    } else {
        view! { <p class="mt-2 font-semibold">"Nobody would get this now. Choose other mentors."</p> }
            .into_any()
    };
    view! {
        <Section title=format!("{} would get it", some(view.recipients, "mentor", "mentors"))>
            <p class="opacity-80 empty:hidden">{left_out}</p>
            <ul class="grid gap-3 mt-3">{letters}</ul>
            {send}
        </Section>
    }
}

#[component]
fn Letter(s: ReminderSample) -> impl IntoView {
    view! {
        <li class="rounded-field border border-base-300 p-4">
            <p class="text-sm opacity-80 wrap-anywhere">{format!("To {}", s.to)}</p>
            <p class="font-bold">{s.subject}</p>
            <p class="whitespace-pre-line mt-1 wrap-anywhere">{s.text}</p>
        </li>
    }
}
