use super::draft::{AwardDraft, BlockDraft, RequirementDraft};
use super::requirement::RequirementRow;
use crate::client::Query;
use crate::pages::training::staff::{AddButton, Row, RowTools};
use crate::ui::{Form, Section};
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::RuleMode;
use leptos::prelude::*;

/// Puts a rule together: blocks of requirements, each asking for all or for any one of its parts.
#[component]
pub fn RuleBuilder(scheme: SchemeId, draft: AwardDraft, form: Form) -> impl IntoView {
    let modules = Query::new(move || format!("/training-modules?scheme_id={scheme}"), &[]);
    let several = move || draft.blocks.list.with(|list| list.len() > 1);
    view! {
        <Section title="What it asks for">
            <p class="opacity-80 mb-3">"Most awards need one block. With two, you can say things like: the training, and either 20 hours or 8 meetings."</p>
            <Show when=several>
                <ModeChoice label="Of the blocks, a mentor needs" value=draft.mode/>
            </Show>
            <Fault form at=Signal::derive(|| "/rule/blocks".to_owned())/>
            <ol class="grid gap-4 mt-3">
                <ForEnumerate
                    each=move || draft.blocks.list.get()
                    key=|row| row.key.get_value()
                    children=move |n, row| view! { <Block draft form n row modules/> }
                />
            </ol>
            <AddButton
                label="Add a block"
                on_add=move |()| {
                    draft.blocks.add(BlockDraft::empty);
                }
            />
        </Section>
    }
}

#[component]
fn Block(
    draft: AwardDraft,
    form: Form,
    n: ReadSignal<usize>,
    row: Row<BlockDraft>,
    modules: Query,
) -> impl IntoView {
    let parts = row.draft.requirements;
    let name = Signal::derive(move || format!("block {}", n.get() + 1));
    let at = Signal::derive(move || format!("/rule/blocks/{}/requirements", n.get()));
    view! {
        <li>
            <fieldset class="rounded-field border border-base-300 p-4 min-w-0">
                <legend class="font-semibold px-1">{move || format!("Block {}", n.get() + 1)}</legend>
                <div class="flex gap-3 items-start justify-between flex-wrap">
                    <ModeChoice label="A mentor needs" value=row.draft.mode/>
                    <RowTools rows=draft.blocks n name/>
                </div>
                <Fault form at/>
                <ul class="divide-y divide-base-300">
                    <ForEnumerate
                        each=move || parts.list.get()
                        key=|row| row.key.get_value()
                        children=move |r, row| view! { <RequirementRow form rows=parts block=n n=r row modules/> }
                    />
                </ul>
                <AddButton
                    label="Add something to do"
                    class="btn btn-sm mt-3"
                    on_add=move |()| {
                        parts.add(RequirementDraft::empty);
                    }
                />
            </fieldset>
        </li>
    }
}

#[component]
fn ModeChoice(label: &'static str, value: RwSignal<String>) -> impl IntoView {
    let options = RuleMode::ALL
        .iter()
        .map(|m| view! { <option value=m.as_str() prop:selected=move || value.get() == m.as_str()>{m.label()}</option> })
        .collect_view();
    view! {
        <label class="flex flex-wrap items-center gap-2">
            <span>{label}</span>
            <select class="select select-sm w-48" on:change:target=move |ev| value.set(ev.target().value())>{options}</select>
        </label>
    }
}

/// What is wrong with a part that has no box of its own.
#[component]
fn Fault(form: Form, at: Signal<String>) -> impl IntoView {
    view! {
        <p id=move || form.field_id(&at.get()) tabindex="-1" class="text-sm text-error font-semibold empty:hidden">
            {move || form.fault(&at.get())}
        </p>
    }
}
