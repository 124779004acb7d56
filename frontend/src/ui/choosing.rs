//! Choosing several lines of a list, to do one thing with all of them.

use crate::address::Address;
use crate::wording::count;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The lines that are chosen.
#[derive(Clone, Copy)]
pub struct Chosen<T: Copy + Ord + Send + Sync + 'static>(RwSignal<BTreeSet<T>>);

impl<T: Copy + Ord + Send + Sync + 'static> Chosen<T> {
    /// For a list that follows these names of the address. With another page or filter the choice begins anew: nobody decides
    /// about what they no longer see.
    pub fn among(address: Address, names: &'static [&'static str]) -> Self {
        let chosen = Self(RwSignal::new(BTreeSet::new()));
        Effect::new(move |before: Option<String>| {
            let now = address.query(names);
            if before.is_some_and(|b| b != now) {
                chosen.clear();
            }
            now
        });
        chosen
    }
    pub fn has(self, id: T) -> bool {
        self.0.with(|all| all.contains(&id))
    }
    pub fn len(self) -> usize {
        self.0.with(BTreeSet::len)
    }
    pub fn list(self) -> Vec<T> {
        self.0.with_untracked(|all| all.iter().copied().collect())
    }
    pub fn clear(self) {
        let _ = self.0.try_set(BTreeSet::new());
    }
    fn set(self, id: T, on: bool) {
        self.0.update(|all| {
            if on {
                all.insert(id);
            } else {
                all.remove(&id);
            }
        });
    }
    fn set_all(self, ids: &[T], on: bool) {
        self.0.update(|all| {
            for id in ids {
                if on {
                    all.insert(*id);
                } else {
                    all.remove(id);
                }
            }
        });
    }
}

/// The tick box of one line; `name` says which.
pub fn tick<T: Copy + Ord + Send + Sync + 'static>(chosen: Chosen<T>, id: T, name: &str) -> AnyView {
    let label = format!("Choose {name}");
    view! {
        <input
            type="checkbox"
            class="checkbox checkbox-primary mt-1 shrink-0"
            aria-label=label
            prop:checked=move || chosen.has(id)
            on:change:target=move |ev| chosen.set(id, ev.target().checked())
        />
    }
    .into_any()
}

/// One box for all lines on this page that can be chosen, and how many are.
pub fn tick_all<T: Copy + Ord + Send + Sync + 'static>(chosen: Chosen<T>, ids: Vec<T>) -> AnyView {
    if ids.is_empty() {
        return ().into_any();
    }
    let ids = StoredValue::new(ids);
    let all = move || ids.with_value(|ids| ids.iter().all(|id| chosen.has(*id)));
    view! {
        <label class="flex gap-3 items-center cursor-pointer py-2 mr-auto">
            <input
                type="checkbox"
                class="checkbox checkbox-primary"
                prop:checked=all
                on:change:target=move |ev| {
                    let on = ev.target().checked();
                    ids.with_value(|ids| chosen.set_all(ids, on));
                }
            />
            <span>"Choose all on this page"</span>
            <span class="text-sm opacity-80" role="status">{move || format!("{} chosen", count(chosen.len() as u64))}</span>
        </label>
    }
    .into_any()
}
