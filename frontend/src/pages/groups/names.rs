//! How groups' facts are shown on every page that has them.

use crate::ui::{Tone, badge, icon};
use crate::wording::{count, some};
use cairn_domain::groups::formation::Metrics;
use cairn_domain::groups::{GroupAlert, ProposalState, ProposalSummary};
use icondata_lu as lu;
use leptos::prelude::*;

pub const fn alert_tone(alert: GroupAlert) -> Tone {
    match alert {
        GroupAlert::NoMentor | GroupAlert::KeptApart => Tone::Danger,
        GroupAlert::MentorNotCleared | GroupAlert::ClearanceEndsSoon | GroupAlert::RematchAsked => {
            Tone::Attention
        }
        GroupAlert::BelowMinimum | GroupAlert::AboveMaximum => Tone::Info,
        GroupAlert::Under18 => Tone::Plain,
    }
}

/// How far a proposal has come, as a badge.
pub fn state_badge(p: &ProposalSummary) -> AnyView {
    if p.is_overtaken() {
        badge(Tone::Plain, "Overtaken")
    } else {
        badge(state_tone(p.state), p.state.label())
    }
}

/// Said once of a draft whose mentees were given groups since, with what can be done.
pub fn overtaken(p: &ProposalSummary) -> Option<AnyView> {
    let all = p.metrics.as_ref().map_or(0, |m| m.mentees_placed);
    let (title, what) = if all <= p.placed_since {
        (
            "Other groups were published for these people since.",
            "There is nothing left to do here.".to_owned(),
        )
    } else {
        (
            "Some of these people were given a group since.",
            format!(
                "{} of {}. Propose groups again for those who are left.",
                count(p.placed_since),
                some(all, "mentee", "mentees"),
            ),
        )
    };
    p.is_overtaken().then(|| {
        view! {
            <div class="alert alert-info alert-soft items-start mt-3" role="status">
                {icon(lu::LuInfo)}
                <p><span class="font-bold">{title}</span>" "{what}</p>
            </div>
        }
        .into_any()
    })
}

const fn state_tone(state: ProposalState) -> Tone {
    match state {
        ProposalState::Forming | ProposalState::Draft => Tone::Info,
        ProposalState::Published => Tone::Good,
        ProposalState::Discarded => Tone::Plain,
        ProposalState::Failed => Tone::Danger,
    }
}

/// The match score as a share of the best possible: 1 when nothing can be better.
pub fn match_share(m: &Metrics) -> f64 {
    if m.best_mentor_score > 0 {
        m.mentor_score as f64 / m.best_mentor_score as f64
    } else {
        1.0
    }
}

/// Share of pairs in a group who also share a tutor group.
pub fn same_tutor_share(m: &Metrics) -> f64 {
    if m.pairs > 0 {
        m.same_tutor_pairs as f64 / m.pairs as f64
    } else {
        0.0
    }
}
