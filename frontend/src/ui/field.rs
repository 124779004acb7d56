use super::Form;
use leptos::prelude::*;

/// A label, a one-line input, a hint, and what is wrong with it.
#[component]
pub fn Field(
    form: Form,
    /// JSON pointer of this field in what is sent: errors come back under it.
    #[prop(into)]
    at: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let id = form.field_id(&at);
    let invalid = faulty(form, at.clone());
    let input = view! {
        <input
            id=id.clone()
            type=kind
            class="input w-full"
            autocomplete=autocomplete
            aria-required=required.to_string()
            aria-describedby=format!("{id}-hint {id}-fault")
            aria-invalid=invalid
            prop:value=move || value.get()
            on:input:target=move |ev| value.set(ev.target().value())
        />
    };
    framed(form, &at, &label, &hint, input.into_any())
}

/// A label and a box for several lines.
#[component]
pub fn TextArea(
    form: Form,
    #[prop(into)] at: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: String,
    #[prop(default = 4)] rows: u32,
) -> impl IntoView {
    let id = form.field_id(&at);
    let invalid = faulty(form, at.clone());
    let input = view! {
        <textarea
            id=id.clone()
            class="textarea w-full"
            rows=rows
            aria-describedby=format!("{id}-hint {id}-fault")
            aria-invalid=invalid
            prop:value=move || value.get()
            on:input:target=move |ev| value.set(ev.target().value())
        ></textarea>
    };
    framed(form, &at, &label, &hint, input.into_any())
}

/// A tick box with its label beside it.
#[component]
pub fn CheckField(
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    view! {
        <label class="flex gap-3 items-start py-2 cursor-pointer">
            <input
                type="checkbox"
                class="checkbox checkbox-primary"
                prop:checked=move || value.get()
                on:change:target=move |ev| value.set(ev.target().checked())
            />
            <span>{label} <span class="block text-sm opacity-80 empty:hidden">{hint}</span></span>
        </label>
    }
}

/// An input between its label, hint and fault, which name it for screen readers.
pub fn framed(form: Form, at: &str, label: &str, hint: &str, input: AnyView) -> AnyView {
    let id = form.field_id(at);
    let at = at.to_owned();
    view! {
        <div class="mb-4 min-w-0">
            <label for=id.clone() class="block font-semibold mb-1">{label.to_owned()}</label>
            <p id=format!("{id}-hint") class="text-sm opacity-80 mb-1 empty:hidden">{hint.to_owned()}</p>
            {input}
            <p id=format!("{id}-fault") class="text-sm text-error font-semibold mt-1 empty:hidden">{move || form.fault(&at)}</p>
        </div>
    }
    .into_any()
}

/// What `aria-invalid` says of a field.
pub fn faulty(form: Form, at: String) -> impl Fn() -> String + Clone + Send {
    move || form.fault(&at).is_some().to_string()
}
