//! The talk under a module: posts and replies of mentors and staff, and ideas for activities.

mod compose;
mod edit;
mod post_actions;
mod post_item;
mod remove;
mod report;
mod thread;

use crate::client::{Query, loaded};
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::training::TrainingPostView;
use compose::Compose;
use leptos::prelude::*;
use thread::{Thread, threads};

/// First posts fetched, and with each "Show more".
const STEP: u32 = 20;

/// What is being done with which post. The dialogs stand outside the list, so that news in it take nothing from anybody's hands.
#[derive(Clone, Copy)]
pub struct Desk {
    pub module: TrainingModuleId,
    pub scheme: SchemeId,
    pub posts: Query,
    pub replying: RwSignal<Option<TrainingPostView>>,
    pub editing: RwSignal<Option<TrainingPostView>>,
    pub reporting: RwSignal<Option<TrainingPostView>>,
    pub removing: RwSignal<Option<TrainingPostView>>,
}

/// The discussion of a module in a scheme.
#[component]
pub fn Discussion(module: TrainingModuleId, scheme: SchemeId) -> impl IntoView {
    let limit = RwSignal::new(STEP);
    let posts = Query::new(
        move || {
            format!(
                "/training-modules/{module}/posts?scheme_id={scheme}&limit={}",
                limit.get()
            )
        },
        &[Topic::Training],
    );
    let desk = Desk {
        module,
        scheme,
        posts,
        replying: RwSignal::new(None),
        editing: RwSignal::new(None),
        reporting: RwSignal::new(None),
        removing: RwSignal::new(None),
    };
    let page = Memo::new(move |_| posts.value::<Page<TrainingPostView>>());
    let all = Memo::new(move |_| page.with(|p| p.as_ref().map(|p| threads(&p.items)).unwrap_or_default()));
    let more = move || {
        page.with(|p| p.as_ref().is_some_and(|p| p.next.is_some()) && limit.get() < 200).then(|| {
            view! { <button class="btn mt-4" on:click=move |_| limit.update(|n| *n += STEP)>"Show older posts"</button> }
        })
    };
    let state = loaded(posts, |page: Page<TrainingPostView>| {
        page.items
            .is_empty()
            .then(|| view! { <p class="opacity-80 mt-4">"Nobody has written here yet. Ask something, or say what worked for you."</p> })
            .into_any()
    });
    view! {
        <section class="mt-10 max-w-3xl" aria-labelledby="discussion">
            <h2 id="discussion" class="text-2xl font-bold">"What mentors say about this"</h2>
            <p class="opacity-80 mb-3">"Mentors and staff of your scheme read this. Name no mentees here."</p>
            <Compose desk/>
            {state}
            <ul class="grid gap-4 mt-4 empty:hidden">
                <For each=move || all.get() key=Thread::fingerprint let:thread>
                    <thread::ThreadItem thread desk/>
                </For>
            </ul>
            {more}
            <edit::ReplyDialog desk/>
            <edit::EditDialog desk/>
            <report::ReportDialog desk/>
            <remove::RemoveDialog desk/>
        </section>
    }
}
