use crate::client::{Query, loaded, post};
use crate::ui::{Dialog, Form, FormProblem, SearchBox, Submit, tell};
use cairn_domain::cohorts::ParticipantView;
use cairn_domain::groups::{GroupChanges, MoveMember};
use cairn_domain::ids::{MentorGroupId, ParticipantId, SchemeId};
use cairn_domain::paging::Page;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Gives a group a mentor who is in the scheme.
#[component]
pub fn AddMentorDialog(
    scheme: SchemeId,
    group: MentorGroupId,
    open: RwSignal<bool>,
    query: Query,
) -> impl IntoView {
    view! { <Dialog title="Add a mentor" open><AddMentorForm scheme group open query/></Dialog> }
}

#[component]
fn AddMentorForm(
    scheme: SchemeId,
    group: MentorGroupId,
    open: RwSignal<bool>,
    query: Query,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("add-mentor");
    let words = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<ParticipantId>);
    let mentors = Query::new(
        move || {
            let q = String::from(js_sys::encode_uri_component(&words.get()));
            let q = if q.is_empty() { q } else { format!("&q={q}") };
            format!("/schemes/{scheme}/participants?role=mentor&clearance=cleared&limit=8{q}")
        },
        &[],
    );
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(participant_id) = chosen.get_untracked() else {
            return form.refuse_field("/participant_id", "Choose a mentor.");
        };
        let change = MoveMember {
            participant_id,
            from_group_id: None,
            to_group_id: Some(group),
            reason: "Added as mentor".to_owned(),
        };
        form.run(async move {
            let done: GroupChanges = post(format!("/schemes/{scheme}/group-moves"))
                .json(&change)
                .read()
                .await?;
            tell(done.changes.first().map_or("Done.", |c| c.sentence.as_str()));
            open.set(false);
            query.reload();
            Ok(())
        });
    };
    let item = move |p: ParticipantView| {
        let now = p
            .group_label
            .map_or_else(|| "no group yet".to_owned(), |g| format!("in {g}"));
        let facts = format!("{} · {now}", p.programme_code.unwrap_or_default());
        view! {
            <label class="flex items-center gap-3 py-2 cursor-pointer">
                <input type="radio" name="mentor" class="radio radio-primary" on:change=move |_| chosen.set(Some(p.id))/>
                <span class="font-semibold">{p.name}</span>
                <span class="ml-auto text-sm text-right opacity-80">{facts}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <form on:submit=submit class="mt-3">
            <fieldset class="mb-4">
                <legend class="font-semibold mb-2">"Which cleared mentor?"</legend>
                <SearchBox label="Find a mentor" value=words on_search=move |q: String| words.set(q)/>
                {loaded(mentors, move |page: Page<ParticipantView>| {
                    view! { <div class="divide-y divide-base-300 mt-2">{page.items.into_iter().map(item).collect_view()}</div> }.into_any()
                })}
            </fieldset>
            <FormProblem form/>
            <Submit form label="Add this mentor"/>
        </form>
    }
}
