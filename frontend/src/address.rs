//! What an address says beyond its path: the filters, the order and the page of a list. Views live there, so that they
//! can be linked to, reloaded and gone back to.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;
use std::sync::Arc;

type Go = Arc<dyn Fn(&str, bool) + Send + Sync>;

#[derive(Clone, Copy)]
pub struct Address {
    path: Memo<String>,
    query: Memo<ParamsMap>,
    go: StoredValue<Go>,
}

impl Address {
    pub fn here() -> Self {
        let location = use_location();
        let navigate = use_navigate();
        let go: Go = Arc::new(move |to, replace| {
            navigate(
                to,
                NavigateOptions {
                    replace,
                    scroll: !replace,
                    ..Default::default()
                },
            )
        });
        Self {
            path: location.pathname,
            query: location.query,
            go: StoredValue::new(go),
        }
    }

    /// One filter's value; empty when it isn't there.
    pub fn get(self, name: &str) -> String {
        self.query
            .with(|q| q.get_str(name).unwrap_or_default().to_owned())
    }

    pub fn signal(self, name: &'static str) -> Signal<String> {
        Signal::derive(move || self.get(name))
    }

    /// `?a=1&b=2` with those of `names` that have a value: what a list asks the API for.
    pub fn query(self, names: &[&str]) -> String {
        joined(names.iter().map(|n| ((*n).to_owned(), self.get(n))))
    }

    /// This address with one filter changed. A list with another filter starts at its first page.
    pub fn with(self, name: &str, value: &str) -> String {
        let others: Vec<(String, String)> = self.query.with(|q| {
            q.clone()
                .into_iter()
                .map(|(k, v)| (k.into_owned(), v))
                .filter(|(k, _)| k != name && k != "after")
                .collect()
        });
        let path = self.path.get();
        format!(
            "{path}{}",
            joined(others.into_iter().chain([(name.to_owned(), value.to_owned())]))
        )
    }

    /// Changes one filter in place.
    pub fn set(self, name: &str, value: &str) {
        self.visit(&untrack(|| self.with(name, value)), true);
    }

    pub fn go(self, to: &str) {
        self.visit(to, false);
    }

    fn visit(self, to: &str, replace: bool) {
        if let Some(go) = self.go.try_get_value() {
            go(to, replace);
        }
    }
}

/// A query string of those pairs that have a value.
pub fn joined(pairs: impl Iterator<Item = (String, String)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs.filter(|(_, v)| !v.is_empty()) {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(&name);
        out.push('=');
        out.push_str(&String::from(js_sys::encode_uri_component(&value)));
    }
    out
}

/// The secret that a link from an email carries, in the part of the address that is never sent to a server.
/// Ask for it while the page is made.
pub fn link_token() -> String {
    let hash = use_location().hash.get_untracked();
    hash.strip_prefix("#token=").unwrap_or_default().to_owned()
}

/// The steps of a path: `/schemes/7` is `schemes`, then `7`.
pub fn steps(path: &str) -> Vec<&str> {
    path.split('/').filter(|s| !s.is_empty()).collect()
}
