use super::attempt::Attempt;
use crate::ui::icon;
use cairn_domain::training::AskedQuestion;
use icondata_lu as lu;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Things to put in order: with buttons, or by dragging. What was moved keeps the focus, and its new place is read out.
#[component]
pub fn Ordering(question: AskedQuestion, attempt: Attempt) -> impl IntoView {
    let total = question.options.len();
    let key = StoredValue::new(question.key);
    let texts = StoredValue::new(question.options);
    let said = RwSignal::new(String::new());
    let dragged = RwSignal::new(None::<u32>);
    let order = Memo::new(move |_| {
        let places = key.with_value(|key| attempt.places(key));
        if places.len() == total {
            places
        } else {
            (0_u32..).take(total).collect()
        }
    });
    let answered = Memo::new(move |_| key.with_value(|key| attempt.places(key).len() == total));
    let text = move |place: u32| texts.with_value(|t| t.get(place as usize).cloned().unwrap_or_default());
    let put = move |place: u32, to: usize| {
        let mut places = order.get_untracked();
        places.retain(|p| *p != place);
        places.insert(to.min(places.len()), place);
        key.with_value(|key| attempt.answer(key, places));
        said.set(format!("{} is now number {} of {total}.", text(place), to + 1));
    };
    let arrow = move |place: u32, at: ReadSignal<usize>, up: bool| {
        let id = key.with_value(|key| format!("{key}-{place}-{}", if up { "up" } else { "down" }));
        let label = format!("Move {} {}", if up { "up" } else { "down" }, text(place));
        let stuck = move || if up { at.get() == 0 } else { at.get() + 1 == total };
        let own = id.clone();
        let shift = move |_| {
            let now = at.get_untracked();
            match (up, now) {
                (true, 0) => {}
                (true, n) => put(place, n - 1),
                (false, n) if n + 1 == total => {}
                (false, n) => put(place, n + 1),
            }
            focus_on(own.clone());
        };
        view! {
            <button type="button" id=id class="btn btn-square" aria-label=label aria-disabled=move || stuck().to_string() on:click=shift>
                {icon(if up { lu::LuArrowUp } else { lu::LuArrowDown })}
            </button>
        }
        .into_any()
    };
    let row = move |at: ReadSignal<usize>, place: u32| {
        let dropped = move |ev: DragEvent| {
            ev.prevent_default();
            if let Some(other) = dragged.get_untracked() {
                put(other, at.get_untracked());
            }
        };
        let started = move |ev: DragEvent| {
            if let Some(data) = ev.data_transfer() {
                let _ = data.set_data("text/plain", &text(place));
            }
            dragged.set(Some(place));
        };
        view! {
            <li
                class="flex items-center gap-2 py-2 cursor-grab"
                draggable="true"
                on:dragstart=started
                on:dragend=move |_| dragged.set(None)
                on:dragover=move |ev: DragEvent| ev.prevent_default()
                on:drop=dropped
            >
                <span class="font-bold w-6">{move || at.get() + 1}</span>
                <span class="mr-auto">{text(place)}</span>
                {arrow(place, at, true)}
                {arrow(place, at, false)}
            </li>
        }
    };
    let keep = move |_| key.with_value(|key| attempt.answer(key, order.get_untracked()));
    view! {
        <ol class="divide-y divide-base-300">
            <ForEnumerate each=move || order.get() key=|place| *place children=row/>
        </ol>
        <p class="sr-only" role="status">{move || said.get()}</p>
        <Show when=move || !answered.get()>
            <button type="button" class="btn btn-sm mt-3" on:click=keep>"It is right as it is"</button>
        </Show>
    }
}

/// Moving an element takes the focus from it.
fn focus_on(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}
