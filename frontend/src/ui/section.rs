use leptos::prelude::*;

/// A card with a heading. `aside` stands at the heading's end: a link, a filter, a button.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    #[prop(optional, into)] class: &'static str,
    #[prop(optional)] aside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class=format!("card p-5 {class}")>
            <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
                <h2 class="text-xl font-bold mr-auto">{title}</h2>
                {aside}
            </div>
            <div class="mt-2">{children()}</div>
        </section>
    }
}
