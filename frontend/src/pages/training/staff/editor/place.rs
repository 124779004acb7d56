use super::desk::Desk;
use crate::client::{Query, put};
use crate::ui::{CheckField, Field, Form, FormProblem, Section, Submit, tell};
use cairn_domain::training::{ModulePlace, ModuleSummary, ModuleView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// How the module stands where it belongs: compulsory, after which others, and for how long it counts.
#[component]
pub fn PlaceCard(desk: Desk) -> impl IntoView {
    let form = Form::new("place");
    let tell = tell();
    let s = untrack(|| desk.summary());
    let compulsory = RwSignal::new(s.is_compulsory);
    let months = RwSignal::new(s.valid_months.map(|n| n.to_string()).unwrap_or_default());
    let before = RwSignal::new(s.prerequisites.clone());
    let position = s.position;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let words = months.get_untracked();
        let valid_months = match words.trim() {
            "" => None,
            n => match n.parse() {
                Ok(n) => Some(n),
                Err(_) => {
                    return form.refuse_field("/valid_months", "Enter a whole number of months, or nothing.");
                }
            },
        };
        let place = ModulePlace {
            position,
            is_compulsory: compulsory.get_untracked(),
            prerequisites: before.get_untracked(),
            valid_months,
        };
        let version = untrack(|| desk.summary()).version;
        form.run(async move {
            let view: ModuleView = put(format!("/training-modules/{}/place", desk.module))
                .json(&place)
                .if_match(version)
                .read()
                .await?;
            desk.placed(view);
            tell("Saved. It holds from now on.");
            Ok(())
        });
    };
    view! {
        <Section title="Its place in the path" class="mt-5">
            <p class="opacity-80 mb-2">"This is not part of a version: it holds as soon as you save it."</p>
            <form on:submit=submit>
                <CheckField label="Compulsory" value=compulsory hint="A scheme can say otherwise for itself."/>
                <Field
                    form
                    at="/valid_months"
                    label="Months that a completion counts"
                    value=months
                    kind="number"
                    hint="Empty: for good. With 12, mentors refresh it every year."
                />
                <Before desk before/>
                <FormProblem form/>
                <Submit form label="Save its place" class="btn"/>
            </form>
        </Section>
    }
}

/// Modules that come first.
#[component]
fn Before(desk: Desk, before: RwSignal<Vec<String>>) -> impl IntoView {
    let scheme = desk.scheme;
    let modules = Query::new(move || format!("/training-modules?scheme_id={scheme}"), &[]);
    let own = untrack(|| desk.summary()).key;
    let item = move |m: ModuleSummary| {
        let key = StoredValue::new(m.key);
        let flip = move |_| {
            before.update(|all| {
                key.with_value(|key| {
                    if all.contains(key) {
                        all.retain(|k| k != key);
                    } else {
                        all.push(key.clone());
                    }
                });
            });
        };
        view! {
            <label class="flex items-start gap-2 py-1">
                <input
                    type="checkbox"
                    class="checkbox checkbox-primary"
                    prop:checked=move || before.with(|all| key.with_value(|key| all.contains(key)))
                    on:change=flip
                />
                <span>{m.title}</span>
            </label>
        }
        .into_any()
    };
    let items = move || {
        modules
            .value::<Vec<ModuleSummary>>()
            .unwrap_or_default()
            .into_iter()
            .filter(|m| m.key != own && !m.is_archived)
            .map(item)
            .collect_view()
    };
    view! {
        <fieldset class="mb-4">
            <legend class="font-semibold mb-1">"Modules that come first"</legend>
            <div class="grid sm:grid-cols-2 gap-x-6">{items}</div>
        </fieldset>
    }
}
