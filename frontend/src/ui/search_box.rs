use super::icon;
use icondata_lu as lu;
use leptos::prelude::*;
use std::time::Duration;

/// Looks for something while one types. `on_search` hears what was typed once the typing rests.
#[component]
pub fn SearchBox(
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_search: Callback<String>,
) -> impl IntoView {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let typed = move |text: String| {
        if let Some(earlier) = pending.get_value() {
            earlier.clear();
        }
        pending
            .set_value(set_timeout_with_handle(move || on_search.run(text), Duration::from_millis(350)).ok());
    };
    view! {
        <label class="input input-sm w-full col-span-full sm:w-56">
            {icon(lu::LuSearch)}
            <input
                type="search"
                maxlength=cairn_domain::identity::search::LONGEST.to_string()
                placeholder=label
                aria-label=label
                prop:value=move || value.get()
                on:input:target=move |ev| typed(ev.target().value())
            />
        </label>
    }
}
