use super::new_form::NewModuleForm;
use crate::ui::{Dialog, Form, icon};
use crate::wording::some;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{ModuleContent, ModuleFile};
use icondata_lu as lu;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// What a module's file says it is.
const FORMAT: &str = "cairn-training-module";

/// Makes a module from a file that another Cairn, or this one, gave.
#[component]
pub fn ImportDialog(scheme: SchemeId, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="Import a module" open><ImportForm scheme/></Dialog> }
}

#[component]
fn ImportForm(scheme: SchemeId) -> impl IntoView {
    let key = RwSignal::new(String::new());
    let read = RwSignal::new(None::<Result<ModuleContent, String>>);
    let take = move |files: Option<web_sys::FileList>| {
        let Some(file) = files.and_then(|f| f.get(0)) else {
            return;
        };
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|t| t.as_string());
            let module = parsed(text.as_deref().unwrap_or_default());
            if let Ok(module) = &module {
                let _ = key.try_set(module.key.clone());
            }
            let _ = read.try_set(Some(module.map(|m| m.content)));
        });
    };
    let content = move |form: Form| match read.get_untracked() {
        Some(Ok(content)) => Some(content),
        _ => {
            form.refuse_field("/content", "Choose a module's file first.");
            None
        }
    };
    let said = move || {
        read.get().map(|read| match read {
            Ok(c) => {
                let questions = c.quiz.map_or(0, |q| q.questions.len() as u64);
                let facts = format!(
                    "{}: {}, {}",
                    c.title,
                    some(c.lessons.len() as u64, "lesson", "lessons"),
                    some(questions, "question", "questions")
                );
                view! { <p class="mb-4 flex gap-2">{icon(lu::LuCircleCheck)} {facts}</p> }.into_any()
            }
            Err(why) => view! { <p class="mb-4 text-error font-semibold">{why}</p> }.into_any(),
        })
    };
    view! {
        <NewModuleForm scheme key content>
            <label for="module-file" class="block font-semibold mb-1">"The file"</label>
            <input
                id="module-file"
                type="file"
                class="file-input w-full mb-2"
                accept=".json,application/json"
                on:change:target=move |ev| take(ev.target().files())
            />
            <div role="status">{said}</div>
        </NewModuleForm>
    }
}

fn parsed(text: &str) -> Result<ModuleFile, String> {
    let module: ModuleFile = serde_json::from_str(text)
        .map_err(|e| format!("This is not a module's file, or it is broken: {e}."))?;
    if module.format != FORMAT || module.format_version != 1 {
        return Err("This file is of a kind that this Cairn does not know.".to_owned());
    }
    Ok(module)
}
