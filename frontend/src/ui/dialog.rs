use super::icon;
use icondata_lu as lu;
use leptos::html;
use leptos::prelude::*;

/// The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            if open.get() {
                if !dialog.open() {
                    let _ = dialog.show_modal();
                }
            } else {
                dialog.close();
            }
        }
    });
    view! {
        <dialog node_ref=node class="modal" aria-label=move || title.get() on:close=move |_| open.set(false)>
            <div class="modal-box max-w-xl">
                <div class="flex items-start gap-4">
                    <h2 class="text-xl font-bold mr-auto">{move || title.get()}</h2>
                    <button
                        class="btn btn-ghost btn-circle btn-sm -mt-1 -mr-2"
                        aria-label="Close"
                        on:click=move |_| open.set(false)
                    >
                        {icon(lu::LuX)}
                    </button>
                </div>
                {move || open.get().then(|| children())}
            </div>
        </dialog>
    }
}

/// Opens while there is something to open for, and lets go of it on closing.
pub fn open_for<T: Send + Sync + 'static>(subject: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(subject.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && subject.with_untracked(Option::is_some) {
            subject.set(None);
        }
    });
    open
}
