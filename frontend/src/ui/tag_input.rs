use super::{Form, icon};
use icondata_lu as lu;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A list of short words, added one at a time with Enter or the button.
#[component]
pub fn TagInput(
    form: Form,
    at: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    tags: RwSignal<Vec<String>>,
) -> impl IntoView {
    let draft = RwSignal::new(String::new());
    let id = form.field_id(at);
    let add = move || {
        let word = draft.get_untracked().trim().to_owned();
        if !word.is_empty() {
            tags.update(|t| {
                if !t.contains(&word) {
                    t.push(word);
                }
            });
        }
        draft.set(String::new());
    };
    let on_key = move |ev: KeyboardEvent| {
        if ev.key() == "Enter" || ev.key() == "," {
            ev.prevent_default();
            add();
        }
    };
    let chip = move |word: String| {
        let gone = word.clone();
        let name = format!("Remove {word}");
        view! {
            <li class="badge badge-neutral badge-lg gap-1 pr-1">
                {word}
                <button
                    type="button"
                    class="btn btn-neutral btn-circle btn-xs border-0 shadow-none"
                    aria-label=name
                    on:click=move |_| tags.update(|t| t.retain(|w| *w != gone))
                >
                    {icon(lu::LuX)}
                </button>
            </li>
        }
        .into_any()
    };
    let input = view! {
        <div class="flex gap-2">
            <input
                id=id.clone()
                class="input w-full"
                aria-describedby=format!("{id}-hint {id}-fault")
                prop:value=move || draft.get()
                on:input:target=move |ev| draft.set(ev.target().value())
                on:keydown=on_key
            />
            <button type="button" class="btn" on:click=move |_| add()>"Add"</button>
        </div>
        <ul class="flex flex-wrap gap-2 mt-2 empty:hidden">{move || tags.get().into_iter().map(chip).collect_view()}</ul>
    };
    super::field::framed(form, at, &label, &hint, input.into_any())
}
