use super::new_form::{NewModuleForm, key_from};
use crate::ui::{Dialog, Form};
use cairn_domain::ids::SchemeId;
use cairn_domain::training::ModuleContent;
use leptos::prelude::*;

/// Starts an empty module.
#[component]
pub fn NewDialog(scheme: SchemeId, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="New module" open><NewForm scheme/></Dialog> }
}

#[component]
fn NewForm(scheme: SchemeId) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let key = RwSignal::new(String::new());
    // The key follows the title until somebody writes their own.
    let follow = move |new: String| {
        if key.with_untracked(|k| k.is_empty() || *k == key_from(&title.get_untracked())) {
            key.set(key_from(&new));
        }
        title.set(new);
    };
    let content = move |form: Form| {
        let title = title.get_untracked().trim().to_owned();
        if title.is_empty() {
            form.refuse_field("/content/title", "Give the module a title.");
            return None;
        }
        Some(ModuleContent {
            title,
            minutes: 15,
            ..ModuleContent::default()
        })
    };
    view! {
        <NewModuleForm scheme key content>
            <label for="new-module-title" class="block font-semibold mb-1">"Title"</label>
            <input
                id="new-module-title"
                class="input w-full mb-4"
                autocomplete="off"
                prop:value=move || title.get()
                on:input:target=move |ev| follow(ev.target().value())
            />
        </NewModuleForm>
    }
}
