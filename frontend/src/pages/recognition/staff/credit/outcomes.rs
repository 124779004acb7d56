use super::outcome_draft::OutcomeDraft;
use crate::address::Address;
use crate::client::{Query, loaded, put};
use crate::pages::recognition::staff::faults::refused;
use crate::pages::recognition::staff::filters::filter;
use crate::pages::recognition::staff::nav::{CreditNav, RecognitionNav};
use crate::pages::training::staff::{AddButton, Row, RowTools, Rows};
use crate::session::use_session;
use crate::ui::{EmptyState, Form, FormProblem, PageHeader, Section, Submit, UnsavedGuard, crumb, tell};
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::identity::Action;
use cairn_domain::ids::{ProgrammeId, SchemeId};
use cairn_domain::problem::Check;
use cairn_domain::recognition::{WblOutcomeView, WblOutcomes};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/credit/outcomes?programme_id=`
#[component]
pub fn OutcomesPage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    let programme = Memo::new(move |_| address.get("programme_id").parse::<ProgrammeId>().ok());
    let body = move || {
        match programme.get() {
        Some(programme) => view! { <Programme scheme programme/> }.into_any(),
        None => view! {
            <EmptyState
                glyph=lu::LuGraduationCap
                title="Choose a programme"
                text="Each programme sets its own learning outcomes for mentoring, with the hours that each of them needs."
            />
        }
        .into_any(),
    }
    };
    view! {
        <PageHeader
            title="Learning outcomes"
            crumbs=vec![
                crumb(format!("/schemes/{scheme}/recognition"), "Recognition"),
                crumb(format!("/schemes/{scheme}/recognition/credit"), "Credit"),
            ]
            lead="What a student shows to get academic credit for mentoring."
        />
        <RecognitionNav scheme/>
        <CreditNav scheme/>
        {loaded(lists, move |lists: SchemeLists| {
            let options = lists.programmes.into_iter().map(|p| (p.id.to_string(), p.code)).collect();
            view! { <div class="mb-4">{filter("Programme", "programme_id", "Choose a programme", options)}</div> }.into_any()
        })}
        {body}
    }
}

#[component]
fn Programme(scheme: SchemeId, programme: ProgrammeId) -> impl IntoView {
    let query = Query::new(
        move || format!("/wbl-outcomes?scheme_id={scheme}&programme_id={programme}"),
        &[],
    );
    loaded(query, move |outcomes: Vec<WblOutcomeView>| {
        view! { <OutcomesForm scheme programme outcomes query/> }.into_any()
    })
}

#[component]
fn OutcomesForm(
    scheme: SchemeId,
    programme: ProgrammeId,
    outcomes: Vec<WblOutcomeView>,
    query: Query,
) -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let form = Form::new("outcomes");
    let may_edit = untrack(|| session.may_all_of(Action::EditRecognition, scheme));
    let rows = OutcomeDraft::rows(&outcomes);
    let read = move || WblOutcomes {
        scheme_id: scheme,
        programme_id: programme,
        outcomes: rows.read(|_, draft| draft.read()),
    };
    let first = StoredValue::new(untrack(read));
    let dirty = Signal::derive(move || first.with_value(|f| read() != *f));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = untrack(read);
        let faults = input.faults();
        if !faults.is_empty() {
            return form.refuse(refused(faults));
        }
        form.run(async move {
            let saved: Vec<WblOutcomeView> = put("/wbl-outcomes").json(&input).read().await?;
            tell("The learning outcomes are saved.");
            query.put(&saved);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit>
            <fieldset disabled=!may_edit class="min-w-0">
                <legend class="sr-only">"Learning outcomes"</legend>
                <OutcomeCards form rows/>
            </fieldset>
            <FormProblem form/>
            {may_edit.then(|| view! { <div class="mt-5"><Submit form label="Save the outcomes"/></div> })}
        </form>
        <UnsavedGuard dirty/>
    }
}

#[component]
fn OutcomeCards(form: Form, rows: Rows<OutcomeDraft>) -> impl IntoView {
    let add = move |()| {
        rows.add(OutcomeDraft::empty);
    };
    view! {
        <Show when=move || rows.list.with(Vec::is_empty)>
            <Section title="No outcome yet">
                <p class="opacity-80">"Without outcomes nobody of this programme can claim credit for mentoring."</p>
            </Section>
        </Show>
        <ol class="grid gap-4">
            <ForEnumerate
                each=move || rows.list.get()
                key=|row| row.key.get_value()
                children=move |n, row| view! { <OutcomeCard form rows n row/> }
            />
        </ol>
        <AddButton label="Add an outcome" on_add=add/>
    }
}

#[component]
fn OutcomeCard(
    form: Form,
    rows: Rows<OutcomeDraft>,
    n: ReadSignal<usize>,
    row: Row<OutcomeDraft>,
) -> impl IntoView {
    let draft = row.draft;
    let name = Signal::derive(move || format!("outcome {}", n.get() + 1));
    let at = move |field: &'static str| Signal::derive(move || format!("/outcomes/{}/{field}", n.get()));
    view! {
        <li class="card p-4">
            <div class="flex gap-3 items-start">
                <fieldset class="grow min-w-0">
                    <legend class="font-semibold mb-2">{move || format!("Outcome {}", n.get() + 1)}</legend>
                    <div class="grid gap-x-4 sm:grid-cols-2">
                        {boxed(form, at("code"), "Code, like LO1", draft.code, 0)}
                        {boxed(form, at("minutes_needed"), "Hours that it needs", draft.hours, 0)}
                    </div>
                    {boxed(form, at("text"), "What a student shows", draft.text, 3)}
                </fieldset>
                <RowTools rows n name/>
            </div>
        </li>
    }
}

/// A box whose pointer changes while rows move. With `lines` it takes several.
fn boxed(
    form: Form,
    at: Signal<String>,
    label: &'static str,
    value: RwSignal<String>,
    lines: u32,
) -> AnyView {
    let id = move || form.field_id(&at.get());
    let fault_id = move || format!("{}-fault", id());
    let invalid = move || form.fault(&at.get()).is_some().to_string();
    let input = if lines > 0 {
        view! {
            <textarea
                id=id
                class="textarea w-full"
                rows=lines.to_string()
                aria-describedby=fault_id
                aria-invalid=invalid
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                class="input w-full"
                autocomplete="off"
                aria-describedby=fault_id
                aria-invalid=invalid
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
            />
        }
        .into_any()
    };
    view! {
        <div class="mb-3 min-w-0">
            <label for=id class="block font-semibold mb-1">{label}</label>
            {input}
            <p id=fault_id class="text-sm text-error font-semibold mt-1 empty:hidden">{move || form.fault(&at.get())}</p>
        </div>
    }
    .into_any()
}
