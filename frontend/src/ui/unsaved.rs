use super::Dialog;
use crate::address::Address;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Asks before a link or the browser takes somebody away from edits that are not saved.
#[component]
pub fn UnsavedGuard(
    #[prop(into)] dirty: Signal<bool>,
    /// Hears that the edits are given up.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let address = Address::here();
    let asked = RwSignal::new(None::<String>);
    let open = super::open_for(asked);
    let closing = window_event_listener_untyped("beforeunload", move |ev| {
        if dirty.try_get_untracked() == Some(true) {
            ev.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());
    hold_links(move |href| {
        let held = dirty.try_get_untracked() == Some(true);
        if held {
            asked.set(Some(href));
        }
        held
    });
    let leave = move |_| {
        let to = asked.get_untracked().unwrap_or_default();
        open.set(false);
        if let Some(on_leave) = on_leave {
            on_leave.run(());
        }
        address.go(&to);
    };
    view! {
        <Dialog title="Leave without saving?" open>
            <p class="mt-2">"You have changed something on this page, and it is not saved yet."</p>
            <div class="modal-action">
                <button class="btn btn-primary" on:click=move |_| open.set(false)>"Stay here"</button>
                <button class="btn" on:click=leave>"Leave without saving"</button>
            </div>
        </Dialog>
    }
}

/// Asks `held` about every plain click on a link to another page of the app, before the router hears of it.
fn hold_links(held: impl Fn(String) -> bool + 'static) {
    let heard = Closure::<dyn FnMut(web_sys::MouseEvent)>::new(move |ev: web_sys::MouseEvent| {
        let plain = ev.button() == 0 && !(ev.ctrl_key() || ev.meta_key() || ev.shift_key() || ev.alt_key());
        if let Some(href) = plain.then(|| other_page(&ev)).flatten()
            && held(href)
        {
            ev.prevent_default();
            ev.stop_propagation();
        }
    });
    let page = document();
    let listener = heard.as_ref().unchecked_ref::<js_sys::Function>().clone();
    let _ = page.add_event_listener_with_callback_and_bool("click", &listener, true);
    // Both are kept on this thread, which is the only one a browser gives us.
    let kept = StoredValue::new_local((heard, listener));
    on_cleanup(move || {
        kept.try_with_value(|(_, listener)| {
            let _ = document().remove_event_listener_with_callback_and_bool("click", listener, true);
        });
    });
}

/// The address of the link that was clicked, if it leads to another page of the app.
fn other_page(ev: &web_sys::MouseEvent) -> Option<String> {
    let element = ev.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = element.closest("a[href]").ok()??;
    let link = link.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    let here = window().location();
    let inside = link.origin() == here.origin().ok()? && link.pathname() != here.pathname().ok()?;
    let stays = link.target().is_empty() && !link.has_attribute("download");
    (inside && stays).then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}
