use super::desk::Desk;
use super::fields::Lines;
use crate::client::request::ask;
use cairn_domain::training::{MarkdownInput, MarkdownView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long the typing rests before the text is shown as a mentor reads it.
const REST: Duration = Duration::from_millis(400);

/// Markdown, and beside it what a mentor will read.
#[component]
pub fn MarkdownBox(desk: Desk, at: Signal<String>, value: RwSignal<String>) -> impl IntoView {
    let shown = RwSignal::new(MarkdownView {
        html: String::new(),
        faults: Vec::new(),
    });
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let markdown = value.get();
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        let pending = set_timeout_with_handle(
            move || {
                spawn_local(async move {
                    let answer = ask("/training-markdown")
                        .json(&MarkdownInput { markdown })
                        .read::<MarkdownView>()
                        .await;
                    // What was typed meanwhile is on its way already.
                    if turn.try_get_value() == Some(mine)
                        && let Ok(view) = answer
                    {
                        shown.set(view);
                    }
                });
            },
            REST,
        )
        .ok();
        on_cleanup(move || {
            if let Some(pending) = pending {
                pending.clear();
            }
        });
    });
    let faults = move || {
        shown.with(|s| {
            s.faults
                .iter()
                .map(|f| view! { <li>{f.clone()}</li> })
                .collect_view()
        })
    };
    view! {
        <div class="grid gap-5 xl:grid-cols-2">
            <Lines
                desk
                at
                label="Text, in Markdown"
                value
                rows=18
                hint="## makes a heading, - a list, > a quote, **bold**. {{emergency_routes}} alone on a line becomes your institution's routes."
            />
            <div class="min-w-0">
                <p class="font-semibold mb-1">"As a mentor reads it"</p>
                <div role="status"><ul class="text-sm text-error font-semibold list-disc pl-5 empty:hidden">{faults}</ul></div>
                <div class="lesson rounded-field border border-base-300 p-4" inner_html=move || shown.with(|s| s.html.clone())></div>
            </div>
        </div>
    }
}
