use leptos::prelude::*;

/// Cairn's mark: four stones, the top one amber.
pub fn mark() -> AnyView {
    view! {
        <svg viewBox="0 0 32 32" class="size-8 shrink-0" aria-hidden="true">
            <ellipse cx="16" cy="26" rx="12" ry="4.6" fill="currentColor"></ellipse>
            <ellipse cx="15" cy="17.6" rx="8.6" ry="3.9" fill="currentColor" opacity=".8"></ellipse>
            <ellipse cx="17" cy="10.2" rx="5.6" ry="3.2" fill="currentColor" opacity=".62"></ellipse>
            <circle cx="16" cy="4.6" r="2.6" class="fill-accent"></circle>
        </svg>
    }
    .into_any()
}
