//! Boxes whose pointer can change while rows move: a label, the box, and what is wrong with it.

use super::desk::Desk;
use super::may_edit;
use leptos::prelude::*;

/// One line.
#[component]
pub fn Line(
    desk: Desk,
    #[prop(into)] at: Signal<String>,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let input = view! {
        <input
            id=move || desk.id(&at.get())
            type=kind
            class="input w-full"
            autocomplete="off"
            readonly=!may_edit()
            aria-describedby=move || described(desk, &at.get())
            aria-invalid=move || desk.fault(&at.get()).is_some().to_string()
            prop:value=move || value.get()
            on:input:target=move |ev| value.set(ev.target().value())
        />
    };
    framed(desk, at, label, hint, input.into_any())
}

/// Several lines.
#[component]
pub fn Lines(
    desk: Desk,
    #[prop(into)] at: Signal<String>,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let input = view! {
        <textarea
            id=move || desk.id(&at.get())
            class="textarea w-full"
            rows=rows.to_string()
            readonly=!may_edit()
            aria-describedby=move || described(desk, &at.get())
            aria-invalid=move || desk.fault(&at.get()).is_some().to_string()
            prop:value=move || value.get()
            on:input:target=move |ev| value.set(ev.target().value())
        ></textarea>
    };
    framed(desk, at, label, hint, input.into_any())
}

/// A choice of one. The options may change with what is written elsewhere.
#[component]
pub fn Choice(
    desk: Desk,
    #[prop(into)] at: Signal<String>,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let options = Memo::new(move |_| options.get());
    let list = move || {
        options
            .get()
            .into_iter()
            .map(|(word, label)| {
                let own = word.clone();
                view! { <option value=word prop:selected=move || value.get() == own>{label}</option> }
            })
            .collect_view()
    };
    let input = view! {
        <select
            id=move || desk.id(&at.get())
            class="select w-full"
            disabled=!may_edit()
            aria-describedby=move || described(desk, &at.get())
            aria-invalid=move || desk.fault(&at.get()).is_some().to_string()
            on:change:target=move |ev| value.set(ev.target().value())
        >
            {list}
        </select>
    };
    framed(desk, at, label, hint, input.into_any())
}

/// What is wrong with something that has no box of its own, like a list.
#[component]
pub fn Fault(desk: Desk, #[prop(into)] at: Signal<String>) -> impl IntoView {
    view! {
        <p id=move || desk.id(&at.get()) tabindex="-1" class="text-sm text-error font-semibold outline-none empty:hidden">
            {move || desk.fault(&at.get())}
        </p>
    }
}

fn described(desk: Desk, at: &str) -> String {
    let id = desk.id(at);
    format!("{id}-hint {id}-fault")
}

fn framed(
    desk: Desk,
    at: Signal<String>,
    label: Signal<String>,
    hint: &'static str,
    input: AnyView,
) -> AnyView {
    view! {
        <div class="mb-4 min-w-0">
            <label for=move || desk.id(&at.get()) class="block font-semibold mb-1">{move || label.get()}</label>
            <p id=move || format!("{}-hint", desk.id(&at.get())) class="text-sm opacity-80 mb-1 empty:hidden">{hint}</p>
            {input}
            <p id=move || format!("{}-fault", desk.id(&at.get())) class="text-sm text-error font-semibold mt-1 empty:hidden">
                {move || desk.fault(&at.get())}
            </p>
        </div>
    }
    .into_any()
}
