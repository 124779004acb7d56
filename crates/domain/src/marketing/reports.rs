//! Reads what other mail servers send back: delivery reports (RFC 3464) and feedback reports (ARF, RFC 5965), as lines of their
//! machine-readable part. Nothing in them is trusted to be complete, short or well-formed.

use super::suppression::{Action, Outcome, StatusCode, outcome};
use crate::cohorts::is_email;

/// Most recipients that are read of one report; a campaign's message has one.
const MOST: usize = 100;

/// What a report says of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Where the message ended, perhaps after a forward.
    pub final_recipient: String,
    /// Where we sent it to, if the report says so. This is the address to leave alone.
    pub original_recipient: Option<String>,
    pub action: Action,
    pub status: StatusCode,
}

impl DeliveryReport {
    /// The address that we wrote to.
    pub fn address(&self) -> &str {
        self.original_recipient
            .as_deref()
            .unwrap_or(&self.final_recipient)
    }

    /// What it means for the address.
    pub const fn outcome(&self) -> Outcome {
        outcome(self.action, self.status)
    }
}

/// What a feedback report is about (RFC 5965, and `not-spam` of RFC 6430).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feedback {
    Abuse,
    Fraud,
    Virus,
    NotSpam,
    Other,
}

/// A feedback report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackReport {
    pub feedback: Feedback,
    /// Whom the message was for, as far as the report says so; many leave it out for privacy.
    pub recipients: Vec<String>,
}

impl FeedbackReport {
    /// What it means for the address. Somebody who takes our message for a fraud does not want the next one either.
    pub const fn outcome(&self) -> Option<Outcome> {
        match self.feedback {
            Feedback::Abuse | Feedback::Fraud => Some(Outcome::Complaint),
            Feedback::Virus | Feedback::NotSpam | Feedback::Other => None,
        }
    }
}

type Field = (String, String);

/// Fields in groups as blank lines part them; a line that begins with white space goes on with the one before.
fn groups<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<Vec<Field>> {
    let mut groups: Vec<Vec<Field>> = vec![vec![]];
    for line in lines {
        let line = line.trim_end();
        if line.is_empty() {
            groups.push(vec![]);
            continue;
        }
        let folded = line.starts_with([' ', '\t']);
        let Some(group) = groups.last_mut() else { break };
        match (group.last_mut(), line.split_once(':')) {
            (Some((_, value)), _) if folded => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, Some((name, value))) => {
                group.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            (_, None) => {}
        }
    }
    groups.retain(|g| !g.is_empty());
    groups
}

fn value<'a>(group: &'a [Field], name: &str) -> Option<&'a str> {
    group.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

/// The address in `rfc822; name@example.org`. Other types of address are none of ours.
fn typed_address(value: &str) -> Option<String> {
    let (kind, address) = value.split_once(';')?;
    let known = ["rfc822", "utf-8"].contains(&kind.trim().to_ascii_lowercase().as_str());
    known.then(|| bare_address(address)).flatten()
}

fn bare_address(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = text
        .strip_prefix('<')
        .and_then(|t| t.strip_suffix('>'))
        .unwrap_or(text);
    is_email(inner).then(|| inner.to_owned())
}

/// Reads the `message/delivery-status` part of a bounce. Recipients of whom it says too little are passed over.
pub fn delivery_reports<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<DeliveryReport> {
    let report = |group: &Vec<Field>| {
        Some(DeliveryReport {
            final_recipient: typed_address(value(group, "final-recipient")?)?,
            original_recipient: value(group, "original-recipient").and_then(typed_address),
            action: Action::named(value(group, "action")?)?,
            status: value(group, "status")?.parse().ok()?,
        })
    };
    groups(lines).iter().filter_map(report).take(MOST).collect()
}

/// Reads the `message/feedback-report` part of a complaint; `None` when it is none.
pub fn feedback_report<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<FeedbackReport> {
    let fields: Vec<Field> = groups(lines).into_iter().flatten().collect();
    let kind = value(&fields, "feedback-type")?;
    let feedback = match kind.to_ascii_lowercase().as_str() {
        "abuse" => Feedback::Abuse,
        "fraud" => Feedback::Fraud,
        "virus" => Feedback::Virus,
        "not-spam" => Feedback::NotSpam,
        _ => Feedback::Other,
    };
    let recipients = fields
        .iter()
        .filter(|(name, _)| name == "original-rcpt-to")
        .filter_map(|(_, v)| bare_address(v))
        .take(MOST)
        .collect();
    Some(FeedbackReport { feedback, recipients })
}

#[cfg(test)]
#[path = "reports_tests.rs"]
mod tests;
