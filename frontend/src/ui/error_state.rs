use super::icon;
use cairn_domain::problem::Problem;
use icondata_lu as lu;
use leptos::prelude::*;

/// Says what went wrong and what to do, with a way to try again.
#[component]
pub fn ErrorState(problem: Problem, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let help = problem
        .request_id
        .map(|id| format!("If you ask for help, quote {id}."));
    view! {
        <section class="card p-6 sm:p-10 text-center items-center mt-4" role="alert">
            <span class="text-3xl text-secondary">{icon(lu::LuCircleAlert)}</span>
            <p class="text-xl font-bold mt-3">{problem.title}</p>
            <p class="mt-1 max-w-prose">{problem.detail}</p>
            <button class="btn btn-primary mt-4" on:click=move |_| on_retry.run(())>
                {icon(lu::LuRefreshCw)}
                "Try again"
            </button>
            <p class="text-sm opacity-75 mt-3">{help}</p>
        </section>
    }
}
