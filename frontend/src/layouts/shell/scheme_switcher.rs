use crate::session::use_session;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Which scheme one is looking at. With one scheme it is a name, with more a choice.
#[component]
pub fn SchemeSwitcher(id: &'static str) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let go =
        StoredValue::new(move |scheme: String| navigate(&format!("/schemes/{scheme}"), Default::default()));
    move || {
        let schemes = session.schemes();
        let current = session.scheme();
        match schemes.as_slice() {
            [] => ().into_any(),
            [only] => {
                view! { <p><span class="block text-sm opacity-80">"Scheme"</span><span class="font-semibold">{only.input.name.clone()}</span></p> }
                    .into_any()
            }
            _ => {
                let options = schemes
                    .into_iter()
                    .map(|s| view! { <option value=s.id.to_string() selected=Some(s.id) == current>{s.input.name}</option> })
                    .collect_view();
                view! {
                    <div>
                        <label for=id class="block text-sm opacity-80 mb-1">"Scheme"</label>
                        <select
                            id=id
                            class="select select-sm w-full font-semibold"
                            on:change:target=move |ev| go.with_value(|go| go(ev.target().value()))
                        >
                            {options}
                        </select>
                    </div>
                }
                .into_any()
            }
        }
    }
}
