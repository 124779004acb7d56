use super::icon;
use icondata_core::Icon;
use leptos::prelude::*;

/// Says what will appear here and how to make it appear.
#[component]
pub fn EmptyState(
    glyph: Icon,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="card p-6 sm:p-10 text-center items-center">
            <span class="text-4xl text-primary">{icon(glyph)}</span>
            <h2 class="text-xl font-bold mt-3">{title}</h2>
            <p class="mt-1 max-w-prose opacity-90">{text}</p>
            <div class="flex flex-wrap justify-center gap-2 mt-4">{children.map(|c| c())}</div>
        </section>
    }
}
