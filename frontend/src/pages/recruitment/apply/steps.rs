use super::desk::{Desk, Kept};
use crate::client::{Query, post};
use crate::ui::{Form, FormProblem, tell};
use cairn_domain::ids::ApplicationId;
use cairn_domain::recruitment::{
    ApplicationEvent, ApplicationState, ApplicationStep, CallState, OwnApplication,
};
use leptos::prelude::*;

async fn take(id: ApplicationId, event: ApplicationEvent) -> Result<OwnApplication, crate::client::Problem> {
    let path = format!("/me/applications/{id}/steps");
    post(path).json(&ApplicationStep { event }).read().await
}

/// The end of the page while it is being written: what is kept, and the button that hands it in.
#[component]
pub fn HandIn(form: Form, desk: Desk, query: Query) -> impl IntoView {
    let tell = tell();
    let hand_in = move |_| {
        form.run(async move {
            desk.save().await?;
            query.put(&take(desk.id, ApplicationEvent::Submit).await?);
            tell("Your application is in. Thank you.");
            Ok(())
        });
    };
    let kept = move || match desk.state.get() {
        Kept::All => "Everything you wrote is kept.".to_owned(),
        Kept::Soon | Kept::Saving => "Keeping what you wrote…".to_owned(),
        Kept::Waiting => "Not kept yet: there is no connection. It is tried again by itself.".to_owned(),
        Kept::Refused(p) if p.status == 412 => {
            "You have changed this on another device. Load this page again to go on from there.".to_owned()
        }
        Kept::Refused(p) => p.errors.first().map_or(p.title, |e| e.detail.clone()),
    };
    view! {
        <section class="card p-5">
            <p class="mb-3" role="status">{kept}</p>
            <p class="mb-3">"Read it once more before you hand it in. You can change it again while the call is open."</p>
            <FormProblem form/>
            <button class="btn btn-primary" aria-disabled=move || form.is_busy().to_string() on:click=hand_in>"Hand in my application"</button>
        </section>
    }
}

/// What can still be done with an application that isn't being written.
#[component]
pub fn Steps(own: OwnApplication, query: Query) -> impl IntoView {
    use ApplicationEvent as E;
    use ApplicationState as S;
    let form = Form::new("steps");
    let is_open = own.call.state == CallState::Open;
    let id = own.id;
    let button = move |event: E, label: &'static str, class: &'static str| {
        view! {
            <button
                class=class
                aria-disabled=move || form.is_busy().to_string()
                on:click=move |_| form.run(async move {
                    query.put(&take(id, event).await?);
                    Ok(())
                })
            >
                {label}
            </button>
        }
        .into_any()
    };
    const FIRST: &str = "btn btn-primary";
    let buttons = match own.state {
        S::Offered => vec![
            button(E::Accept, "Yes, I accept", FIRST),
            button(E::TurnDown, "No, thank you", "btn"),
        ],
        S::Submitted if is_open => vec![
            button(E::Reopen, "Change it", FIRST),
            button(E::Withdraw, "Take it back", "btn"),
        ],
        S::Withdrawn if is_open => vec![button(E::Reopen, "Go on with it", FIRST)],
        S::Submitted | S::Shortlisted | S::WaitingList => vec![button(E::Withdraw, "Take it back", "btn")],
        _ => vec![],
    };
    view! {
        <FormProblem form/>
        <div class="flex flex-wrap gap-2 mb-5 empty:hidden">{buttons}</div>
    }
}
