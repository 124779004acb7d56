use crate::client::post;
use crate::pages::identity::reset_password::PASSWORD_HINT;
use crate::ui::{Field, Form, FormProblem, Section, Submit, tell};
use cairn_domain::identity::ChangePassword;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

#[component]
pub fn PasswordCard() -> impl IntoView {
    let tell = tell();
    let form = Form::new("password");
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let change = ChangePassword {
            current_password: current.get_untracked(),
            new_password: new.get_untracked(),
        };
        form.run(async move {
            post("/me/password").json(&change).done().await?;
            current.set(String::new());
            new.set(String::new());
            tell("Your password is changed.");
            Ok(())
        });
    };
    view! {
        <Section title="Password">
            <form on:submit=submit>
                <Field
                    form
                    at="/current_password"
                    label="Your password now"
                    value=current
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
                <Field
                    form
                    at="/new_password"
                    label="New password"
                    value=new
                    kind="password"
                    autocomplete="new-password"
                    hint=PASSWORD_HINT
                    required=true
                />
                <FormProblem form/>
                <Submit form label="Change my password"/>
            </form>
        </Section>
    }
}
