use super::{icon, tell};
use icondata_lu as lu;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard. Show the text beside it: not every browser lets a page copy.
#[component]
pub fn CopyButton(
    #[prop(into)] text: String,
    /// What the button says.
    #[prop(into)]
    label: String,
    /// Names the button where several say the same.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let tell = tell();
    let text = StoredValue::new(text);
    let copy = move |_| {
        let text = text.get_value();
        spawn_local(async move {
            tell(if write(&text).await {
                "It is copied. You can paste it now."
            } else {
                "Your browser does not let us copy. Select the text and copy it by hand."
            });
        });
    };
    view! { <button type="button" class="btn" aria-label=name on:click=copy>{icon(lu::LuCopy)} {label}</button> }
}

async fn write(text: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    let write = Reflect::get(&clipboard, &"writeText".into())
        .ok()
        .and_then(|f| f.dyn_into::<Function>().ok());
    let Some(Ok(done)) = write.map(|write| write.call1(&clipboard, &text.into())) else {
        return false;
    };
    JsFuture::from(done.unchecked_into::<Promise>()).await.is_ok()
}
