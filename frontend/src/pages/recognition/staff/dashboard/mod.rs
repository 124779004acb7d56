//! How recognition goes: what waits for the reader first, then the totals, then where mentors stand with each award.

mod awards;
mod charts;
mod waiting;

use super::filters::{AwardFilter, in_scheme};
use super::names::{hours, whole_hours};
use super::nav::RecognitionNav;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::pages::training::staff::{ExportButtons, ProgrammeFilter};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, Stat, Tone, icon};
use crate::wording::count;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{RecognitionDashboard, RecognitionFilter};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition`
#[component]
pub fn DashboardPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let dashboard = Query::new(
        move || {
            format!(
                "/recognition-dashboard{}",
                in_scheme(scheme, address, &["programme_id"])
            )
        },
        &[Topic::Recognition, Topic::Training, Topic::Cohort],
    );
    let export = Signal::derive(move || {
        format!(
            "/recognition-dashboard{}",
            in_scheme(scheme, address, &["programme_id"])
        )
    });
    let confirm = untrack(|| session.may_in(Action::ConfirmEvidence, scheme)).then(|| {
        let href = format!("/schemes/{scheme}/recognition/evidence?state=waiting");
        view! { <a class="btn btn-primary" href=href>{icon(lu::LuClipboardCheck)} "Confirm evidence"</a> }
    });
    view! {
        <PageHeader title="Recognition" eyebrow=untrack(|| session.scheme_name(scheme))>
            <ExportButtons path=export name="recognition-figures"/>
            {confirm}
        </PageHeader>
        <RecognitionNav scheme/>
        <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-4">
            <ProgrammeFilter scheme/>
            <AwardFilter scheme/>
        </div>
        {loaded(dashboard, move |d: RecognitionDashboard| {
            if d.mentors == 0 {
                return view! { <NoMentors scheme/> }.into_any();
            }
            view! {
                <div class="grid gap-5">
                    <waiting::Waiting scheme w=d.waiting.clone()/>
                    <Totals d=d.clone()/>
                    <awards::Awards scheme mentors=d.mentors awards=d.awards.clone()/>
                    <charts::Charts scheme d/>
                </div>
            }
            .into_any()
        })}
    }
}

#[component]
fn Totals(d: RecognitionDashboard) -> impl IntoView {
    let h = d.hours;
    let (waiting, tone) = match h.waiting_minutes {
        0 => ("none wait for staff".to_owned(), Tone::Plain),
        n => (
            format!("{} wait for staff", hours(u32::try_from(n).unwrap_or(u32::MAX))),
            Tone::Attention,
        ),
    };
    let earned: u32 = d.awards.iter().map(|a| a.ready).sum();
    let has: u32 = d.awards.iter().map(|a| a.has).sum();
    view! {
        <dl class="grid grid-cols-1 min-[360px]:grid-cols-2 lg:grid-cols-4 gap-3 sm:gap-4">
            <Stat label="Mentors" value=count(d.mentors) note="in what you see here"/>
            <Stat label="Awards given" value=count(has) note=format!("{} earned, not given yet", count(earned)) tone=Tone::Good/>
            <Stat label="Confirmed" value=whole_hours(h.confirmed_minutes) note=waiting tone/>
            <Stat
                label="What hours count for"
                value=whole_hours(h.hear_minutes)
                note=format!("for the HEAR; {} for credit", whole_hours(h.credit_minutes))
            />
        </dl>
    }
}

#[component]
fn NoMentors(scheme: SchemeId) -> impl IntoView {
    view! {
        <EmptyState
            glyph=lu::LuAward
            title="No mentors here yet"
            text="As soon as the scheme has mentors, you see here how far each of them is. Take the filter away, or bring mentors in from a file."
        >
            <a class="btn btn-primary" href=format!("/schemes/{scheme}/people?role=mentor")>"See the people"</a>
        </EmptyState>
    }
}

/// The list of mentors who stand somewhere with an award.
pub fn mentors_href(
    scheme: SchemeId,
    award: &str,
    who: Option<RecognitionFilter>,
    programme: &str,
) -> String {
    let pairs = [
        ("award_id", award),
        ("filter", who.map_or("", RecognitionFilter::as_str)),
        ("programme_id", programme),
    ];
    let pairs = pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    format!(
        "/schemes/{scheme}/recognition/mentors{}",
        crate::address::joined(pairs)
    )
}
