use super::demo_accounts::DemoAccounts;
use crate::address::Address;
use crate::session::use_session;
use crate::ui::{Field, Form, FormProblem, PageHeader, Submit};
use cairn_domain::identity::SignIn;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/sign-in`, and in the place of any page that needs somebody to be signed in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let form = Form::new("sign-in");
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.run(async move {
            session
                .sign_in(SignIn {
                    email: email.get_untracked(),
                    password: password.get_untracked(),
                })
                .await?;
            if window().location().pathname().is_ok_and(|p| p == "/sign-in") {
                address.go("/");
            }
            Ok(())
        });
    };
    view! {
        <PageHeader title="Sign in"/>
        <form on:submit=submit>
            <Field form at="/email" label="Email" value=email kind="email" autocomplete="username" required=true/>
            <Field
                form
                at="/password"
                label="Password"
                value=password
                kind="password"
                autocomplete="current-password"
                required=true
            />
            <FormProblem form/>
            <Submit form label="Sign in" class="btn btn-primary w-full"/>
        </form>
        <p class="mt-4"><a class="link" href="/forgotten-password">"I forgot my password"</a></p>
        <DemoAccounts email password/>
    }
}
