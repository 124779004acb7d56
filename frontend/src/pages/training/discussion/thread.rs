use super::Desk;
use super::post_item::PostItem;
use cairn_domain::training::TrainingPostView;
use leptos::prelude::*;

/// A first post and the replies to it.
#[derive(Clone, PartialEq)]
pub struct Thread {
    first: TrainingPostView,
    replies: Vec<TrainingPostView>,
}

impl Thread {
    /// Changes when what is shown changes: then it is drawn anew, and only then.
    pub fn fingerprint(&self) -> String {
        let posts: Vec<&TrainingPostView> = [&self.first].into_iter().chain(&self.replies).collect();
        serde_json::to_string(&posts).unwrap_or_default()
    }
}

/// Posts as threads, in the order that the server gives: first posts, each with its replies.
pub fn threads(posts: &[TrainingPostView]) -> Vec<Thread> {
    posts
        .iter()
        .filter(|p| p.parent_id.is_none())
        .map(|first| Thread {
            first: first.clone(),
            replies: posts
                .iter()
                .filter(|p| p.parent_id == Some(first.id))
                .cloned()
                .collect(),
        })
        .collect()
}

#[component]
pub fn ThreadItem(thread: Thread, desk: Desk) -> impl IntoView {
    let replies = thread
        .replies
        .into_iter()
        .map(|post| view! { <li class="pt-3 mt-3 border-t border-base-300"><PostItem post desk/></li> })
        .collect::<Vec<_>>();
    let replies = (!replies.is_empty()).then(|| {
        view! { <ul class="ml-4 pl-4 border-l-2 border-base-300 mt-3" aria-label="Replies">{replies}</ul> }
    });
    let first = if thread.first.is_removed {
        view! { <p class="opacity-80">"This post was deleted by its author."</p> }.into_any()
    } else {
        view! { <PostItem post=thread.first desk/> }.into_any()
    };
    view! {
        <li class="card p-5">
            {first}
            {replies}
        </li>
    }
}
