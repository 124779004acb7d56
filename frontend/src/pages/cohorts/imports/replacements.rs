use super::mapping_draft::MappingDraft;
use crate::ui::{Field, Form, Section, SelectField, icon, options_of};
use cairn_domain::cohorts::{ImportField, ValueReplacement};
use icondata_lu as lu;
use leptos::prelude::*;

/// Spellings to read as something else, for values that a spreadsheet has spoiled.
#[component]
pub fn ReplacementsCard(form: Form, draft: MappingDraft) -> impl IntoView {
    let field = RwSignal::new(ImportField::ImdBand.as_str().to_owned());
    let [from, to] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let add = move |_| {
        let Ok(field) = field.get_untracked().parse() else {
            return;
        };
        let (spoiled, meant) = (from.get_untracked(), to.get_untracked());
        if !spoiled.is_empty() {
            draft.replacements.update(|all| {
                all.push(ValueReplacement {
                    field,
                    from: spoiled,
                    to: meant,
                })
            });
            from.set(String::new());
            to.set(String::new());
        }
    };
    let item = move |(i, r): (usize, ValueReplacement)| {
        let words = format!(
            "{}: {} means {}",
            r.field.label(),
            r.from,
            if r.to.is_empty() { "nothing" } else { &r.to }
        );
        let label = format!("Remove {words}");
        let remove = move |_| {
            draft.replacements.update(|all| {
                all.remove(i);
            });
        };
        view! {
            <li class="py-2 flex items-center gap-3">
                <span class="mr-auto">{words}</span>
                <button type="button" class="btn btn-ghost btn-circle btn-sm" aria-label=label on:click=remove>{icon(lu::LuX)}</button>
            </li>
        }
    };
    view! {
        <Section title="Values that mean something else">
            <p class="text-sm opacity-80">"Spreadsheets turn 10-20 into 20-Oct. Say here what such a value means."</p>
            <ul class="divide-y divide-base-300">{move || draft.replacements.get().into_iter().enumerate().map(item).collect_view()}</ul>
            <div class="mt-3">
                <SelectField form at="/replacements/field" label="In" value=field options=options_of!(ImportField)/>
                <div class="grid grid-cols-2 gap-x-4">
                    <Field form at="/replacements/from" label="The file says" value=from/>
                    <Field form at="/replacements/to" label="It means" value=to/>
                </div>
                <button type="button" class="btn btn-sm" on:click=add>"Add this"</button>
            </div>
        </Section>
    }
}
