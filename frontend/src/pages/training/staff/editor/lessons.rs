use super::add_button::AddButton;
use super::desk::Desk;
use super::draft::{LessonDraft, text};
use super::fields::Fault;
use super::lesson_card::LessonCard;
use crate::ui::EmptyState;
use icondata_lu as lu;
use leptos::prelude::*;

/// The lessons, in their order.
#[component]
pub fn Lessons(desk: Desk) -> impl IntoView {
    let rows = desk.draft.lessons;
    let add = move |()| {
        rows.add(|| LessonDraft {
            title: text(""),
            body: text(""),
        });
    };
    view! {
        <Fault desk at="/lessons"/>
        <Show when=move || rows.list.with(Vec::is_empty)>
            <EmptyState glyph=lu::LuBookOpen title="No lesson yet" text="Short lessons work best: one idea each, five minutes to read."/>
        </Show>
        <ol class="grid gap-4">
            <ForEnumerate
                each=move || rows.list.get()
                key=|row| row.key.get_value()
                children=move |n, row| view! { <LessonCard desk n row/> }
            />
        </ol>
        <AddButton label="Add a lesson" on_add=add/>
    }
}
