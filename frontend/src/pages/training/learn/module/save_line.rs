use crate::pages::training::learn::saver::Saved;
use crate::ui::{ErrorState, icon};
use icondata_lu as lu;
use leptos::prelude::*;

/// Whether what was done is kept. Screen readers hear it when it changes.
#[component]
pub fn SaveLine(
    state: RwSignal<Saved>,
    /// Asks the server how things stand, after it has refused something.
    #[prop(into)]
    on_refused: Callback<()>,
) -> impl IntoView {
    let words = move || match state.get() {
        Saved::Nothing | Saved::Refused(_) => ().into_any(),
        Saved::Saving => view! { <span>"Saving…"</span> }.into_any(),
        Saved::Kept => {
            view! { {icon(lu::LuCheck)} <span>"Saved. You can go on here or on another device."</span> }
                .into_any()
        }
        Saved::Waiting => view! {
            {icon(lu::LuCircleAlert)}
            <span>"Not saved yet: Cairn can't be reached. We keep trying while this page is open."</span>
        }
        .into_any(),
    };
    let refused = move || match state.get() {
        Saved::Refused(problem) => {
            let again = move |()| {
                state.set(Saved::Nothing);
                on_refused.run(());
            };
            view! { <ErrorState problem on_retry=again/> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <p class="text-sm mt-4 min-h-6 flex items-center gap-2" role="status">{words}</p>
        {refused}
    }
}
