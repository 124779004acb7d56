use super::account_menu::SignOut;
use crate::ui::mark;
use leptos::prelude::*;

/// The bar at the top of phones.
#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="lg:hidden sticky top-0 z-10 bg-base-100 border-b border-base-300 px-4 h-14 flex items-center justify-between">
            <a href="/" class="flex items-center gap-2 text-lg font-bold text-primary">{mark()} "Cairn"</a>
            <SignOut class="btn btn-ghost btn-sm" label=true/>
        </header>
    }
}
