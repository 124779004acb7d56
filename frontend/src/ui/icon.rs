use icondata_core::Icon;
use leptos::prelude::*;

/// A Lucide icon at the size of the text. Always beside a word, so hidden from screen readers.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg
            class="size-[1.25em] shrink-0"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=icon.data
        ></svg>
    }
    .into_any()
}
