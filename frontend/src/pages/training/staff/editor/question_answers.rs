//! The answers of a question: options to mark or to put in order, or pairs.

use super::add_button::AddButton;
use super::desk::Desk;
use super::draft::Rows;
use super::may_edit;
use super::question_draft::{OptionDraft, PairDraft};
use super::row_tools::RowTools;
use cairn_domain::training::QuestionKind;
use leptos::prelude::*;

/// Options. For choices the right ones are marked; for an order they stand in the right one.
#[component]
pub fn Options(
    desk: Desk,
    base: Signal<String>,
    rows: Rows<OptionDraft>,
    kind: QuestionKind,
) -> impl IntoView {
    let (legend, hint) = match kind {
        QuestionKind::Single => ("Options", "Mark the one that is right."),
        QuestionKind::Multiple => ("Options", "Mark all that are right, at least two."),
        _ => ("In the right order", "Mentors see them mixed."),
    };
    let mark = move |own: OptionDraft, on: bool| {
        if kind == QuestionKind::Single {
            for row in rows.list.get_untracked() {
                row.draft.is_right.set(false);
            }
        }
        own.is_right.set(on);
    };
    let item = move |n: ReadSignal<usize>, option: OptionDraft| {
        let id = Signal::derive(move || desk.id(&format!("{}/options/{}", base.get(), n.get())));
        let name = Signal::derive(move || format!("option {}", n.get() + 1));
        let marks = matches!(kind, QuestionKind::Single | QuestionKind::Multiple).then(|| {
            let (input, class) = if kind == QuestionKind::Single {
                ("radio", "radio radio-primary")
            } else {
                ("checkbox", "checkbox checkbox-primary rounded-md")
            };
            view! {
                <input
                    type=input
                    class=class
                    disabled=!may_edit()
                    name=move || desk.id(&format!("{}/correct-mark", base.get()))
                    aria-label=move || format!("Option {} is right", n.get() + 1)
                    prop:checked=move || option.is_right.get()
                    on:change:target=move |ev| mark(option, ev.target().checked())
                />
            }
        });
        view! {
            <li class="flex items-center gap-3">
                {marks}
                <input
                    id=move || id.get()
                    class="input grow min-w-0"
                    autocomplete="off"
                    readonly=!may_edit()
                    aria-label=move || format!("Option {}", n.get() + 1)
                    prop:value=move || option.text.get()
                    on:input:target=move |ev| option.text.set(ev.target().value())
                />
                <RowTools rows n name/>
            </li>
        }
    };
    view! {
        <fieldset class="mb-4">
            <legend class="font-semibold">{legend}</legend>
            <p class="text-sm opacity-80 mb-2">{hint}</p>
            <ol class="grid gap-2">
                <ForEnumerate each=move || rows.list.get() key=|row| row.key.get_value() children=move |n, row| item(n, row.draft)/>
            </ol>
            <AddButton label="Add an option" class="btn btn-sm mt-2" on_add=move |()| { rows.add(OptionDraft::empty); }/>
        </fieldset>
    }
}

/// Pairs that belong together.
#[component]
pub fn Pairs(desk: Desk, base: Signal<String>, rows: Rows<PairDraft>) -> impl IntoView {
    let item = move |n: ReadSignal<usize>, pair: PairDraft| {
        let name = Signal::derive(move || format!("pair {}", n.get() + 1));
        let side = move |word: &'static str, label: &'static str, value: RwSignal<String>| {
            view! {
                <input
                    id=move || desk.id(&format!("{}/pairs/{}/{word}", base.get(), n.get()))
                    class="input w-full"
                    autocomplete="off"
                    readonly=!may_edit()
                    aria-label=move || format!("{label} {}", n.get() + 1)
                    placeholder=label
                    prop:value=move || value.get()
                    on:input:target=move |ev| value.set(ev.target().value())
                />
            }
            .into_any()
        };
        view! {
            <li class="flex items-center gap-3">
                <div class="grow min-w-0 grid sm:grid-cols-2 gap-2">
                    {side("left", "Left", pair.left)} {side("right", "Belongs to", pair.right)}
                </div>
                <RowTools rows n name/>
            </li>
        }
    };
    view! {
        <fieldset class="mb-4">
            <legend class="font-semibold">"Pairs"</legend>
            <p class="text-sm opacity-80 mb-2">"Every left side belongs to one right side. Mentors see the right sides mixed."</p>
            <ol class="grid gap-2">
                <ForEnumerate each=move || rows.list.get() key=|row| row.key.get_value() children=move |n, row| item(n, row.draft)/>
            </ol>
            <AddButton label="Add a pair" class="btn btn-sm mt-2" on_add=move |()| { rows.add(PairDraft::empty); }/>
        </fieldset>
    }
}
