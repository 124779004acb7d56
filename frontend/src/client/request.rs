//! One request to the API. The core is not generic, so that it is in the bundle once.

use super::access;
use cairn_domain::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// A request being put together: `post("/schemes").json(&scheme).read().await`.
pub struct Call {
    method: &'static str,
    path: String,
    body: Option<String>,
    version: Option<i32>,
    once: Option<String>,
    accept: &'static str,
}

fn call(method: &'static str, path: impl Into<String>) -> Call {
    Call {
        method,
        path: path.into(),
        body: None,
        version: None,
        once: None,
        accept: "application/json",
    }
}
pub fn get(path: impl Into<String>) -> Call {
    call("GET", path)
}
/// A POST carries a key of its own, so that sending it again after a lost answer does nothing twice.
pub fn post(path: impl Into<String>) -> Call {
    Call {
        once: Some(uuid::Uuid::new_v4().to_string()),
        ..call("POST", path)
    }
}
/// A POST that changes nothing, so that nobody need remember it.
pub fn ask(path: impl Into<String>) -> Call {
    call("POST", path)
}
pub fn put(path: impl Into<String>) -> Call {
    call("PUT", path)
}
pub fn patch(path: impl Into<String>) -> Call {
    call("PATCH", path)
}
pub fn delete(path: impl Into<String>) -> Call {
    call("DELETE", path)
}

impl Call {
    pub fn json<T: Serialize>(mut self, body: &T) -> Self {
        self.body = serde_json::to_string(body).ok();
        self
    }
    /// The version that was read: the change is refused when somebody else was quicker.
    pub const fn if_match(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = media_type;
        self
    }
    /// Sends, and reads the answer.
    pub async fn read<T: DeserializeOwned>(self) -> Result<T, Problem> {
        parse(&self.text().await?)
    }
    /// Sends, for an answer without content.
    pub async fn done(self) -> Result<(), Problem> {
        send(&self).await.map(drop)
    }
    pub async fn text(self) -> Result<String, Problem> {
        let response = send(&self).await?;
        body_of(&response).await
    }
    pub async fn blob(self) -> Result<web_sys::Blob, Problem> {
        let response = send(&self).await?;
        let blob = JsFuture::from(response.blob().map_err(unreachable)?)
            .await
            .map_err(unreachable)?;
        Ok(blob.unchecked_into())
    }
}

/// Reads an answer as what the API promised.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|e| {
        let mut problem = plain(
            200,
            "Cairn sent something this page does not understand. Reload the page to get its newest version.",
        );
        problem.detail = Some(e.to_string());
        problem
    })
}

async fn send(call: &Call) -> Result<web_sys::Response, Problem> {
    let mut response = attempt(call).await?;
    if response.status() == 401 && !call.path.starts_with("/auth/") && access::renew().await {
        response = attempt(call).await?;
    }
    if response.ok() {
        return Ok(response);
    }
    let status = response.status();
    let text = body_of(&response).await.unwrap_or_default();
    Err(problem_from(status, &text))
}

async fn attempt(call: &Call) -> Result<web_sys::Response, Problem> {
    let headers = web_sys::Headers::new().map_err(unreachable)?;
    let set = |name: &str, value: &str| headers.set(name, value).map_err(unreachable);
    set("accept", call.accept)?;
    if let Some(token) = access::token() {
        set("authorization", &format!("Bearer {token}"))?;
    }
    if call.method != "GET" {
        set("x-cairn", "1")?;
    }
    if let Some(once) = &call.once {
        set("idempotency-key", once)?;
    }
    if let Some(version) = call.version {
        set("if-match", &format!("\"{version}\""))?;
    }
    let init = web_sys::RequestInit::new();
    init.set_method(call.method);
    if let Some(body) = &call.body {
        set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    let sent = leptos::prelude::window().fetch_with_str_and_init(&format!("{BASE}{}", call.path), &init);
    JsFuture::from(sent)
        .await
        .map(JsCast::unchecked_into)
        .map_err(unreachable)
}

async fn body_of(response: &web_sys::Response) -> Result<String, Problem> {
    let text = JsFuture::from(response.text().map_err(unreachable)?)
        .await
        .map_err(unreachable)?;
    Ok(text.as_string().unwrap_or_default())
}

/// What an error answer says, or a plain sentence when it says nothing readable.
pub fn problem_from(status: u16, text: &str) -> Problem {
    serde_json::from_str(text).unwrap_or_else(|_| {
        plain(
            status,
            match status {
                401 => "Please sign in again.",
                403 | 404 => "This is not here, or not yours to see.",
                413 => "This is too big to send.",
                429 => "That was a lot at once. Wait a minute, then try again.",
                _ => "Cairn has a fault. Try again; if it stays, tell your scheme's staff.",
            },
        )
    })
}

fn unreachable(_: JsValue) -> Problem {
    plain(
        0,
        "Cairn can't be reached. Check your connection, then try again.",
    )
}

/// A problem that didn't come from the server.
pub fn plain(status: u16, title: &str) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: title.to_owned(),
        status,
        detail: None,
        errors: Vec::new(),
        request_id: None,
    }
}
