//! How a campaign moves from a draft to sent or stopped, who may approve it, and what may still be changed on the way.

use crate::cohorts::vocabulary::words;
use serde::{Deserialize, Serialize};

words! {
    /// Where a campaign stands.
    CampaignState {
        Draft = "draft", "Being written";
        Waiting = "waiting", "Waiting for approval";
        Approved = "approved", "Approved, waiting for its time";
        Sending = "sending", "Being sent";
        Paused = "paused", "Paused";
        Sent = "sent", "Sent";
        Stopped = "stopped", "Stopped";
    }
    /// What can happen to a campaign.
    CampaignEvent {
        Submit = "submit", "Ask for approval";
        TakeBack = "take_back", "Take back to change it";
        SendBack = "send_back", "Send back with comments";
        Approve = "approve", "Approve";
        Start = "start", "Start sending";
        Pause = "pause", "Pause";
        Resume = "resume", "Go on sending";
        Finish = "finish", "Everybody has been dealt with";
        Stop = "stop", "Stop for good";
    }
    /// What of a campaign somebody may want to change.
    CampaignPart {
        Name = "name", "Name in the list";
        Goal = "goal", "Goal";
        Audience = "audience", "Audience";
        Channels = "channels", "Channels";
        Wording = "wording", "Wording";
        Schedule = "schedule", "When it is sent";
        Pace = "pace", "How fast it is sent";
        Cost = "cost", "What it cost";
    }
}

/// Why a campaign can't do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignRefusal {
    NotApproved,
    /// Who wrote it may not approve it alone.
    OwnWork,
    NotWaiting,
    AlreadyWaiting,
    AlreadyApproved,
    NotSending,
    AlreadySending,
    /// Some people have it already.
    Begun,
    /// A draft has nothing to stop.
    Draft,
    Sent,
    Stopped,
}

impl CampaignRefusal {
    /// What happened and what to do next.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotApproved => "This campaign has not been approved yet. Ask for approval first.",
            Self::OwnWork => "You wrote this campaign, so somebody else has to approve it.",
            Self::NotWaiting => "This campaign is not waiting for approval.",
            Self::AlreadyWaiting => {
                "This campaign is waiting for approval. Take it back if you want to change it."
            }
            Self::AlreadyApproved => {
                "This campaign is approved as it stands. Take it back if you want to change it; it then needs approval again."
            }
            Self::NotSending => "This campaign is not being sent at the moment.",
            Self::AlreadySending => "This campaign is being sent already.",
            Self::Begun => {
                "Some people have this campaign already, so this can't be changed any more. Stop it and make a copy instead."
            }
            Self::Draft => "This campaign is a draft, so nothing is being sent. You can delete it.",
            Self::Sent => "This campaign has been sent. Make a copy if you want to use it again.",
            Self::Stopped => "This campaign was stopped for good. Make a copy if you want to use it again.",
        }
    }
}

/// Who stands behind an event, as far as approval asks. The default is the strict case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The person wrote the campaign, or changed it since it was last approved.
    pub wrote_it: bool,
    /// The scheme lets people approve what they wrote themselves.
    pub writers_may_approve: bool,
}

impl Default for Hand {
    fn default() -> Self {
        Self {
            wrote_it: true,
            writers_may_approve: false,
        }
    }
}

impl Hand {
    /// Whether this person may approve this campaign.
    pub const fn may_approve(self) -> bool {
        !self.wrote_it || self.writers_may_approve
    }
}

impl CampaignState {
    /// Where an event leads. Approval is of the campaign as it stands: whoever changes it takes it back to a draft first.
    ///
    /// # Errors
    /// Why not, when the event does not fit the state, or when writers may not approve their own work.
    pub fn next(self, event: CampaignEvent, hand: Hand) -> Result<Self, CampaignRefusal> {
        use CampaignEvent as E;
        use CampaignRefusal as R;
        use CampaignState as S;
        Ok(match (self, event) {
            (S::Sent, _) => return Err(R::Sent),
            (S::Stopped, _) => return Err(R::Stopped),
            (S::Draft, E::Submit) => S::Waiting,
            (S::Waiting, E::Approve) if !hand.may_approve() => return Err(R::OwnWork),
            (S::Waiting, E::Approve) => S::Approved,
            (S::Waiting, E::TakeBack | E::SendBack) => S::Draft,
            (S::Approved, E::TakeBack) => S::Draft,
            (S::Approved, E::Start) => S::Sending,
            (S::Sending, E::Pause) => S::Paused,
            (S::Sending, E::Finish) => S::Sent,
            (S::Paused, E::Resume) => S::Sending,
            (S::Waiting | S::Approved | S::Sending | S::Paused, E::Stop) => S::Stopped,
            (S::Draft, E::Stop) => return Err(R::Draft),
            (S::Draft | S::Waiting, E::Start | E::Resume) => return Err(R::NotApproved),
            (S::Waiting, E::Submit) => return Err(R::AlreadyWaiting),
            (S::Approved, E::Submit | E::Approve) => return Err(R::AlreadyApproved),
            (S::Sending, E::Start | E::Resume) => return Err(R::AlreadySending),
            (S::Sending | S::Paused, E::Submit | E::TakeBack | E::Start) => return Err(R::Begun),
            (_, E::Pause | E::Resume | E::Finish) => return Err(R::NotSending),
            (_, E::Approve | E::SendBack | E::TakeBack) => return Err(R::NotWaiting),
        })
    }

    /// Whether a part may be changed now. What an approver looks at, or has agreed to, stays as it is; a draft is free. The name in the
    /// list and the cost never reach a recipient, so they stay open.
    ///
    /// # Errors
    /// Why not, and what to do instead.
    pub const fn may_change(self, part: CampaignPart) -> Result<(), CampaignRefusal> {
        match (self, part) {
            (_, CampaignPart::Name | CampaignPart::Cost) | (Self::Draft, _) => Ok(()),
            (Self::Waiting | Self::Approved | Self::Sending | Self::Paused, CampaignPart::Pace) => Ok(()),
            (Self::Waiting, _) => Err(CampaignRefusal::AlreadyWaiting),
            (Self::Approved, _) => Err(CampaignRefusal::AlreadyApproved),
            (Self::Sending | Self::Paused, _) => Err(CampaignRefusal::Begun),
            (Self::Sent, _) => Err(CampaignRefusal::Sent),
            (Self::Stopped, _) => Err(CampaignRefusal::Stopped),
        }
    }

    /// Whether the next message may go out at this moment. The sender asks before each one, so a pause or a stop takes hold at once.
    pub const fn sends(self) -> bool {
        matches!(self, Self::Sending)
    }

    /// Whether nothing can happen any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Sent | Self::Stopped)
    }

    /// Whether somebody may have had a message from it.
    pub const fn has_begun(self) -> bool {
        matches!(self, Self::Sending | Self::Paused | Self::Sent | Self::Stopped)
    }
}

#[cfg(test)]
#[path = "campaign_tests.rs"]
mod tests;
