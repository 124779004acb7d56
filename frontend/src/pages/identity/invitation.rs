use super::reset_password::PASSWORD_HINT;
use crate::address::{Address, link_token};
use crate::client::{Problem, post};
use crate::session::use_session;
use crate::ui::{Field, Form, FormProblem, Loading, PageHeader, Submit};
use crate::wording::day;
use cairn_domain::identity::{AcceptInvitation, AccessToken, InvitationPreview, LinkToken};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// `/invitation#token=…`
#[component]
pub fn InvitationPage() -> impl IntoView {
    let preview = RwSignal::new(None::<Result<InvitationPreview, Problem>>);
    let token = link_token();
    spawn_local(async move {
        let answer = post("/auth/invitations/preview")
            .json(&LinkToken { token })
            .read()
            .await;
        let _ = preview.try_set(Some(answer));
    });
    move || {
        match preview.get() {
        None => view! { <Loading/> }.into_any(),
        Some(Ok(invitation)) => view! { <Welcome invitation/> }.into_any(),
        Some(Err(problem)) => view! {
            <PageHeader title="This invitation can't be opened"/>
            <p>{problem.title}</p>
            <p class="mt-3">"Each link works once and ends after a while. If you have been here before, just sign in. Otherwise ask for a new link; it goes to the same address."</p>
            <div class="flex flex-wrap gap-2 mt-5">
                <a class="btn btn-primary" href="/sign-in">"Sign in"</a>
                <a class="btn" href="/forgotten-password">"Send me a new link"</a>
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Welcome(invitation: InvitationPreview) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let form = Form::new("invitation");
    let token = StoredValue::new(link_token());
    let password = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let accept = AcceptInvitation {
            token: token.get_value(),
            password: password.get_untracked(),
        };
        form.run(async move {
            let token: AccessToken = post("/auth/invitations/accept").json(&accept).read().await?;
            session.accept(token).await?;
            address.go("/");
            Ok(())
        });
    };
    let scheme = invitation.scheme_name.map_or_else(
        || "You are invited to Cairn.".to_owned(),
        |name| format!("You are invited to {name}."),
    );
    view! {
        <PageHeader title=format!("Welcome, {}", invitation.name) lead=scheme/>
        <p class="mb-4">
            "You will sign in as "<strong class="wrap-anywhere">{invitation.email}</strong>
            ". This link works until "{day(invitation.expires_at.date_naive())}"."
        </p>
        <form on:submit=submit>
            <Field
                form
                at="/password"
                label="Choose a password"
                value=password
                kind="password"
                autocomplete="new-password"
                hint=PASSWORD_HINT
                required=true
            />
            <FormProblem form/>
            <Submit form label="Come in" class="btn btn-primary w-full"/>
        </form>
    }
}
