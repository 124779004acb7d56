use super::{blocks_badge, blocks_list};
use crate::client::{Query, loaded, post};
use crate::pages::recognition::staff::names::hours;
use crate::pages::recognition::staff::nav::{HearNav, RecognitionNav};
use crate::session::use_session;
use crate::ui::{Confirm, EmptyState, Form, PageHeader, crumb, icon, open_for, tell};
use crate::wording::{count, day};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{HearActivityView, HearBlock};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/hear`
#[component]
pub fn ActivitiesPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let activities = Query::new(
        move || format!("/hear-activities?scheme_id={scheme}"),
        &[Topic::Recognition],
    );
    let may_edit = untrack(|| session.may_all_of(Action::EditRecognition, scheme));
    let confirming = RwSignal::new(None::<HearActivityView>);
    let new = move || {
        may_edit.then(|| {
            let href = format!("/schemes/{scheme}/recognition/hear/new");
            view! { <a class="btn btn-primary" href=href>{icon(lu::LuPlus)} "New activity"</a> }
        })
    };
    view! {
        <PageHeader
            title="The HEAR"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recognition"), "Recognition")]
            lead="Section 6.1 of the achievement record: what counts as an activity here, and how it is checked. It is confirmed anew each academic year."
        >
            {new()}
        </PageHeader>
        <RecognitionNav scheme/>
        <HearNav scheme/>
        {loaded(activities, move |all: Vec<HearActivityView>| {
            if all.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuBookMarked
                        title="No activity in the register"
                        text="Write down what mentors do here, who verifies it and how. Then students can ask to be entered."
                    >
                        {new()}
                    </EmptyState>
                }
                .into_any();
            }
            let items = all.into_iter().map(|a| item(scheme, a, may_edit, confirming)).collect_view();
            view! { <ul class="grid gap-4">{items}</ul> }.into_any()
        })}
        <ConfirmDialog activity=confirming query=activities/>
    }
}

fn item(
    scheme: SchemeId,
    a: HearActivityView,
    may_edit: bool,
    confirming: RwSignal<Option<HearActivityView>>,
) -> AnyView {
    let base = format!("/schemes/{scheme}/recognition/hear");
    let href = format!("{base}/{}", a.id);
    let label = format!("Confirm {} for {}", a.content.title, a.academic_year);
    let words = format!("Confirm for {}", a.academic_year);
    let due = may_edit && a.blocks.contains(&HearBlock::NotConfirmedThisYear);
    let (title, blocks) = (a.content.title.clone(), a.blocks.clone());
    let (facts, confirmed, figures) = (facts(&a), confirmed(&a), figures(&base, &a));
    let confirm = due.then(|| {
        view! { <button class="btn btn-sm btn-primary mt-3" aria-label=label on:click=move |_| confirming.set(Some(a.clone()))>{words}</button> }
    });
    view! {
        <li class="card p-5 items-start">
            <div class="flex flex-wrap gap-x-3 gap-y-1 items-center w-full">
                <h2 class="text-xl font-bold mr-auto wrap-anywhere"><a class="link" href=href>{title}</a></h2>
                {blocks_badge(&blocks)}
            </div>
            <p class="mt-1 wrap-anywhere">{facts}</p>
            <p class="text-sm opacity-80">{confirmed}</p>
            {blocks_list(&blocks)}
            <ul class="flex flex-wrap gap-x-5 gap-y-1 mt-2">{figures}</ul>
            {confirm}
        </li>
    }
    .into_any()
}

fn facts(a: &HearActivityView) -> String {
    let c = &a.content;
    let verifier = match c.verifier.trim() {
        "" => "nobody yet",
        name => name,
    };
    let mut facts = vec![
        c.category.label().to_owned(),
        format!("at least {}", hours(c.minutes_needed)),
        format!("verified by {verifier}"),
    ];
    facts.extend(c.deadline.map(|d| format!("entries until {}", day(d))));
    facts.join(" · ")
}

fn confirmed(a: &HearActivityView) -> String {
    match (&a.confirmed_for, a.confirmed_at) {
        (Some(year), Some(at)) => {
            let by = a.confirmed_by.as_deref().unwrap_or("staff");
            format!("Confirmed for {year} by {by} on {}", day(at.date_naive()))
        }
        _ => "Not confirmed yet".to_owned(),
    }
}

/// How many entries it has, each figure a link to them.
fn figures(base: &str, a: &HearActivityView) -> AnyView {
    [
        (a.asked, "asked for", "asked"),
        (a.ready, "ready to verify", "asked&ready=true"),
        (a.verified, "verified", "verified"),
    ]
    .into_iter()
    .map(|(n, what, state)| {
        let href = format!("{base}/entries?activity_id={}&state={state}", a.id);
        view! { <li><a class="link" href=href>{format!("{} {what}", count(n))}</a></li> }
    })
    .collect_view()
    .into_any()
}

/// The yearly confirmation that the protocol still holds.
#[component]
fn ConfirmDialog(activity: RwSignal<Option<HearActivityView>>, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("confirm-activity");
    let open = open_for(activity);
    let title = Signal::derive(move || {
        activity.with(|a| {
            a.as_ref().map_or_else(String::new, |a| {
                format!("Confirm {} for {}?", a.content.title, a.academic_year)
            })
        })
    });
    let text = Signal::derive(move || {
        let protocol = activity.with(|a| {
            a.as_ref()
                .map_or_else(String::new, |a| a.content.protocol.clone())
        });
        format!("You say that entries are still checked like this: {protocol}")
    });
    let yes = move |()| {
        let Some(a) = activity.get_untracked() else { return };
        form.run(async move {
            post(format!("/hear-activities/{}/confirmation", a.id))
                .done()
                .await?;
            tell("The activity is confirmed for this academic year.");
            query.reload();
            let _ = open.try_set(false);
            Ok(())
        });
    };
    view! { <Confirm open title text action="Confirm it" form on_yes=yes/> }
}
