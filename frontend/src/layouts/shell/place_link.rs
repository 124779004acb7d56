use super::places::{Place, is_at};
use crate::ui::icon;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A menu's link, marked when one is there.
#[component]
pub fn PlaceLink(place: Place, class: &'static str, here: &'static str, away: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    let href = StoredValue::new(place.href.clone());
    let at = Memo::new(move |_| path.with(|p| href.with_value(|h| is_at(h, p))));
    view! {
        <a
            href=place.href
            class=move || format!("{class} {}", if at.get() { here } else { away })
            aria-current=move || at.get().then_some("page")
        >
            {icon(place.icon)}
            <span>{place.name}</span>
        </a>
    }
}
