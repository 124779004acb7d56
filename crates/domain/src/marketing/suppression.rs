//! Which addresses are not written to any more: what a bounce or a complaint means, and what it adds up to.
//!
//! Reports can be forged, so whoever reads one first finds the message that it is about, by the address that it was returned to.

use super::audience::{AddressState, OptOut};
use chrono::{DateTime, Utc};

/// An enhanced status code (RFC 3463): class, subject and detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusCode {
    /// 2 delivered, 4 a passing failure, 5 a lasting one.
    pub class: u8,
    pub subject: u16,
    pub detail: u16,
}

impl std::str::FromStr for StatusCode {
    type Err = &'static str;

    /// Reads `5.1.1`, and what a comment may add behind it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "A status looks like 5.1.1.";
        let code = text
            .trim()
            .split([' ', '\t', '(', ';'])
            .next()
            .unwrap_or_default();
        let mut parts = code.split('.');
        let mut number = |most: usize| {
            let part = parts.next().ok_or(WRONG)?;
            let plain = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            if plain {
                part.parse::<u16>().map_err(|_| WRONG)
            } else {
                Err(WRONG)
            }
        };
        let (class, subject, detail) = (number(1)?, number(3)?, number(3)?);
        match (class, parts.next()) {
            (2 | 4 | 5, None) => Ok(Self {
                class: class as u8,
                subject,
                detail,
            }),
            _ => Err(WRONG),
        }
    }
}

/// What a report did with the message (RFC 3464, `Action`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Failed,
    Delayed,
    Delivered,
    Relayed,
    Expanded,
}

impl Action {
    /// The action that a word names, whatever its case.
    pub fn named(word: &str) -> Option<Self> {
        let word = word.split([' ', '\t', '(']).next().unwrap_or_default();
        Some(match word.to_ascii_lowercase().as_str() {
            "failed" => Self::Failed,
            "delayed" => Self::Delayed,
            "delivered" => Self::Delivered,
            "relayed" => Self::Relayed,
            "expanded" => Self::Expanded,
            _ => return None,
        })
    }
}

/// What came of one message to one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Delivered,
    /// Still on its way; another report follows.
    Underway,
    /// It came back for a reason that may pass.
    SoftBounce,
    /// It came back because nobody can be reached at this address.
    HardBounce,
    /// The person reported it as unwanted.
    Complaint,
}

/// What a delivery report means for the address.
///
/// Hard is only what says that the address itself does not work: the bad-address codes 5.1.x and the closed mailbox 5.2.1. A full mailbox,
/// a policy, a size or a fault on the way can pass: 5.1.7 to 5.1.9 are about the sender and the relay, and 5.1.4 (ambiguous) is no sign
/// that nobody is there.
pub const fn outcome(action: Action, status: StatusCode) -> Outcome {
    match (action, status) {
        (Action::Delivered | Action::Relayed | Action::Expanded, _) => Outcome::Delivered,
        (Action::Delayed, _) => Outcome::Underway,
        (
            Action::Failed,
            StatusCode {
                class: 5,
                subject: 1,
                detail,
            },
        ) if !matches!(detail, 4 | 5 | 7..=9) => Outcome::HardBounce,
        (
            Action::Failed,
            StatusCode {
                class: 5,
                subject: 2,
                detail: 1,
            },
        ) => Outcome::HardBounce,
        (Action::Failed, _) => Outcome::SoftBounce,
    }
}

/// What a scheme sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuppressionSettings {
    /// Soft bounces in a row after which an address is left alone; 0 means never.
    pub soft_in_a_row: u32,
}

impl Default for SuppressionSettings {
    fn default() -> Self {
        Self { soft_in_a_row: 5 }
    }
}

/// Why an address is not written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suppression {
    Bounced,
    Complained,
}

/// What is known of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressRecord {
    pub soft_in_a_row: u32,
    /// Why and since when it is not written to.
    pub suppressed: Option<(Suppression, DateTime<Utc>)>,
    /// A complaint is an opt out of marketing too, which stays with the person when the address changes.
    pub opted_out: bool,
}

impl AddressRecord {
    /// What is known after one more outcome. No outcome lifts a suppression; a complaint outranks a bounce.
    pub fn after(mut self, outcome: Outcome, at: DateTime<Utc>, settings: SuppressionSettings) -> Self {
        match outcome {
            Outcome::Delivered => self.soft_in_a_row = 0,
            Outcome::Underway => {}
            Outcome::SoftBounce => {
                self.soft_in_a_row = self.soft_in_a_row.saturating_add(1);
                if settings.soft_in_a_row > 0 && self.soft_in_a_row >= settings.soft_in_a_row {
                    self.suppress(Suppression::Bounced, at);
                }
            }
            Outcome::HardBounce => self.suppress(Suppression::Bounced, at),
            Outcome::Complaint => {
                self.suppress(Suppression::Complained, at);
                self.opted_out = true;
            }
        }
        self
    }

    fn suppress(&mut self, why: Suppression, at: DateTime<Utc>) {
        if self.suppressed.is_none_or(|(known, _)| known < why) {
            self.suppressed = Some((why, at));
        }
    }

    /// Staff have checked the address with the person: bounces are forgotten. A complaint is the person's own word and stays.
    pub fn checked(self) -> Self {
        match self.suppressed {
            Some((Suppression::Complained, _)) => self,
            _ => Self {
                opted_out: self.opted_out,
                ..Self::default()
            },
        }
    }

    /// As the audience asks for it.
    pub const fn state(&self) -> AddressState {
        match self.suppressed {
            None => AddressState::Usable,
            Some((Suppression::Bounced, _)) => AddressState::Bounced,
            Some((Suppression::Complained, _)) => AddressState::Complained,
        }
    }

    /// The opt out that follows from what is known of the address.
    pub const fn opt_out(&self) -> OptOut {
        if self.opted_out {
            OptOut::Marketing
        } else {
            OptOut::Nothing
        }
    }
}

#[cfg(test)]
#[path = "suppression_tests.rs"]
mod tests;
