use leptos::prelude::*;

/// Bones of a page while its content is on the way.
#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <div role="status" class="grid gap-4 mt-4">
            <span class="sr-only">"Loading"</span>
            <div class="skeleton h-9 w-2/3 max-w-md"></div>
            <div class="skeleton h-28"></div>
            <div class="skeleton h-56"></div>
        </div>
    }
}
