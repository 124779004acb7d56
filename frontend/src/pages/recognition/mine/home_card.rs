use super::next::{nearest, sentences};
use crate::pages::recognition::names::hours;
use crate::ui::Section;
use cairn_domain::recognition::MyRecognition;
use leptos::prelude::*;

/// Recognition on a mentor's first page: the next award, and how far. Nothing before there is something to earn.
#[component]
pub fn RecognitionCard(mine: Vec<MyRecognition>) -> impl IntoView {
    let several = mine.len() > 1;
    mine.into_iter()
        .filter(|one| !one.awards.is_empty() || one.sums.minutes > 0)
        .map(|one| view! { <Tile one several/> })
        .collect_view()
}

#[component]
fn Tile(one: MyRecognition, several: bool) -> impl IntoView {
    let (title, detail) = sentences(&one);
    let heading = if several {
        format!("Recognition: {}", one.scheme_name)
    } else {
        "Recognition".to_owned()
    };
    let href = format!("/recognition?scheme={}", one.scheme_id);
    let link = view! { <a class="link" href=href>"Open recognition"</a> }.into_any();
    let far = nearest(&one).map(|award| {
        let all = award.progress.steps.len();
        let done = award.progress.steps.iter().filter(|s| s.is_met).count();
        view! {
            <div class="flex items-center gap-3">
                <progress
                    class="progress progress-primary h-2 grow"
                    value=done.to_string()
                    max=all.to_string()
                    aria-label=format!("{done} of {all} steps done")
                ></progress>
                <span class="font-semibold whitespace-nowrap">{format!("{done} of {all}")}</span>
            </div>
        }
    });
    view! {
        <Section title=heading aside=link>
            {far}
            <p class="mt-2 font-semibold wrap-anywhere">{title}</p>
            <p class="opacity-90 empty:hidden">{detail}</p>
            <p class="text-sm opacity-80 mt-1">{format!("{} confirmed so far", hours(one.sums.minutes))}</p>
        </Section>
    }
}
