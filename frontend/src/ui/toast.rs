use super::icon;
use icondata_lu as lu;
use leptos::prelude::*;
use std::time::Duration;

/// Short messages that something was done. Kept by the app, above every page.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<(u32, String)>>);

impl Toasts {
    pub fn provide() {
        provide_context(Self(RwSignal::new(Vec::new())));
    }
}

/// How to say that something was done. Ask for it while the page is made, call it whenever.
pub fn tell() -> impl Fn(&str) + Copy + Send + Sync + 'static {
    let toasts = use_context::<Toasts>();
    move |message| {
        if let Some(Toasts(list)) = toasts {
            let id = list.with_untracked(|l| l.last().map_or(0, |(id, _)| id + 1));
            list.update(|l| l.push((id, message.to_owned())));
            set_timeout(
                move || list.update(|l| l.retain(|(i, _)| *i != id)),
                Duration::from_secs(8),
            );
        }
    }
}

/// Where the messages stand. Screen readers hear them without losing their place.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let Some(Toasts(list)) = use_context::<Toasts>() else {
        return ().into_any();
    };
    let message = move |(id, text): (u32, String)| {
        view! {
            <div class="alert bg-neutral text-neutral-content border-0 flex">
                {icon(lu::LuCircleCheck)}
                <span class="mr-auto whitespace-normal">{text}</span>
                <button
                    class="btn btn-neutral btn-circle btn-xs border-0 shadow-none"
                    aria-label="Dismiss"
                    on:click=move |_| list.update(|l| l.retain(|(i, _)| *i != id))
                >
                    {icon(lu::LuX)}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="toast toast-center bottom-20 lg:bottom-4 z-20 w-full max-w-md empty:hidden" aria-live="polite" role="status">
            {move || list.get().into_iter().map(message).collect_view()}
        </div>
    }
    .into_any()
}
