use super::call_draft::CallDraft;
use super::letters::Letters;
use super::questions::Questions;
use super::rubric::Rubric;
use crate::address::Address;
use crate::client::{Problem, Query, loaded, post, put};
use crate::ui::{
    CheckField, Field, Form, FormProblem, PageHeader, Section, Submit, TextArea, UnsavedGuard, crumb, tell,
};
use crate::wording::today;
use cairn_domain::cohorts::FheqLevel;
use cairn_domain::ids::{CallId, SchemeId};
use cairn_domain::recruitment::suggestion::suggested;
use cairn_domain::recruitment::{CallContent, CallView, NewCall};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/recruitment/new`
#[component]
pub fn NewCallPage(scheme: SchemeId) -> impl IntoView {
    view! {
        <PageHeader
            title="A new call for mentors"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recruitment"), "Recruitment")]
            lead="Here is one to start from. Nobody outside sees it before you publish it."
        />
        <Editor scheme content=suggested(today().parse().unwrap_or_default()) seen=None/>
    }
}

/// `/schemes/:scheme/recruitment/:call`
#[component]
pub fn CallPage(scheme: SchemeId, id: CallId) -> impl IntoView {
    let query = Query::new(move || format!("/calls/{id}"), &[]);
    loaded(query, move |c: CallView| {
        let title = c.content.title.clone();
        view! {
            <PageHeader
                title
                crumbs=vec![crumb(format!("/schemes/{scheme}/recruitment"), "Recruitment")]
                lead="What was handed in stays as it is. Applications that are still being written follow your changes."
            />
            <Editor scheme content=c.content seen=Some((id, c.version))/>
        }
        .into_any()
    })
}

async fn keep(scheme: SchemeId, seen: Option<(CallId, i32)>, content: CallContent) -> Result<(), Problem> {
    match seen {
        Some((id, version)) => {
            put(format!("/calls/{id}"))
                .json(&content)
                .if_match(version)
                .done()
                .await
        }
        None => {
            let new = NewCall {
                scheme_id: scheme,
                content,
            };
            post("/calls").json(&new).done().await
        }
    }
}

#[component]
fn Editor(scheme: SchemeId, content: CallContent, seen: Option<(CallId, i32)>) -> impl IntoView {
    let tell = tell();
    let address = Address::here();
    let form = Form::new("call");
    let draft = CallDraft::of(&content);
    let saved = RwSignal::new(Some(content));
    let is_new = seen.is_none();
    let dirty = Signal::derive(move || {
        saved.with(|saved| {
            saved
                .as_ref()
                .is_some_and(|saved| draft.read().as_ref() != Ok(saved))
        })
    });
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let content = match untrack(|| draft.read()) {
            Ok(content) => content,
            Err((at, why)) => return form.refuse_field(at, why),
        };
        form.run(async move {
            keep(scheme, seen, content).await?;
            // Nothing is unsaved any more.
            let _ = saved.try_set(None);
            tell("The call is saved.");
            address.go(&format!("/schemes/{scheme}/recruitment"));
            Ok(())
        });
    };
    view! {
        <form on:submit=submit>
            <div class="grid gap-5">
                <Section title="The call">
                    <Field form at="/title" label="Title" value=draft.title/>
                    <Field form at="/slug" label="Address" value=draft.slug hint="The last part of its public address: small letters, digits and hyphens."/>
                    <TextArea form at="/role" label="What mentors do" value=draft.role rows=6 hint="An empty line starts a paragraph."/>
                    <TextArea form at="/given_back" label="What mentors get" value=draft.given_back/>
                </Section>
                <Section title="Who and when">
                    <Levels form draft/>
                    <Field form at="/opens" label="Opens" value=draft.opens kind="datetime-local" hint="By the clock of the scheme's time zone."/>
                    <Field form at="/closes" label="Closes" value=draft.closes kind="datetime-local" hint="Whoever hands in by then is in time, to the second."/>
                    <Field form at="/answer_by" label="Applicants hear by" value=draft.answer_by kind="date"/>
                </Section>
                <Questions form draft/>
                <Section title="What else you ask for">
                    <TextArea form at="/conduct" label="Code of conduct" value=draft.conduct rows=5 hint="Applicants agree to it when they hand in."/>
                    <CheckField label="The name of somebody who knows them" value=draft.reference/>
                    <CheckField label="A short talk" value=draft.interview/>
                </Section>
                <Section title="Choosing">
                    <Field form at="/places" label="How many mentors you would like" value=draft.places kind="number" hint="0 while you don't know."/>
                    <Field form at="/scorers_each" label="Scorers for each application" value=draft.scorers_each kind="number" hint="2 to 4. They score without seeing a name, or each other."/>
                </Section>
                <Rubric form draft/>
                <Letters form draft/>
            </div>
            <FormProblem form/>
            <div class="mt-5"><Submit form label=if is_new { "Save the call" } else { "Save the changes" }/></div>
        </form>
        <UnsavedGuard dirty/>
    }
}

#[component]
fn Levels(form: Form, draft: CallDraft) -> impl IntoView {
    let boxes = [4_u8, 5, 6, 7]
        .into_iter()
        .filter_map(|l| FheqLevel::new(l).ok())
        .map(|level| {
            view! {
                <label class="flex gap-3 items-center py-1 cursor-pointer">
                    <input
                        type="checkbox"
                        class="checkbox checkbox-primary"
                        prop:checked=move || draft.levels.with(|all| all.contains(&level))
                        on:change:target=move |ev| {
                            let is_on = ev.target().checked();
                            draft.levels.update(|all| {
                                all.retain(|l| *l != level);
                                if is_on {
                                    all.push(level);
                                    all.sort_unstable();
                                }
                            });
                        }
                    />
                    <span>{level.to_string()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="mb-4">
            <legend class="font-semibold">"Who may apply"</legend>
            <p class="text-sm opacity-80">"Level 5 is the second year."</p>
            {boxes}
            <p class="text-sm text-error font-semibold empty:hidden">{move || form.fault("/levels")}</p>
        </fieldset>
    }
}
