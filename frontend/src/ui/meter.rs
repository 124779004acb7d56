use leptos::prelude::*;

/// How much of something is reached, with its figure and what to hold it against.
#[component]
pub fn Meter(
    #[prop(into)] label: String,
    #[prop(into)] shown: String,
    /// 0 to 1.
    share: f64,
    #[prop(into)] note: String,
    #[prop(default = "progress progress-primary h-2 w-full")] class: &'static str,
) -> impl IntoView {
    let spoken = format!("{label}: {shown}");
    view! {
        <div class="py-3 grid grid-cols-[1fr_auto] gap-x-4">
            <dt>{label}</dt>
            <dd class="font-bold text-right">{shown}</dd>
            <dd class="col-span-2 mt-1">
                <progress class=class value=(share * 100.0).to_string() max="100" aria-label=spoken></progress>
                <span class="text-sm opacity-80 block">{note}</span>
            </dd>
        </div>
    }
}
