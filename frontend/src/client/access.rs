//! The short-lived access token, kept in memory only, and how it is renewed.
//!
//! The refresh token is a cookie that no script can read, and it changes with every use. Two renewals at once would look
//! like theft to the server, so they are done one at a time: here through one shared promise, and between browser
//! tabs through a Web Lock.

use super::request::post;
use cairn_domain::identity::AccessToken;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    static RENEWING: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static ENDED: ArcTrigger = ArcTrigger::new();
}

pub fn token() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

pub fn keep(token: Option<String>) {
    TOKEN.set(token);
}

/// Fires when the session is over and can't be renewed.
pub fn ended() -> ArcTrigger {
    ENDED.with(Clone::clone)
}

/// Whether this browser may hold a refresh token: the server leaves a mark beside it that pages can see.
fn may_renew() -> bool {
    let cookies = Reflect::get(&document(), &"cookie".into()).ok();
    let cookies = cookies.and_then(|c| c.as_string()).unwrap_or_default();
    cookies.split("; ").any(|c| c == "cairn_in=1")
}

/// Takes the mark away, so that the next visit doesn't ask in vain.
fn unmark() {
    let gone = "cairn_in=; path=/; max-age=0; samesite=strict";
    let _ = Reflect::set(&document(), &"cookie".into(), &gone.into());
}

/// Gets a fresh access token. False when there is no session any more.
pub async fn renew() -> bool {
    if !may_renew() {
        end();
        return false;
    }
    let running = RENEWING.with_borrow(Clone::clone);
    let promise = running.unwrap_or_else(|| {
        let promise = locked();
        RENEWING.set(Some(promise.clone()));
        promise
    });
    let renewed = JsFuture::from(promise).await.is_ok_and(|v| v.is_truthy());
    RENEWING.set(None);
    renewed
}

/// The renewal under the lock that all tabs share, where the browser has locks.
fn locked() -> Promise {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let request = Reflect::get(&locks, &"request".into())
        .ok()
        .and_then(|f| f.dyn_into::<Function>().ok());
    let Some(request) = request else {
        return future_to_promise(refresh());
    };
    let work = Closure::once_into_js(|| JsValue::from(future_to_promise(refresh())));
    request
        .call2(&locks, &"cairn.renew".into(), &work)
        .map_or_else(|_| future_to_promise(refresh()), JsCast::unchecked_into)
}

async fn refresh() -> Result<JsValue, JsValue> {
    match post("/auth/refresh").read::<AccessToken>().await {
        Ok(fresh) => {
            keep(Some(fresh.access_token));
            Ok(JsValue::TRUE)
        }
        Err(problem) => {
            if problem.status == 401 || problem.status == 403 {
                unmark();
                end();
            }
            Ok(JsValue::FALSE)
        }
    }
}

fn end() {
    keep(None);
    ended().notify();
}
