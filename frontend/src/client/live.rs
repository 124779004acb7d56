//! Live updates: the server says what changed, and the queries about it ask again.
//!
//! An event source can't carry a token, so each stream is opened with a ticket that works once.

use super::request::BASE;
use super::request::post;
use cairn_domain::operations::{EventTicket, LiveUpdate, Topic};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// How often each topic has changed since the page was opened.
#[derive(Clone, Copy)]
struct Changes([RwSignal<u32>; Topic::ALL.len()]);

struct Stream {
    source: web_sys::EventSource,
    _hear: Closure<dyn FnMut(web_sys::MessageEvent)>,
    _fail: Closure<dyn FnMut(web_sys::Event)>,
}

thread_local! {
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
}

/// Makes room for live updates. Call once, at the top of the app.
pub fn provide() {
    provide_context(Changes(std::array::from_fn(|_| RwSignal::new(0))));
}

/// Subscribes the running effect to a topic.
pub fn track(topic: Topic) {
    if let Some(Changes(counts)) = use_context::<Changes>() {
        counts[topic as usize].track();
    }
}

/// Starts to listen. Call with somebody signed in.
pub fn open() {
    if let Some(changes) = use_context::<Changes>() {
        spawn_local(listen(changes, 1, false));
    }
}

pub fn close() {
    if let Some(stream) = STREAM.take() {
        stream.source.close();
    }
}

/// `again`: after a break, when something may have been missed, so that everything on the page asks anew.
async fn listen(changes: Changes, patience: u64, again: bool) {
    close();
    let Ok(EventTicket { ticket }) = post("/events/tickets").read().await else {
        return later(changes, patience);
    };
    let Ok(source) = web_sys::EventSource::new(&format!("{BASE}/events?ticket={ticket}")) else {
        return;
    };
    if again {
        for count in changes.0 {
            count.update(|n| *n += 1);
        }
    }
    let hear = Closure::new(move |event: web_sys::MessageEvent| {
        let update = event
            .data()
            .as_string()
            .and_then(|d| serde_json::from_str::<LiveUpdate>(&d).ok());
        if let Some(update) = update {
            changes.0[update.topic as usize].update(|n| *n += 1);
        }
    });
    // A ticket works once, so the browser's own way of connecting again can't succeed: close, and come back with a new one.
    let fail = Closure::new(move |_: web_sys::Event| {
        close_soon();
        later(changes, patience);
    });
    for topic in Topic::ALL {
        let _ = source.add_event_listener_with_callback(topic.as_str(), hear.as_ref().unchecked_ref());
    }
    source.set_onerror(Some(fail.as_ref().unchecked_ref()));
    STREAM.set(Some(Stream {
        source,
        _hear: hear,
        _fail: fail,
    }));
}

/// Stops the stream at once, but frees its callbacks only after the one that runs now has returned.
fn close_soon() {
    STREAM.with_borrow(|s| {
        if let Some(s) = s {
            s.source.close();
        }
    });
    set_timeout(close, Duration::ZERO);
}

fn later(changes: Changes, seconds: u64) {
    set_timeout(
        move || {
            if super::access::token().is_some() {
                spawn_local(listen(changes, (seconds * 2).min(60), true));
            }
        },
        Duration::from_secs(seconds),
    );
}
