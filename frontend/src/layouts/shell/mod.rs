//! The frame of the signed-in app: a sidebar on wide screens, bars at the top and bottom on phones.

mod account_menu;
mod bottom_bar;
mod place_link;
pub mod places;
mod scheme_switcher;
mod sidebar;
mod top_bar;

use bottom_bar::BottomBar;
use leptos::prelude::*;
use sidebar::Sidebar;
use top_bar::TopBar;

#[component]
pub fn Shell(children: Children) -> impl IntoView {
    // With a target the router leaves this link to the browser, which moves the focus.
    view! {
        <a href="#main" target="_self" class="skip btn btn-primary">"Skip to the page"</a>
        <div class="lg:grid lg:grid-cols-[16rem_minmax(0,1fr)] min-h-screen">
            <Sidebar/>
            <TopBar/>
            <main id="main" tabindex="-1" class="p-4 sm:p-8 max-w-6xl w-full mx-auto pb-28 lg:pb-12 min-w-0 outline-none">
                {children()}
            </main>
        </div>
        <BottomBar/>
    }
}
