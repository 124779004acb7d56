use super::draft::{KINDS, RequirementDraft};
use crate::client::Query;
use crate::pages::training::staff::{Row, RowTools, Rows};
use crate::ui::Form;
use cairn_domain::training::ModuleSummary;
use leptos::prelude::*;

/// One thing to do: its kind, and how many, or which modules.
#[component]
pub fn RequirementRow(
    form: Form,
    rows: Rows<RequirementDraft>,
    block: ReadSignal<usize>,
    n: ReadSignal<usize>,
    row: Row<RequirementDraft>,
    modules: Query,
) -> impl IntoView {
    let draft = row.draft;
    let at = Signal::derive(move || format!("/rule/blocks/{}/requirements/{}", block.get(), n.get()));
    let name =
        Signal::derive(move || format!("{} of block {}", kind_name(&draft.kind.get()), block.get() + 1));
    let options = KINDS
        .iter()
        .map(|(word, label, _)| {
            view! { <option value=*word prop:selected=move || draft.kind.get() == *word>{*label}</option> }
        })
        .collect_view();
    let unit = Memo::new(move |_| unit_of(&draft.kind.get()));
    let number = move || unit.get().map(|unit| view! { <Number form at draft unit/> });
    let picker = move || (draft.kind.get() == "modules").then(|| view! { <ModulePicker draft modules/> });
    view! {
        <li class="py-3">
            <div class="flex gap-3 items-start justify-between flex-wrap">
                <div class="flex flex-wrap gap-3 items-center min-w-0">
                    <select
                        class="select select-sm w-52"
                        aria-label=move || format!("Thing to do {} of block {}", n.get() + 1, block.get() + 1)
                        on:change:target=move |ev| draft.kind.set(ev.target().value())
                    >
                        {options}
                    </select>
                    {number}
                </div>
                <RowTools rows n name/>
            </div>
            <p id=move || format!("{}-fault", form.field_id(&at.get())) class="text-sm text-error font-semibold mt-1 empty:hidden">
                {move || form.fault(&at.get())}
            </p>
            {picker}
        </li>
    }
}

fn kind_name(word: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == word).map_or("", |k| k.1)
}

fn unit_of(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|k| k.0 == word).and_then(|k| k.2)
}

#[component]
fn Number(form: Form, at: Signal<String>, draft: RequirementDraft, unit: &'static str) -> impl IntoView {
    view! {
        <label class="flex items-center gap-2">
            <input
                id=move || form.field_id(&at.get())
                type="number"
                class="input input-sm w-24"
                aria-describedby=move || format!("{}-fault", form.field_id(&at.get()))
                aria-invalid=move || form.fault(&at.get()).is_some().to_string()
                prop:value=move || draft.number.get()
                on:input:target=move |ev| draft.number.set(ev.target().value())
            />
            <span>{unit}</span>
        </label>
    }
}

/// Which modules of the scheme's path. None chosen: all that are compulsory.
#[component]
fn ModulePicker(draft: RequirementDraft, modules: Query) -> impl IntoView {
    let keys = draft.keys;
    let flip = move |key: String, on: bool| {
        keys.update(|all| {
            all.retain(|k| *k != key);
            if on {
                all.push(key);
                all.sort();
            }
        });
    };
    let item = move |m: ModuleSummary| {
        let (own, key) = (m.key.clone(), m.key);
        view! {
            <label class="flex items-start gap-2 py-1 cursor-pointer">
                <input
                    type="checkbox"
                    class="checkbox checkbox-primary checkbox-sm mt-0.5"
                    prop:checked=move || keys.with(|all| all.contains(&own))
                    on:change:target=move |ev| flip(key.clone(), ev.target().checked())
                />
                <span>{m.title}</span>
            </label>
        }
        .into_any()
    };
    let items = move || {
        let known = modules.value::<Vec<ModuleSummary>>().unwrap_or_default();
        let on_path = known.into_iter().filter(|m| m.is_included && !m.is_archived);
        on_path.map(item).collect_view()
    };
    let said = move || match keys.with(Vec::len) {
        0 => "None is chosen: a mentor needs all compulsory modules.".to_owned(),
        n => format!("A mentor needs the {n} that are chosen."),
    };
    view! {
        <fieldset class="mt-2 min-w-0">
            <legend class="text-sm font-semibold">"Modules of the scheme's training"</legend>
            <p class="text-sm opacity-80" role="status">{said}</p>
            <div class="grid sm:grid-cols-2 gap-x-6 mt-1">{items}</div>
        </fieldset>
    }
}
