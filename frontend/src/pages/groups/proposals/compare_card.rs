use super::publish::PublishButton;
use crate::pages::groups::names::{match_share, overtaken, same_tutor_share, state_badge};
use crate::ui::Meter;
use crate::wording::{count, percent, some};
use cairn_domain::groups::formation::{Metrics, Strategy};
use cairn_domain::groups::{ProposalState, ProposalSummary};
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// One side of a comparison: each figure beside the best it could be.
#[component]
pub fn CompareCard(
    scheme: SchemeId,
    proposal: ProposalSummary,
    most_alone: usize,
    may_publish: bool,
) -> impl IntoView {
    let p = proposal;
    let href = format!("/schemes/{scheme}/proposals/{}", p.id);
    let figures = p
        .metrics
        .clone()
        .map(|m| view! { <Figures m strategy=p.strategy most_alone/> });
    let (state, notice) = (state_badge(&p), overtaken(&p));
    let inside = if p.is_overtaken() {
        "Look inside"
    } else {
        "Look inside and adjust"
    };
    let publish = (may_publish && p.state == ProposalState::Draft && !p.is_overtaken())
        .then(|| view! { <PublishButton scheme proposal=p.clone() label="Publish this one"/> });
    view! {
        <section class="card p-5 sm:p-6">
            <div class="flex items-start justify-between gap-3">
                <div class="min-w-0">
                    <h2 class="text-2xl font-bold wrap-anywhere">{p.name}</h2>
                    <p class="opacity-80">{p.strategy.label()}</p>
                </div>
                {state}
            </div>
            {notice}
            {figures}
            <div class="flex flex-wrap gap-2 mt-4">{publish} <a class="btn" href=href>{inside}</a></div>
        </section>
    }
}

#[component]
fn Figures(m: Metrics, strategy: Strategy, most_alone: usize) -> impl IntoView {
    let same = same_tutor_share(&m);
    let same_note = if strategy == Strategy::AlignedTutor {
        format!(
            "{} of {} mentees stay with their tutor group",
            count(m.kept_with_tutor_group),
            count(m.mentees_placed)
        )
    } else if m.same_tutor_pairs == m.fewest_same_tutor_pairs {
        "the fewest possible with these sizes".to_owned()
    } else {
        format!(
            "{} pairs; the fewest possible is {}",
            count(m.same_tutor_pairs),
            count(m.fewest_same_tutor_pairs)
        )
    };
    let fit = match_share(&m);
    let alone = m.isolated.len();
    let alone_note = match alone {
        0 => "nobody is the only one of their kind in a group",
        _ => "for example the only commuter in a group; each is listed inside",
    };
    let alone_share = if most_alone > 0 {
        alone as f64 / most_alone as f64
    } else {
        0.0
    };
    let unplaced = if m.mentees_unplaced == 0 {
        "everybody has a place".to_owned()
    } else {
        "each listed inside, with the smallest change that helps".to_owned()
    };
    view! {
        <dl class="mt-4 divide-y divide-base-300">
            <Meter label="Pairs who share a tutor group" shown=percent(same) share=same note=same_note/>
            <Meter
                label="New ties across the cohort"
                shown=percent(m.new_tie_rate)
                share=m.new_tie_rate
                note=format!("best possible with these sizes: {}", percent(m.best_new_tie_rate))
                class="progress progress-secondary h-2 w-full"
            />
            <Meter
                label="Match score"
                shown=percent(fit)
                share=fit
                note=format!("{} of {}: mentors who share interests, hours and background", m.mentor_score, m.best_mentor_score)
            />
            <Meter
                label="People alone in something that matters"
                shown=alone.to_string()
                share=alone_share
                note=alone_note
                class="progress progress-warning h-2 w-full"
            />
            <Line
                label="Mentees for each mentor"
                value=format!("{:.1}", m.load_mean)
                note=format!("from {} to {}; {} in reserve", m.load_min, m.load_max, some(m.mentors_spare, "mentor", "mentors"))
            />
            <Line label="Without a place" value=count(m.mentees_unplaced) note=unplaced/>
        </dl>
    }
}

#[component]
fn Line(label: &'static str, value: String, note: String) -> impl IntoView {
    view! {
        <div class="py-3 grid grid-cols-[1fr_auto] gap-x-4">
            <dt>{label}</dt>
            <dd class="font-bold text-right">{value}</dd>
            <dd class="col-span-2 text-sm opacity-80">{note}</dd>
        </div>
    }
}
