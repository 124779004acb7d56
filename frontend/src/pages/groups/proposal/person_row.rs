use super::carry::{Carried, Carry, element_id};
use crate::ui::icon;
use icondata_lu as lu;
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// Somebody on the board. Dragged with a pointer; with the keyboard, the button opens the same choices.
#[component]
pub fn PersonRow(who: Carried, facts: String, pinned: bool, carry: Carry, editable: bool) -> impl IntoView {
    let name = who.name.clone();
    let started = {
        let who = who.clone();
        move |ev: DragEvent| {
            if let Some(data) = ev.data_transfer() {
                let _ = data.set_data("text/plain", &who.name);
                data.set_effect_allowed("move");
            }
            carry.dragged.set(Some(who.clone()));
        }
    };
    let button = editable.then(|| {
        let (id, label) = (element_id(who.id), format!("Move {}", who.name));
        view! {
            <button
                id=id
                class="btn btn-ghost btn-sm btn-square shrink-0"
                aria-label=label
                aria-haspopup="dialog"
                on:click=move |_| carry.asked.set(Some(who.clone()))
            >
                {icon(lu::LuMove)}
            </button>
        }
    });
    let pin = pinned.then(|| view! { <span class="text-secondary" title="Stays with this mentor">{icon(lu::LuPin)}<span class="sr-only">"pinned"</span></span> });
    view! {
        <li
            class="py-1 flex items-center gap-2 min-w-0"
            class:cursor-grab=editable
            draggable=editable.to_string()
            on:dragstart=started
            on:dragend=move |_| carry.dragged.set(None)
        >
            <div class="min-w-0 mr-auto">
                <p class="font-semibold wrap-anywhere">{name}</p>
                <p class="text-sm opacity-80 wrap-anywhere">{facts}</p>
            </div>
            {pin}
            {button}
        </li>
    }
}
