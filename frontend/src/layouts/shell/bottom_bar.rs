use super::place_link::PlaceLink;
use super::places::five;
use crate::session::use_session;
use leptos::prelude::*;

/// Five places at a thumb's reach, on phones.
#[component]
pub fn BottomBar() -> impl IntoView {
    let session = use_session();
    let menu = Memo::new(move |_| five(session));
    view! {
        <nav
            aria-label="Main"
            class="lg:hidden fixed bottom-0 inset-x-0 z-10 bg-base-100 border-t border-base-300 grid grid-flow-col auto-cols-fr text-xs"
        >
            {move || {
                menu.get()
                    .into_iter()
                    .map(|place| {
                        view! {
                            <PlaceLink
                                place
                                class="grid place-items-center py-2 gap-0.5 min-h-14"
                                here="text-primary font-bold"
                                away="opacity-90"
                            />
                        }
                    })
                    .collect_view()
            }}
        </nav>
    }
}
