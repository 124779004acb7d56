use crate::client::Query;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Asks again every two seconds while something is under way: live updates say when it is done, this shows how far it is.
pub fn keep_asking_while<T: DeserializeOwned + 'static>(
    query: Query,
    under_way: impl Fn(T) -> bool + 'static,
) {
    Effect::new(move |_| {
        if query.value::<T>().is_some_and(&under_way) {
            let pending = set_timeout_with_handle(move || query.reload(), Duration::from_secs(2)).ok();
            on_cleanup(move || {
                if let Some(pending) = pending {
                    pending.clear();
                }
            });
        }
    });
}
