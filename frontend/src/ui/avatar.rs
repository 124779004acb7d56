use leptos::prelude::*;

/// A person's initial on a disc: decoration beside their name.
pub fn avatar(name: &str) -> AnyView {
    let initial: String = name
        .chars()
        .find(|c| c.is_alphanumeric())
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    view! {
        <span class="size-10 shrink-0 rounded-full grid place-items-center font-bold bg-base-300" aria-hidden="true">
            {initial}
        </span>
    }
    .into_any()
}
