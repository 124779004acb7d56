use crate::ui::Form;
use crate::wording::count;
use leptos::prelude::*;

/// A box that says while one types how many characters it holds, and how many it may.
#[component]
pub fn Counted(
    form: Form,
    at: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(into)] limit: Signal<usize>,
    /// Lines that the box shows. One: no line breaks.
    #[prop(default = 1)]
    rows: u32,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let id = form.field_id(at);
    let used = Memo::new(move |_| value.with(|v| v.chars().count()));
    let over = Memo::new(move |_| used.get() > limit.get());
    let invalid = Signal::derive(move || over.get() || form.fault(at).is_some());
    let input = boxed(id.clone(), value, rows, invalid);
    // Only going over the limit is said aloud: every character would be too much.
    let too_long = move || {
        let beyond = used.get().saturating_sub(limit.get());
        (beyond > 0).then(|| format!("{} characters too many", count(beyond as u64)))
    };
    let class = move || {
        if over.get() {
            "text-sm text-error font-semibold mt-1"
        } else {
            "text-sm opacity-80 mt-1"
        }
    };
    view! {
        <div class="mb-4 min-w-0">
            <label for=id.clone() class="block font-semibold mb-1">{label}</label>
            <p id=format!("{id}-hint") class="text-sm opacity-80 mb-1 empty:hidden">{hint}</p>
            {input}
            <p id=format!("{id}-count") class=class>
                {move || format!("{} of {} characters", count(used.get() as u64), count(limit.get() as u64))}
            </p>
            <p role="status" class="sr-only">{too_long}</p>
            <p id=format!("{id}-fault") class="text-sm text-error font-semibold mt-1 empty:hidden">{move || form.fault(at)}</p>
        </div>
    }
}

/// The box itself: one line, or several.
fn boxed(id: String, value: RwSignal<String>, rows: u32, invalid: Signal<bool>) -> AnyView {
    let described = format!("{id}-hint {id}-count {id}-fault");
    if rows > 1 {
        view! {
            <textarea
                id=id
                class="textarea w-full"
                rows=rows.to_string()
                aria-describedby=described
                aria-invalid=move || invalid.get().to_string()
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                class="input w-full"
                autocomplete="off"
                aria-describedby=described
                aria-invalid=move || invalid.get().to_string()
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
            />
        }
        .into_any()
    }
}
