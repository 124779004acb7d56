use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{PageHeader, Section, Stat, Tone, badge};
use crate::wording::{count, day, some};
use cairn_domain::cohorts::{NextStep, Phase, SchemeDates, SchemeOverview};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use leptos::prelude::*;

/// `/schemes/:scheme`: where the scheme is, and the one thing to do next.
#[component]
pub fn OverviewPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let overview = Query::new(
        move || format!("/schemes/{scheme}/overview"),
        &[Topic::Cohort, Topic::Groups, Topic::Proposal],
    );
    loaded(overview, move |o: SchemeOverview| {
        let name = untrack(|| session.me())
            .map(|me| me.profile.first_name().to_owned())
            .unwrap_or_default();
        let title = format!("Hello {name}. This is {}.", o.scheme.input.name);
        let eyebrow = format!("{} · {}", o.scheme.input.academic_year, o.scheme.phase.label());
        let unplaced = o.mentees.saturating_sub(o.mentees_placed);
        let placed_note = match (o.groups, unplaced) {
            (0, _) => "no groups published yet".to_owned(),
            (_, 0) => format!("everybody, in {}", some(o.groups, "group", "groups")),
            (groups, _) => format!(
                "in {}; {} without a place",
                some(groups, "group", "groups"),
                count(unplaced)
            ),
        };
        let waiting = o.mentors.saturating_sub(o.mentors_cleared);
        let cleared = if o.mentors == 0 {
            "none here".to_owned()
        } else if waiting == 0 {
            "all cleared".to_owned()
        } else {
            format!("{} not cleared yet", count(waiting))
        };
        view! {
            <PageHeader title eyebrow/>
            <NextStepCard step=o.next_step/>
            <dl class="grid grid-cols-1 min-[360px]:grid-cols-2 lg:grid-cols-4 gap-3 sm:gap-4 mt-5">
                <Stat label="Mentees" value=count(o.mentees) note=format!("{} withdrawn", count(o.withdrawn))/>
                <Stat label="Mentors" value=count(o.mentors) note=cleared/>
                <Stat label="Mentees placed" value=count(o.mentees_placed) note=placed_note/>
                <Stat
                    label="Signed up"
                    value=count(o.signed_up)
                    note=format!("{} invited", count(o.invited))
                />
            </dl>
            <div class="grid gap-5 lg:grid-cols-2 mt-5 items-start">
                <Waiting scheme rematch=o.rematch_open proposals=o.proposals_open under_18=o.under_18/>
                <Dates dates=o.scheme.input.dates phase=o.scheme.phase/>
            </div>
        }
        .into_any()
    })
}

#[component]
fn NextStepCard(step: NextStep) -> impl IntoView {
    view! {
        <section class="card p-5 sm:p-6 bg-primary text-primary-content border-0 sm:flex-row sm:items-center gap-4">
            <div class="mr-auto">
                <h2 class="text-sm font-semibold">"Do this next"</h2>
                <p class="text-xl sm:text-2xl font-semibold mt-1">{step.title}</p>
                <p class="mt-1">{step.detail}</p>
            </div>
            <a class="btn bg-base-100 text-base-content border-0 shrink-0" href=step.href>{step.action}</a>
        </section>
    }
}

/// What waits for a decision.
#[component]
fn Waiting(scheme: SchemeId, rematch: u64, proposals: u64, under_18: u64) -> impl IntoView {
    let line = move |n: u64, words: String, path: &str, tone: Tone| {
        (n > 0).then(|| {
            view! {
                <li class="py-3 flex items-center gap-3">
                    <a class="link mr-auto" href=format!("/schemes/{scheme}/{path}")>{words}</a>
                    {badge(tone, count(n))}
                </li>
            }
        })
    };
    // What somebody else decides does not wait for this person.
    let session = use_session();
    let mine = |action: Action, n: u64| if untrack(|| session.may(action)) { n } else { 0 };
    let (rematch, proposals) = (
        mine(Action::DecideRematch, rematch),
        mine(Action::ReadProposals, proposals),
    );
    let nothing = (rematch + proposals + under_18 == 0)
        .then(|| view! { <p class="py-2">"Nothing waits for you. Well done."</p> });
    view! {
        <Section title="What waits for you">
            {nothing}
            <ul class="divide-y divide-base-300">
                {line(rematch, some(rematch, "person asks for another mentor", "people ask for another mentor"), "rematch", Tone::Attention)}
                {line(proposals, some(proposals, "proposal to look at", "proposals to look at"), "proposals", Tone::Info)}
                {line(under_18, some(under_18, "person is under 18", "people are under 18"), "groups?alert=under_18", Tone::Plain)}
            </ul>
        </Section>
    }
}

#[component]
fn Dates(dates: SchemeDates, phase: Phase) -> impl IntoView {
    let line = |name: &'static str, date: Option<chrono::NaiveDate>| {
        let words = date.map_or_else(|| "not set".to_owned(), day);
        view! {
            <div class="py-2 flex gap-4">
                <dt class="mr-auto">{name}</dt>
                <dd class="font-semibold">{words}</dd>
            </div>
        }
    };
    view! {
        <Section title="The year" aside=badge(Tone::Info, phase.label())>
            <dl class="divide-y divide-base-300">
                {line("Recruitment opens", dates.recruitment_opens)} {line("Contact before enrolment", dates.pre_enrolment_opens)}
                {line("Enrolment", dates.enrolment)} {line("Census", dates.census)} {line("The scheme ends", dates.ends)}
            </dl>
        </Section>
    }
}
