use super::add_button::AddButton;
use super::desk::Desk;
use super::draft::{ItemDraft, Row, text};
use super::fields::{Fault, Line, Lines};
use super::row_tools::RowTools;
use crate::ui::Section;
use leptos::prelude::*;

/// Things to set up or try.
#[component]
pub fn Checklist(desk: Desk) -> impl IntoView {
    let rows = desk.draft.checklist;
    let add = move |()| {
        rows.add(|| ItemDraft {
            text: text(""),
            help: text(""),
        });
    };
    view! {
        <Section title="Checklist">
            <p class="opacity-80">"For practical things: a mentor ticks each one. Leave it empty where there is nothing to set up."</p>
            <Fault desk at="/checklist"/>
            <ol class="grid gap-3 mt-3">
                <ForEnumerate
                    each=move || rows.list.get()
                    key=|row| row.key.get_value()
                    children=move |n, row| view! { <Item desk n row/> }
                />
            </ol>
            <AddButton label="Add an item" on_add=add/>
        </Section>
    }
}

#[component]
fn Item(desk: Desk, n: ReadSignal<usize>, row: Row<ItemDraft>) -> impl IntoView {
    let at = move |field: &'static str| Signal::derive(move || format!("/checklist/{}/{field}", n.get()));
    let name = Signal::derive(move || format!("item {}", n.get() + 1));
    view! {
        <li>
            <fieldset class="rounded-field border border-base-300 p-4">
                <legend class="font-bold px-1">{move || format!("Item {}", n.get() + 1)}</legend>
                <Line desk at=at("text") label="What is done, as the mentor says it" value=row.draft.text hint="Like: I can sign in on my phone."/>
                <Lines desk at=at("help") label="How, and whom to ask" value=row.draft.help rows=2/>
                <RowTools rows=desk.draft.checklist n name/>
            </fieldset>
        </li>
    }
}
