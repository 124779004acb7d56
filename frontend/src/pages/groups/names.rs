//! How groups' facts are shown on every page that has them.

use crate::ui::Tone;
use cairn_domain::groups::formation::Metrics;
use cairn_domain::groups::{GroupAlert, ProposalState};

pub const fn alert_tone(alert: GroupAlert) -> Tone {
    match alert {
        GroupAlert::NoMentor => Tone::Danger,
        GroupAlert::MentorNotCleared | GroupAlert::ClearanceEndsSoon | GroupAlert::RematchAsked => {
            Tone::Attention
        }
        GroupAlert::BelowMinimum | GroupAlert::AboveMaximum => Tone::Info,
        GroupAlert::Under18 => Tone::Plain,
    }
}

pub const fn state_tone(state: ProposalState) -> Tone {
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
