use crate::client::post;
use crate::ui::{Field, Form, FormProblem, PageHeader, Submit};
use cairn_domain::identity::ForgottenPassword;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/forgotten-password`
#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {
    let form = Form::new("forgotten");
    let email = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.run(async move {
            post("/auth/forgotten-password")
                .json(&ForgottenPassword {
                    email: email.get_untracked(),
                })
                .done()
                .await?;
            sent.set(true);
            Ok(())
        });
    };
    move || {
        if sent.get() {
            view! {
                <PageHeader title="Look in your inbox"/>
                <p>"If there is an account for "<strong>{email.get_untracked()}</strong>", a link is on its way. It works once, for one hour."</p>
                <p class="mt-4"><a class="link" href="/sign-in">"Back to sign in"</a></p>
            }
            .into_any()
        } else {
            view! {
                <PageHeader title="Get a new password" lead="Tell us your email address, and we send you a link."/>
                <form on:submit=submit>
                    <Field form at="/email" label="Email" value=email kind="email" autocomplete="username" required=true/>
                    <FormProblem form/>
                    <Submit form label="Send me a link" class="btn btn-primary w-full"/>
                </form>
                <p class="mt-4"><a class="link" href="/sign-in">"Back to sign in"</a></p>
            }
            .into_any()
        }
    }
}
