use super::Form;
use super::field::{faulty, framed};
use leptos::prelude::*;

/// Pairs of value and label from one of the domain's word lists.
macro_rules! options_of {
    ($words:ty) => {
        <$words>::ALL
            .iter()
            .map(|w| (w.as_str().to_owned(), w.label().to_owned()))
            .collect::<Vec<(String, String)>>()
    };
}
pub(crate) use options_of;

fn choices(options: Vec<(String, String)>, chosen: impl Fn() -> String + Copy + Send + 'static) -> AnyView {
    options
        .into_iter()
        .map(|(value, label)| {
            let own = value.clone();
            // The property, not the attribute: the attribute no longer counts once somebody has chosen by hand.
            view! { <option value=value prop:selected=move || chosen() == own>{label}</option> }
        })
        .collect_view()
        .into_any()
}

/// A label and a choice of one.
#[component]
pub fn SelectField(
    form: Form,
    #[prop(into)] at: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    options: Vec<(String, String)>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let id = form.field_id(&at);
    let invalid = faulty(form, at.clone());
    let input = view! {
        <select
            id=id.clone()
            class="select w-full"
            aria-describedby=format!("{id}-hint {id}-fault")
            aria-invalid=invalid
            on:change:target=move |ev| value.set(ev.target().value())
        >
            {choices(options, move || value.get())}
        </select>
    };
    framed(form, &at, &label, &hint, input.into_any())
}

/// A choice that filters the page. Its value lives in the address.
#[component]
pub fn FilterSelect(
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    /// What the choice says when it filters nothing.
    all: &'static str,
    options: Vec<(String, String)>,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let mut options = options;
    options.insert(0, (String::new(), all.to_owned()));
    view! {
        <select
            class="select select-sm w-full sm:w-44"
            aria-label=label
            on:change:target=move |ev| on_change.run(ev.target().value())
        >
            {choices(options, move || value.get())}
        </select>
    }
}
