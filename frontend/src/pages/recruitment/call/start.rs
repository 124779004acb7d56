use crate::address::Address;
use crate::client::post;
use crate::session::use_session;
use crate::ui::{Field, Form, FormProblem, Section, Submit};
use cairn_domain::recruitment::{CallState, NewApplication, OwnApplication, PublicCall, StartApplication};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What applying takes, and the way in.
#[component]
pub fn HowToApply(call: PublicCall) -> impl IntoView {
    let session = use_session();
    let questions = call
        .questions
        .into_iter()
        .map(|q| view! { <li>{q.label}</li> })
        .collect_view();
    let more = [
        call.asks_for_reference
            .then_some("The name of somebody who can tell us about you."),
        call.has_interview
            .then_some("A short talk with us, at a time that suits you."),
    ];
    let more = more
        .into_iter()
        .flatten()
        .map(|m| view! { <li>{m}</li> })
        .collect_view();
    let slug = StoredValue::new(call.slug);
    let is_open = call.state == CallState::Open;
    view! {
        <Section title="How to apply">
            <p>"A few questions, in your own words. You can stop and come back on any device."</p>
            <ul class="list-disc pl-5 my-3">{questions} {more}</ul>
            {is_open.then(|| view! {
                <Show when=move || session.is_in() fallback=move || view! { <StartForm slug=slug.get_value()/> }>
                    <Begin slug=slug.get_value()/>
                </Show>
            })}
        </Section>
    }
}

/// For somebody who is signed in.
#[component]
fn Begin(slug: String) -> impl IntoView {
    let address = Address::here();
    let form = Form::new("begin");
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = NewApplication { slug: slug.clone() };
        form.run(async move {
            let own: OwnApplication = post("/me/applications").json(&input).read().await?;
            address.go(&format!("/applications/{}", own.id));
            Ok(())
        });
    };
    view! {
        <form on:submit=submit>
            <FormProblem form/>
            <Submit form label="Apply"/>
        </form>
    }
}

/// For somebody without an account, or whom this browser doesn't know.
#[component]
fn StartForm(slug: String) -> impl IntoView {
    let form = Form::new("start");
    let (given, family, email) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let sent = RwSignal::new(None::<String>);
    let slug = StoredValue::new(slug);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = StartApplication {
            given_name: given.get_untracked(),
            family_name: family.get_untracked(),
            email: email.get_untracked().trim().to_owned(),
        };
        form.run(async move {
            let path = format!("/open-calls/{}/applications", slug.get_value());
            post(path).json(&input).done().await?;
            sent.set(Some(input.email));
            Ok(())
        });
    };
    move || {
        match sent.get() {
        Some(address) => view! {
            <div role="status" class="alert alert-success alert-soft items-start">
                <div>
                    <p class="font-semibold">"Look into your mailbox"</p>
                    <p>"A letter is on its way to "<strong class="wrap-anywhere">{address}</strong>". Its link opens your application."</p>
                </div>
            </div>
        }
        .into_any(),
        None => view! {
            <form on:submit=submit>
                <Field form at="/given_name" label="First name" value=given autocomplete="given-name" required=true/>
                <Field form at="/family_name" label="Family name" value=family autocomplete="family-name" required=true/>
                <Field form at="/email" label="Email address" value=email kind="email" autocomplete="email" hint="Your university address, if you have one. We send you a link there." required=true/>
                <FormProblem form/>
                <Submit form label="Start my application"/>
                <p class="mt-3">"You have an account? "<a class="link" href="/sign-in">"Sign in"</a>" first."</p>
            </form>
        }
        .into_any(),
    }
    }
}
