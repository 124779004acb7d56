use crate::client::{Query, delete, loaded};
use crate::session::use_session;
use crate::ui::{Form, FormProblem, Section, Tone, badge, tell};
use crate::wording::{ago, day, device};
use cairn_domain::identity::SessionView;
use leptos::prelude::*;

#[component]
pub fn SessionsCard() -> impl IntoView {
    let session = use_session();
    let form = Form::new("sessions");
    let sessions = Query::new(|| "/me/sessions".to_owned(), &[]);
    let leave_all = move |_| form.run(session.sign_out(true));
    view! {
        <Section title="Where you are signed in" class="lg:col-span-2">
            <p class="opacity-80">"If you don't know one of these, end it and change your password."</p>
            {loaded(sessions, move |list: Vec<SessionView>| {
                let items = list.into_iter().map(|s| view! { <SessionItem session=s form sessions/> }).collect_view();
                view! { <ul class="divide-y divide-base-300 mt-2">{items}</ul> }.into_any()
            })}
            <FormProblem form/>
            <button class="btn btn-outline btn-error mt-3" on:click=leave_all>"Sign out everywhere"</button>
        </Section>
    }
}

#[component]
fn SessionItem(session: SessionView, form: Form, sessions: Query) -> impl IntoView {
    let tell = tell();
    let id = session.id;
    let end = move |_| {
        form.run(async move {
            delete(format!("/me/sessions/{id}")).done().await?;
            tell("That browser is signed out.");
            sessions.reload();
            Ok(())
        });
    };
    let browser = device(&session.device);
    let action = if session.current {
        badge(Tone::Good, "This browser")
    } else {
        let name = format!("End the session of {browser}");
        view! { <button class="btn btn-sm" aria-label=name on:click=end>"End"</button> }.into_any()
    };
    view! {
        <li class="py-3 flex items-center gap-4">
            <div class="min-w-0 mr-auto">
                <p class="font-semibold wrap-anywhere">{browser}</p>
                <p class="text-sm opacity-80">
                    {format!("Last used {}, signed in on {}", ago(session.last_used_at), day(session.created_at.date_naive()))}
                </p>
            </div>
            {action}
        </li>
    }
}
