use crate::ui::mark;
use leptos::prelude::*;

/// A page for somebody who is not signed in: the mark, and one card.
#[component]
pub fn Plain(children: Children) -> impl IntoView {
    view! {
        <a href="#main" target="_self" class="skip btn btn-primary">"Skip to the page"</a>
        <div class="min-h-screen flex flex-col items-center px-4 py-8 sm:py-16">
            <header class="mb-6">
                <a href="/" class="flex items-center gap-2 text-2xl font-bold text-primary">{mark()} "Cairn"</a>
            </header>
            <main
                id="main"
                tabindex="-1"
                class="card w-full max-w-md p-6 sm:p-8 outline-none [&_.card]:border-0 [&_.card]:p-0"
            >
                {children()}
            </main>
            <footer class="text-sm opacity-80 mt-6 text-center max-w-md">
                "A cairn is the pile of stones that those who went before leave to mark the path."
            </footer>
        </div>
    }
}
