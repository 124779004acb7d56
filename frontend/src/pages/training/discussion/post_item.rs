use super::Desk;
use super::post_actions::PostActions;
use crate::ui::{Tone, avatar, badge};
use crate::wording::{ago, some};
use cairn_domain::training::{PostKind, TrainingPostView};
use leptos::prelude::*;

/// Who wrote what and when, and what one can do about it.
#[component]
pub fn PostItem(post: TrainingPostView, desk: Desk) -> impl IntoView {
    let when = match post.edited_at {
        Some(_) => format!("{}, changed since", ago(post.created_at)),
        None => ago(post.created_at),
    };
    let idea = (post.kind == PostKind::Idea).then(|| badge(Tone::Info, "Idea"));
    let pinned = post.is_pinned.then(|| badge(Tone::Good, "Pinned"));
    let hidden = post
        .is_hidden
        .then(|| badge(Tone::Attention, "Hidden from mentors"));
    let reports = (post.reports > 0).then(|| {
        badge(
            Tone::Danger,
            format!("{} to look at", some(post.reports, "report", "reports")),
        )
    });
    let name = format!("{}, {when}", post.author);
    view! {
        <article aria-label=name>
            <div class="flex items-center gap-3">
                {avatar(&post.author)}
                <div class="min-w-0 mr-auto">
                    <p class="font-semibold wrap-anywhere">{post.author.clone()}</p>
                    <p class="text-sm opacity-80">{format!("{} · {when}", post.author_role)}</p>
                </div>
                <div class="flex flex-wrap justify-end gap-1">{idea} {pinned} {hidden} {reports}</div>
            </div>
            <p class="mt-2 whitespace-pre-line wrap-anywhere">{post.body.clone()}</p>
            <PostActions post desk/>
        </article>
    }
}
