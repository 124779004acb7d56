use crate::client::post;
use crate::session::use_session;
use crate::ui::{Field, Form, FormProblem, Section, Submit, tell};
use cairn_domain::identity::ChangeEmail;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

#[component]
pub fn EmailCard() -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let form = Form::new("email");
    let new_email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let change = ChangeEmail {
            new_email: new_email.get_untracked(),
            password: password.get_untracked(),
        };
        form.run(async move {
            post("/me/email-changes").json(&change).done().await?;
            password.set(String::new());
            tell("We have sent a link to the new address. Open it to finish the change.");
            session.load().await
        });
    };
    let now = move || session.me().and_then(|me| me.email).unwrap_or_default();
    let pending = move || {
        session
            .me()
            .and_then(|me| me.pending_email)
            .map(|email| view! { <p class="mb-3">"A change to "<strong class="wrap-anywhere">{email}</strong>" waits for its link to be opened."</p> })
    };
    view! {
        <Section title="Email address">
            <p class="mb-3">"You sign in as "<strong class="wrap-anywhere">{now}</strong>". A change keeps your account and your group."</p>
            {pending}
            <form on:submit=submit>
                <Field form at="/new_email" label="New address" value=new_email kind="email" autocomplete="email" required=true/>
                <Field
                    form
                    at="/password"
                    label="Your password"
                    value=password
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
                <FormProblem form/>
                <Submit form label="Send a link to the new address"/>
            </form>
        </Section>
    }
}
