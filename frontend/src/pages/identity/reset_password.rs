use crate::address::{Address, link_token};
use crate::client::post;
use crate::ui::{Field, Form, FormProblem, PageHeader, Submit, tell};
use cairn_domain::identity::ResetPassword;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub const PASSWORD_HINT: &str =
    "At least 10 characters. Three words that only you would put together are good.";

/// `/reset-password#token=…`
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let form = Form::new("reset");
    let token = StoredValue::new(link_token());
    let address = Address::here();
    let tell = tell();
    let password = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let token = token.get_value();
        form.run(async move {
            post("/auth/reset-password")
                .json(&ResetPassword {
                    token,
                    password: password.get_untracked(),
                })
                .done()
                .await?;
            tell("Your password is changed. Sign in with the new one.");
            address.go("/sign-in");
            Ok(())
        });
    };
    view! {
        <PageHeader title="Choose a new password"/>
        <form on:submit=submit>
            <Field
                form
                at="/password"
                label="New password"
                value=password
                kind="password"
                autocomplete="new-password"
                hint=PASSWORD_HINT
                required=true
            />
            <FormProblem form/>
            <Submit form label="Keep this password" class="btn btn-primary w-full"/>
        </form>
        <p class="mt-4"><a class="link" href="/forgotten-password">"Send me a new link"</a></p>
    }
}
