use super::defaults::DefaultsCard;
use super::mapping_draft::MappingDraft;
use super::profiles::ProfilesCard;
use super::replacements::ReplacementsCard;
use crate::address::Address;
use crate::client::{Query, post, put};
use crate::ui::{CheckField, Form, FormProblem, Section, Submit, options_of};
use cairn_domain::cohorts::{CohortImportView, ColumnGuess, ImportField};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Step two: each of the file's columns, with a guess that can be changed.
/// `address` is the page's: the check outlives this step when its news come first.
#[component]
pub fn MappingStep(import: CohortImportView, query: Query, address: Address) -> impl IntoView {
    let form = Form::new("mapping");
    let draft = MappingDraft::of(&import.mapping);
    let (id, scheme) = (import.id, import.scheme_id);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let mapping = draft.read();
        form.run(async move {
            put(format!("/cohort-imports/{id}/mapping"))
                .json(&mapping)
                .done()
                .await?;
            post(format!("/cohort-imports/{id}/check")).done().await?;
            address.set("step", "");
            query.reload();
            Ok(())
        });
    };
    let columns = import
        .columns
        .into_iter()
        .enumerate()
        .map(|(i, guess)| view! { <ColumnItem guess i draft/> })
        .collect_view();
    view! {
        <form on:submit=submit class="grid gap-5">
            <Section title="The file's columns">
                <p class="opacity-80">"We guessed from the headings and the values. Change what is wrong; leave out what is not needed."</p>
                <ul class="divide-y divide-base-300 mt-2">{columns}</ul>
            </Section>
            <div class="grid gap-5 lg:grid-cols-2 items-start">
                <DefaultsCard form draft/>
                <ReplacementsCard form draft/>
                <Section title="People who are not in the file">
                    <CheckField
                        label="Mark them as withdrawn"
                        value=draft.withdraw_missing
                        hint="Only if this file has everybody. They leave their groups; you see the list first."
                    />
                </Section>
                <ProfilesCard scheme draft/>
            </div>
            <div>
                <FormProblem form/>
                <Submit form label="Check the file"/>
            </div>
        </form>
    }
}

#[component]
fn ColumnItem(guess: ColumnGuess, i: usize, draft: MappingDraft) -> impl IntoView {
    let field = draft
        .columns
        .with_untracked(|c| c.iter().find(|(name, _)| *name == guess.column).map(|(_, f)| *f));
    let samples = guess
        .samples
        .iter()
        .filter(|s| !s.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let choice = match (guess.refused, field) {
        (Some(why), _) => view! { <p class="text-secondary font-semibold">{why}</p> }.into_any(),
        (None, Some(value)) => view! { <FieldChoice i value/> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <li class="py-3 sm:grid grid-cols-[1fr_16rem] gap-4 items-center">
            <div class="min-w-0">
                <label for=format!("column-{i}") class="font-semibold wrap-anywhere">{guess.column}</label>
                <p class="text-sm opacity-80 wrap-anywhere">{samples}</p>
                {guess.doubt.map(|why| view! { <p class="text-sm font-semibold wrap-anywhere">{why}</p> })}
            </div>
            {choice}
        </li>
    }
}

#[component]
fn FieldChoice(i: usize, value: RwSignal<String>) -> impl IntoView {
    let options = options_of!(ImportField)
        .into_iter()
        .map(|(word, label)| {
            let own = word.clone();
            view! { <option value=word prop:selected=move || value.get() == own>{label}</option> }
        })
        .collect_view();
    view! {
        <select id=format!("column-{i}") class="select w-full mt-1 sm:mt-0" on:change:target=move |ev| value.set(ev.target().value())>
            <option value="" prop:selected=move || value.with(String::is_empty)>"Leave out"</option>
            {options}
        </select>
    }
}
