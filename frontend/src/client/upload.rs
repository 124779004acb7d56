//! A file into Cairn, with its progress. `fetch` can't report progress of what it sends; `XMLHttpRequest` can.

use super::request::{BASE, parse, problem_from};
use super::{Problem, access};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;

/// Sends `file` to `path`; `sent` goes from 0 to 1 meanwhile.
pub async fn send<T: DeserializeOwned>(
    path: &str,
    file: &web_sys::File,
    sent: RwSignal<f64>,
) -> Result<T, Problem> {
    // The token may have ended while the file was being chosen, and a big file is not sent twice for that.
    access::renew().await;
    let (status, text) = transfer(path, file, sent).await;
    if (200..300).contains(&status) {
        parse(&text)
    } else {
        Err(problem_from(status, &text))
    }
}

async fn transfer(path: &str, file: &web_sys::File, sent: RwSignal<f64>) -> (u16, String) {
    let Ok(request) = open(path) else {
        return (0, String::new());
    };
    let progress = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |e: web_sys::ProgressEvent| {
        if e.total() > 0.0 {
            sent.set(e.loaded() / e.total());
        }
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    }
    let ended = Promise::new(&mut |done: Function, _| {
        request.set_onloadend(Some(&done));
        let _ = request.send_with_opt_blob(Some(file));
    });
    let _ = JsFuture::from(ended).await;
    (
        request.status().unwrap_or(0),
        request.response_text().ok().flatten().unwrap_or_default(),
    )
}

fn open(path: &str) -> Result<web_sys::XmlHttpRequest, wasm_bindgen::JsValue> {
    let request = web_sys::XmlHttpRequest::new()?;
    request.open_with_async("POST", &format!("{BASE}{path}"), true)?;
    request.set_request_header("accept", "application/json")?;
    request.set_request_header("content-type", "application/octet-stream")?;
    request.set_request_header("x-cairn", "1")?;
    if let Some(token) = access::token() {
        request.set_request_header("authorization", &format!("Bearer {token}"))?;
    }
    Ok(request)
}
