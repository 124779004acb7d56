use crate::client::{Query, loaded};
use crate::pages::recruitment::names::scoring_badge;
use crate::ui::{EmptyState, PageHeader, Tone, badge};
use crate::wording::{day_and_time, some};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{OwnScoring, ScoringState};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/scorings`
#[component]
pub fn ScoringsPage() -> impl IntoView {
    let list = Query::new(|| "/me/scorings".to_owned(), &[Topic::Recruitment]);
    view! {
        <PageHeader
            title="To score"
            lead="You read what a student wrote, and not who they are. Nobody sees what you gave before others have scored it too."
        />
        {loaded(list, |all: Vec<OwnScoring>| {
            if all.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuBookOpenCheck
                        title="Nothing to score"
                        text="When a scheme lead asks you to score applications, they appear here, and you get a letter."
                    >
                        <a class="btn btn-primary" href="/">"Go home"</a>
                    </EmptyState>
                }
                .into_any();
            }
            let left = all.iter().filter(|s| s.state == ScoringState::Given).count() as u64;
            let first = all.first().filter(|s| s.state == ScoringState::Given).map(|s| {
                let href = format!("/scorings/{}", s.id);
                view! { <p class="mt-3"><a class="btn btn-primary" href=href>"Read the next one"</a></p> }
            });
            let said = if left == 0 {
                "You have scored everything. Thank you.".to_owned()
            } else {
                some(left, "application to read", "applications to read")
            };
            let items = all.into_iter().map(item).collect_view();
            view! {
                <section class="card p-5">
                    <p class="text-lg font-semibold" role="status">{said}</p>
                    {first}
                    <ul class="divide-y divide-base-300 mt-3">{items}</ul>
                </section>
            }
            .into_any()
        })}
    }
}

fn item(s: OwnScoring) -> AnyView {
    let href = format!("/scorings/{}", s.id);
    let calibration = s
        .is_calibration
        .then(|| badge(Tone::Info, "Everybody scores this"));
    let when = s.done_at.map(|at| format!(" · scored {}", day_and_time(at)));
    view! {
        <li class="py-3 flex flex-wrap gap-x-4 gap-y-1 items-center">
            <div class="mr-auto min-w-0">
                <a class="link font-semibold" href=href>{format!("Application {}", s.number)}</a>
                <p class="text-sm opacity-80 wrap-anywhere">{s.call_title} {when}</p>
            </div>
            {calibration}
            {scoring_badge(s.state)}
        </li>
    }
    .into_any()
}
