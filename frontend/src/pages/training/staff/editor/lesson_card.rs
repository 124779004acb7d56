use super::desk::Desk;
use super::draft::{LessonDraft, Row};
use super::fields::Line;
use super::markdown_box::MarkdownBox;
use super::row_tools::RowTools;
use leptos::prelude::*;

/// A lesson, folded to its title until somebody works on it.
#[component]
pub fn LessonCard(desk: Desk, n: ReadSignal<usize>, row: Row<LessonDraft>) -> impl IntoView {
    let l = row.draft;
    let at = move |field: &'static str| Signal::derive(move || format!("/lessons/{}/{field}", n.get()));
    let name = Signal::derive(move || format!("lesson {}", n.get() + 1));
    let is_new = untrack(|| l.title.with(String::is_empty) && l.body.with(String::is_empty));
    view! {
        <li class="card p-4">
            <div class="flex gap-3 items-start">
                <details class="grow min-w-0" open=is_new>
                    <summary class="cursor-pointer font-bold py-1 wrap-anywhere">
                        {move || format!("{}. {}", n.get() + 1, titled(l.title.get()))}
                    </summary>
                    <div class="mt-3">
                        <Line desk at=at("title") label="Title" value=l.title/>
                        <MarkdownBox desk at=at("body") value=l.body/>
                    </div>
                </details>
                <RowTools rows=desk.draft.lessons n name/>
            </div>
        </li>
    }
}

pub fn titled(title: String) -> String {
    if title.trim().is_empty() {
        "Without a title yet".to_owned()
    } else {
        title
    }
}
