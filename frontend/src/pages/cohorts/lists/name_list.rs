use leptos::prelude::*;

/// Names, each with a fact about it. Long lists scroll in their own box.
#[component]
pub fn NameList(names: Vec<(String, String)>) -> impl IntoView {
    if names.is_empty() {
        return view! { <p class="opacity-80 py-2">"None yet."</p> }.into_any();
    }
    let items = names
        .into_iter()
        .map(|(name, fact)| {
            view! {
                <li class="py-2 flex gap-4">
                    <span class="font-semibold wrap-anywhere">{name}</span>
                    <span class="ml-auto text-right opacity-80">{fact}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="divide-y divide-base-300 max-h-80 overflow-y-auto pr-2" tabindex="0">{items}</ul> }
        .into_any()
}
