//! What this browser remembers between visits: nothing personal.

use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

const SCHEME: &str = "cairn.scheme";
const IN: &str = "cairn.in";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

pub fn scheme() -> Option<SchemeId> {
    storage()?.get_item(SCHEME).ok().flatten()?.parse().ok()
}

pub fn keep_scheme(id: SchemeId) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(SCHEME, &id.to_string());
    }
}

pub fn keep_theme(theme: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match theme {
            Some(theme) => storage.set_item("cairn.theme", theme),
            None => storage.remove_item("cairn.theme"),
        };
    }
}

/// Whether somebody was signed in when this browser was last here, and whether that was staff.
pub fn was_in() -> Option<bool> {
    Some(storage()?.get_item(IN).ok().flatten()? == "staff")
}

pub fn keep_in(staff: Option<bool>) {
    if let Some(storage) = storage() {
        let _ = match staff {
            Some(staff) => storage.set_item(IN, if staff { "staff" } else { "own" }),
            None => storage.remove_item(IN),
        };
    }
}
