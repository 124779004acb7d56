use super::nav::TrainingNav;
use crate::client::{Query, delete, loaded, patch};
use crate::ui::{EmptyState, Form, FormProblem, PageHeader, Tone, badge, crumb, tell};
use crate::wording::{ago, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::training::{PostReport, ReportedPost, TrainingPostPatch};
use chrono::SecondsFormat;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/training/reports`: posts that somebody reported, until staff have seen to them.
#[component]
pub fn ReportsPage(scheme: SchemeId) -> impl IntoView {
    let reports = Query::new(
        move || format!("/schemes/{scheme}/training-reports"),
        &[Topic::Training],
    );
    view! {
        <PageHeader
            title="Reported posts"
            crumbs=vec![crumb(format!("/schemes/{scheme}/training"), "Training")]
            lead="Read what was reported. Hide the post, or settle the report when nothing is wrong with it. The author isn't told who reported it."
        />
        <TrainingNav scheme/>
        <section class="card p-5">
            {loaded(reports, move |posts: Vec<ReportedPost>| {
                if posts.is_empty() {
                    return view! {
                        <EmptyState
                            glyph=lu::LuFlag
                            title="No report is waiting"
                            text="When a mentor reports a post under a module, it appears here, and you get a letter."
                        />
                    }
                    .into_any();
                }
                let shown = some(posts.len() as u64, "post to look at", "posts to look at");
                let items = posts
                    .into_iter()
                    .map(|post| view! { <Reported scheme post query=reports/> })
                    .collect_view();
                view! {
                    <p class="opacity-80">{shown}</p>
                    <ul class="divide-y divide-base-300">{items}</ul>
                }
                .into_any()
            })}
        </section>
    }
}

/// One post with what was reported about it, and what to do.
#[component]
fn Reported(scheme: SchemeId, post: ReportedPost, query: Query) -> impl IntoView {
    let form = Form::new("reported-post");
    let tell = tell();
    let id = post.post_id;
    // What comes while this is read waits to be read.
    let seen = post.reports.iter().map(|r| r.reported_at).max();
    let state = match (post.is_removed, post.is_hidden) {
        (true, _) => Some(badge(Tone::Info, "Deleted by its author")),
        (false, true) => Some(badge(Tone::Attention, "Hidden from mentors")),
        (false, false) => None,
    };
    let now = post.words_now.map(|words| {
        view! {
            <p class="mt-2 font-semibold">"Changed since to"</p>
            <p class="whitespace-pre-line wrap-anywhere">{words}</p>
        }
    });
    let reasons = post.reports.into_iter().map(reason).collect_view();
    let settle = move |hides: bool| {
        form.run(async move {
            if hides {
                let hide = TrainingPostPatch {
                    is_hidden: Some(true),
                    ..TrainingPostPatch::default()
                };
                patch(format!("/training-posts/{id}")).json(&hide).done().await?;
            }
            let seen = seen.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
            let until = seen.map(|at| format!("?seen_until={at}")).unwrap_or_default();
            delete(format!("/training-posts/{id}/reports{until}"))
                .done()
                .await?;
            tell(if hides {
                "The post is hidden, and the report is settled."
            } else {
                "The report is settled."
            });
            query.reload();
            Ok(())
        });
    };
    let author = post.author.clone();
    let named = move |what: &str| format!("{what}: the post of {author}");
    let hide = (!post.is_removed && !post.is_hidden).then(|| {
        let name = named("Hide the post");
        view! { <button class="btn btn-sm btn-primary" aria-label=name on:click=move |_| settle(true)>"Hide the post"</button> }
    });
    let talk = format!("/schemes/{scheme}/training/modules/{}/posts", post.module_id);
    let name = named("Settle the report");
    view! {
        <li class="py-4">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h2 class="font-bold text-lg mr-auto wrap-anywhere">{post.author}</h2>
                {state}
            </div>
            <p class="text-sm opacity-80">"Under " <a class="link" href=talk>{post.module_title}</a></p>
            <blockquote class="mt-2 pl-4 border-l-2 border-base-300 whitespace-pre-line wrap-anywhere">{post.reported_words}</blockquote>
            {now}
            <ul class="mt-2">{reasons}</ul>
            <div class="flex flex-wrap gap-2 mt-3">
                {hide}
                <button class="btn btn-sm" aria-label=name on:click=move |_| settle(false)>"Settle the report"</button>
            </div>
            <FormProblem form/>
        </li>
    }
}

fn reason(r: PostReport) -> impl IntoView {
    let who = format!("{}, {}", r.reported_by, ago(r.reported_at));
    let words = r.words.map(|words| {
        view! {
            <p class="text-sm mt-1">"About these words"</p>
            <blockquote class="pl-4 border-l-2 border-base-300 whitespace-pre-line wrap-anywhere">{words}</blockquote>
        }
    });
    view! {
        <li class="py-1">
            <span class="font-semibold wrap-anywhere">{r.reason}</span>
            <span class="text-sm opacity-80">{format!(" · {who}")}</span>
            {words}
        </li>
    }
}
