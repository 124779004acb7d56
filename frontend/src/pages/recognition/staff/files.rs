//! Files out of recognition, and pictures into it.

use crate::client::download::{save, save_answer};
use crate::client::{Problem, post};
use crate::ui::{Form, icon, tell};
use icondata_lu as lu;
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen_futures::JsFuture;

pub const PDF: &str = "application/pdf";
pub const JSON: &str = "application/json";
pub const ZIP: &str = "application/zip";

/// Fetches one file and hands it to the browser.
#[component]
pub fn SaveButton(
    #[prop(into)] path: Signal<String>,
    media_type: &'static str,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// What it saves, for those who can't see where the button stands.
    #[prop(optional, into)]
    spoken: Option<String>,
    #[prop(default = "btn")] class: &'static str,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("save");
    let fetch = move |_| {
        let (path, name) = (path.get_untracked(), name.clone());
        form.run(async move {
            match save(path, media_type, &name).await {
                Ok(()) => tell("Your file is saved in your downloads."),
                Err(problem) => tell(&problem.title),
            }
            Ok(())
        });
    };
    view! {
        <button type="button" class=class aria-label=spoken aria-disabled=move || form.is_busy().to_string() on:click=fetch>
            {icon(lu::LuDownload)} {label}
        </button>
    }
}

/// What a question is answered with, as a file. The question changes nothing.
pub async fn save_asked<T: Serialize>(
    path: &str,
    body: &T,
    media_type: &'static str,
    name: &str,
) -> Result<(), Problem> {
    save_answer(post(path).json(body).accept(media_type), name).await
}

/// A file of the reader's machine in Base64.
pub async fn base64(file: &web_sys::File) -> Option<String> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let latin: String = bytes.into_iter().map(char::from).collect();
    window().btoa(&latin).ok()
}
