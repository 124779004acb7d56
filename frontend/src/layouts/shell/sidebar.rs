use super::account_menu::AccountCard;
use super::place_link::PlaceLink;
use super::places::{Area, areas};
use super::scheme_switcher::SchemeSwitcher;
use crate::session::use_session;
use crate::ui::mark;
use leptos::prelude::*;

/// The menu of wide screens.
#[component]
pub fn Sidebar() -> impl IntoView {
    let session = use_session();
    let menu = Memo::new(move |_| areas(session));
    let area = |area: Area| {
        let links = area
            .places
            .into_iter()
            .map(|place| {
                view! {
                    <li>
                        <PlaceLink
                            place
                            class="rounded-field px-3 py-1.5 flex items-center gap-3"
                            here="bg-primary text-primary-content font-semibold"
                            away="hover:bg-base-300"
                        />
                    </li>
                }
            })
            .collect_view();
        view! {
            <p class="text-sm opacity-80 px-3 pt-2 empty:hidden">{area.name}</p>
            <ul class="grid gap-0.5">{links}</ul>
        }
        .into_any()
    };
    view! {
        <header class="hidden lg:block border-r border-base-300 bg-base-100">
            <div class="flex flex-col gap-4 p-5 sticky top-0 h-screen overflow-y-auto">
                <a href="/" class="flex items-center gap-2 text-xl font-bold text-primary">{mark()} "Cairn"</a>
                <SchemeSwitcher id="scheme-wide"/>
                <nav aria-label="Main">{move || menu.get().into_iter().map(area).collect_view()}</nav>
                <div class="mt-auto"><AccountCard/></div>
            </div>
        </header>
    }
}
