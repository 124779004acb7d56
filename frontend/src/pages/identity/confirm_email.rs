use crate::address::link_token;
use crate::client::{Problem, post};
use crate::session::use_session;
use crate::ui::{Loading, PageHeader};
use cairn_domain::identity::LinkToken;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// `/confirm-email#token=…`
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<(), Problem>>);
    let token = link_token();
    spawn_local(async move {
        let done = post("/auth/email-changes/confirm")
            .json(&LinkToken { token })
            .done()
            .await;
        if done.is_ok() && untrack(|| session.is_in()) {
            let _ = session.load().await;
        }
        let _ = answer.try_set(Some(done));
    });
    move || {
        match answer.get() {
        None => view! { <Loading/> }.into_any(),
        Some(Ok(())) => view! {
            <PageHeader title="Your new address is confirmed"/>
            <p>"From now on you sign in with it, and our mail goes there."</p>
            <a class="btn btn-primary mt-5" href="/">"Go to Cairn"</a>
        }
        .into_any(),
        Some(Err(problem)) => view! {
            <PageHeader title="This link can't be used"/>
            <p>{problem.title}</p>
            <p class="mt-3">"Nothing has changed. Sign in and ask for the change again; a new link goes to the new address."</p>
            <a class="btn btn-primary mt-5" href="/security">"Change my address again"</a>
        }
        .into_any(),
    }
    }
}
