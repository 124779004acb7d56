use super::Tone;
use leptos::prelude::*;

/// A number and what it means.
#[component]
pub fn Stat(
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(into)] note: String,
    #[prop(default = Tone::Plain)] tone: Tone,
) -> impl IntoView {
    view! {
        <div class="card p-4">
            <dt class="text-sm opacity-80">{label}</dt>
            <dd class=format!("text-3xl font-bold mt-1 {}", tone.text())>{value}</dd>
            <dd class="text-sm opacity-80 mt-1">{note}</dd>
        </div>
    }
}
