//! Files out of Cairn. A link can't carry the access token, so the file is fetched and then handed to the browser.

use super::Problem;
use super::request::{Call, get};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

pub const CSV: &str = "text/csv";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Fetches `path` as `media_type` and saves it under `name`.
pub async fn save(path: String, media_type: &'static str, name: &str) -> Result<(), Problem> {
    save_answer(get(path).accept(media_type), name).await
}

/// Saves what a call is answered with under `name`.
pub async fn save_answer(call: Call, name: &str) -> Result<(), Problem> {
    let blob = call.blob().await?;
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&blob) else {
        return Ok(());
    };
    if let Ok(link) = document()
        .create_element("a")
        .map(|a| a.unchecked_into::<web_sys::HtmlAnchorElement>())
    {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&address);
    Ok(())
}
