use leptos::prelude::*;

/// The steps of a longer task, and which one this is.
#[component]
pub fn Stepper(steps: &'static [&'static str], at: usize) -> impl IntoView {
    let items = steps
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let class = if i <= at { "step step-primary" } else { "step" };
            let done = if i < at { " (done)" } else { "" };
            view! {
                <li class=class aria-current=(i == at).then_some("step")>
                    <span class={if i == at { "font-bold" } else { "opacity-80" }}>{*name}<span class="sr-only">{done}</span></span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps w-full mb-5">{items}</ol> }
}
