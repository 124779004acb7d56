use super::Desk;
use crate::client::{delete, patch};
use crate::ui::{Form, FormProblem, tell};
use cairn_domain::training::{TrainingPostPatch, TrainingPostView};
use leptos::prelude::*;

/// Reply, report, change, take away; staff also pin and hide, and see to reports.
#[component]
pub fn PostActions(post: TrainingPostView, desk: Desk) -> impl IntoView {
    let form = Form::new("post");
    let tell = tell();
    let id = post.id;
    let about = format!("of {}", post.author);
    let kept = StoredValue::new(post.clone());
    let opens = move |target: RwSignal<Option<TrainingPostView>>, label: &'static str| {
        let name = format!("{label}: the post of {}", kept.with_value(|p| p.author.clone()));
        view! {
            <button class="btn btn-sm btn-ghost" aria-label=name on:click=move |_| target.set(Some(kept.get_value()))>{label}</button>
        }
        .into_any()
    };
    let change = move |patch_: TrainingPostPatch, said: &'static str| {
        form.run(async move {
            patch(format!("/training-posts/{id}"))
                .json(&patch_)
                .done()
                .await?;
            tell(said);
            desk.posts.reload();
            Ok(())
        });
    };
    let unreport = move |said: &'static str| {
        form.run(async move {
            delete(format!("/training-posts/{id}/reports")).done().await?;
            tell(said);
            desk.posts.reload();
            Ok(())
        });
    };
    let does = move |label: &'static str, run: Callback<()>| {
        let name = format!("{label}: the post {}", about.clone());
        view! { <button class="btn btn-sm btn-ghost" aria-label=name on:click=move |_| run.run(())>{label}</button> }.into_any()
    };
    let mut actions = Vec::new();
    if post.parent_id.is_none() {
        actions.push(opens(desk.replying, "Reply"));
    }
    if post.is_mine {
        actions.push(opens(desk.editing, "Edit"));
        actions.push(opens(desk.removing, "Delete"));
    } else if post.reported_by_me && !post.may_moderate {
        let back = Callback::new(move |()| unreport("Your report is taken back."));
        actions.push(does("Take my report back", back));
    } else if !post.may_moderate {
        actions.push(opens(desk.reporting, "Report"));
    }
    if post.may_moderate {
        if post.parent_id.is_none() {
            let (pin, label, said) = if post.is_pinned {
                (false, "Unpin", "It is no longer pinned.")
            } else {
                (true, "Pin", "It stands at the top now.")
            };
            let flip = TrainingPostPatch {
                body: None,
                is_pinned: Some(pin),
                is_hidden: None,
            };
            actions.push(does(label, Callback::new(move |()| change(flip.clone(), said))));
        }
        let (hide, label, said) = if post.is_hidden {
            (false, "Show again", "Mentors can read it again.")
        } else {
            (true, "Hide", "Only its author and staff see it now.")
        };
        let flip = TrainingPostPatch {
            body: None,
            is_pinned: None,
            is_hidden: Some(hide),
        };
        actions.push(does(label, Callback::new(move |()| change(flip.clone(), said))));
        if post.reports > 0 {
            let href = format!("/schemes/{}/training/reports", desk.scheme);
            let name = format!("See the reports: the post of {}", post.author);
            actions.push(
                view! { <a class="btn btn-sm btn-ghost" href=href aria-label=name>"See the reports"</a> }
                    .into_any(),
            );
        }
    }
    view! {
        <div class="flex flex-wrap gap-1 mt-2 -ml-3">{actions}</div>
        <FormProblem form/>
    }
}
