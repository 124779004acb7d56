use crate::client::{Query, delete, loaded, post};
use crate::pages::recruitment::names::call_badge;
use crate::session::use_session;
use crate::ui::{CopyButton, EmptyState, Form, FormProblem, PageHeader, icon, tell};
use crate::wording::some;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{ApplicationState, CallState, CallView};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recruitment`
#[component]
pub fn CallsPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let may_edit = untrack(|| session.may_all_of(Action::EditRecruitment, scheme));
    let calls = Query::new(
        move || format!("/calls?scheme_id={scheme}"),
        &[Topic::Recruitment],
    );
    let new = move || {
        may_edit.then(|| {
            let href = format!("/schemes/{scheme}/recruitment/new");
            view! { <a class="btn btn-primary" href=href>{icon(lu::LuPlus)} "New call"</a> }
        })
    };
    view! {
        <PageHeader title="Recruitment" lead="Calls for mentors: who may apply, what you ask, and who answered.">{new()}</PageHeader>
        {loaded(calls, move |all: Vec<CallView>| {
            if all.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuMegaphone
                        title="No call for mentors yet"
                        text="Write what mentors do and what you would like to know from them. Students apply on a page of its own, without an account."
                    >
                        {new()}
                    </EmptyState>
                }
                .into_any();
            }
            let items = all.into_iter().map(|c| view! { <Item scheme c may_edit calls/> }).collect_view();
            view! { <div class="grid gap-4">{items}</div> }.into_any()
        })}
    }
}

#[component]
fn Item(scheme: SchemeId, c: CallView, may_edit: bool, calls: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("publish");
    let (id, is_public) = (c.id, !matches!(c.state, CallState::Draft | CallState::PutAway));
    let publish = move |_| {
        form.run(async move {
            let path = format!("/calls/{id}/publication");
            let call = if is_public { delete(path) } else { post(path) };
            call.done().await?;
            tell(if is_public {
                "The call is put away."
            } else {
                "The call is published."
            });
            calls.reload();
            Ok(())
        });
    };
    let written: u64 = c
        .counts
        .iter()
        .filter(|n| n.state == ApplicationState::Draft)
        .map(|n| n.count)
        .sum();
    let applied: u64 = c
        .counts
        .iter()
        .filter(|n| n.state.has_applied())
        .map(|n| n.count)
        .sum();
    let counted = format!(
        "{} handed in, {} still being written.",
        some(applied, "application", "applications"),
        written
    );
    let from_to = format!(
        "{} to {}",
        day_and_time_of(c.content.opens),
        day_and_time_of(c.content.closes)
    );
    let base = format!("/schemes/{scheme}/recruitment/{id}");
    let page = is_public.then(|| {
        let href = format!("/calls/{}", c.content.slug);
        view! {
            <p class="mt-2 flex flex-wrap items-center gap-2">
                <a class="link wrap-anywhere" href=href>{c.page.clone()}</a>
                <CopyButton text=c.page label="Copy the address" name=format!("Copy the address of {}", c.content.title)/>
            </p>
        }
    });
    view! {
        <section class="card p-5">
            <p class="mb-1">{call_badge(c.state)}</p>
            <h2 class="text-xl font-bold">{c.content.title}</h2>
            <p>{from_to}</p>
            <p class="mt-1">{counted}</p>
            {page}
            <FormProblem form/>
            {may_edit.then(|| view! {
                <div class="flex flex-wrap gap-2 mt-4">
                    <a class="btn btn-primary" href=format!("{base}/applications")>"Read the applications"</a>
                    <a class="btn" href=format!("{base}/selection")>"Score and decide"</a>
                    <a class="btn" href=base>"Change the call"</a>
                    <button class="btn" aria-disabled=move || form.is_busy().to_string() on:click=publish>
                        {if is_public { "Put it away" } else { "Publish it" }}
                    </button>
                </div>
            })}
        </section>
    }
}

/// A time of the scheme's wall clock, shown as it is.
fn day_and_time_of(wall: chrono::NaiveDateTime) -> String {
    wall.format("%-d %B %Y, %H:%M").to_string()
}
