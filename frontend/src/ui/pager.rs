use leptos::prelude::*;

/// On to the next page of a list, and back to its first.
#[component]
pub fn Pager(
    /// Address of the next page, absent on the last.
    next: Option<String>,
    /// Address of the first page, absent on it.
    first: Option<String>,
    #[prop(into)] shown: String,
) -> impl IntoView {
    view! {
        <nav aria-label="Pages" class="flex flex-wrap items-center gap-3 mt-4">
            <p class="text-sm opacity-80 mr-auto">{shown}</p>
            {first.map(|href| view! { <a class="btn btn-sm" href=href>"Back to the start"</a> })}
            {next.map(|href| view! { <a class="btn btn-sm" href=href>"Next page"</a> })}
        </nav>
    }
}
