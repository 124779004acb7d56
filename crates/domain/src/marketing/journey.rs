//! Keep-warm journeys: which step a person gets next, and when. A pure answer that can be asked for at any time and as often as one likes.
//!
//! Rules: at most one automated message in a week, none in the quiet hours, none after a reply or an opt out, every step at most once, and
//! who joins late gets no flood: steps that are long past are left out.

use super::quiet::{Quiet, next_allowed};
use crate::cohorts::vocabulary::words;
use crate::recruitment::application::moment;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// A date in the life of a new student that a step can hang on.
    Milestone {
        Offer = "offer", "Offer";
        Confirmation = "confirmation", "Place confirmed";
        Enrolment = "enrolment", "Enrolment";
        FirstWeek = "first_week", "First week";
    }
    /// Why a person gets no more steps.
    JourneyStop {
        Replied = "replied", "Replied";
        OptedOut = "opted_out", "Opted out";
        Left = "left", "Left the scheme";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

/// What a step hangs on: a date of the person, or something that happened to them, named by the scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    Milestone(Milestone),
    Event(String),
}

/// One message of a journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Stays the same when the journey is edited, so that nobody gets a step twice.
    pub key: String,
    pub anchor: Anchor,
    /// Days after the anchor's date; negative for days before.
    pub days: i32,
    /// Time of day on the wall clock of the scheme.
    pub at: NaiveTime,
    /// The last day on which this step still makes sense, as the date of another anchor: "looking forward to meeting you" is not sent
    /// after the first week.
    pub not_after: Option<Anchor>,
}

/// An automated message that a person has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Had {
    /// The step's key; `None` for a message of another journey, which counts for the gap alone.
    pub step: Option<String>,
    pub at: DateTime<Utc>,
}

/// What a scheme sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JourneySettings {
    /// Days between two automated messages.
    pub gap_days: u16,
    /// A step that could only go out more than so many days late is left out.
    pub late_days: u16,
    pub quiet: Quiet,
}

impl Default for JourneySettings {
    /// One a week, none at night, and at most ten days late, so that one that had to wait for its week still goes out.
    fn default() -> Self {
        Self {
            gap_days: 7,
            late_days: 10,
            quiet: Quiet::default(),
        }
    }
}

/// What comes next for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The step's key and the earliest moment it may go out: now, or later.
    pub next: Option<(String, DateTime<Utc>)>,
    /// Steps that this person does not get any more, because their time is over.
    pub left_out: Vec<String>,
}

impl Plan {
    /// The step to send at this moment, if there is one.
    pub fn due(&self, now: DateTime<Utc>) -> Option<&str> {
        self.next
            .as_ref()
            .filter(|(_, at)| *at <= now)
            .map(|(key, _)| key.as_str())
    }
}

/// Which step a person gets next, and when, from the dates that are known of them and what they have had already.
///
/// Steps go out in the order of their own dates. One whose anchor has no date yet waits. Whoever sends holds the person's row while they
/// ask and record, so that two machines, or two journeys of one person, don't both take the week.
pub fn plan<Z: TimeZone>(
    steps: &[Step],
    dates: &BTreeMap<Anchor, NaiveDate>,
    had: &[Had],
    stopped: Option<JourneyStop>,
    settings: &JourneySettings,
    zone: &Z,
    now: DateTime<Utc>,
) -> Plan {
    let mut plan = Plan::default();
    if stopped.is_some() {
        return plan;
    }
    let done: BTreeSet<&str> = had.iter().filter_map(|h| h.step.as_deref()).collect();
    let free = had
        .iter()
        .filter_map(|h| h.at.checked_add_signed(Duration::days(settings.gap_days.into())))
        .max();
    let mut waiting: Vec<(DateTime<Utc>, &Step)> = steps
        .iter()
        .filter(|s| !done.contains(s.key.as_str()))
        .filter_map(|s| Some((own_moment(s, dates, zone)?, s)))
        .collect();
    waiting.sort_by_key(|(own, _)| *own);
    for (own, step) in waiting {
        let earliest = free.map_or(now, |free| free.max(now)).max(own);
        let at = next_allowed(earliest, zone, settings.quiet);
        let late = at - own > Duration::days(settings.late_days.into());
        let last = step.not_after.as_ref().and_then(|a| dates.get(a));
        let pointless = last.is_some_and(|day| at.with_timezone(zone).date_naive() > *day);
        if late || pointless {
            plan.left_out.push(step.key.clone());
        } else {
            plan.next = Some((step.key.clone(), at));
            break;
        }
    }
    plan
}

/// The moment a step is meant for, if its anchor has a date.
fn own_moment<Z: TimeZone>(
    step: &Step,
    dates: &BTreeMap<Anchor, NaiveDate>,
    zone: &Z,
) -> Option<DateTime<Utc>> {
    let days = Duration::try_days(step.days.into())?;
    let day = dates.get(&step.anchor)?.checked_add_signed(days)?;
    Some(moment(zone, day.and_time(step.at)))
}

/// What is wrong with a journey, as JSON pointer and sentence: asked when it is saved.
pub fn faults(steps: &[Step], settings: &JourneySettings) -> Vec<(String, String)> {
    let mut faults = vec![];
    let mut keys = BTreeSet::new();
    for (n, step) in steps.iter().enumerate() {
        let mut fault = |at: &str, why: String| faults.push((format!("/steps/{n}/{at}"), why));
        if !keys.insert(step.key.as_str()) {
            fault(
                "key",
                "Two steps have the same key. Each needs its own.".to_owned(),
            );
        }
        if step.days.unsigned_abs() > 730 {
            fault(
                "days",
                "A step is at most two years away from its date.".to_owned(),
            );
        }
        if settings.quiet.covers(step.at) {
            let until = settings.quiet.until.format("%H:%M");
            fault(
                "at",
                format!("Nothing is sent in the quiet hours. Choose a time from {until} on."),
            );
        }
        let gap = u32::from(settings.gap_days);
        let near = |other: &&Step| other.anchor == step.anchor && other.days.abs_diff(step.days) < gap;
        if steps.iter().take(n).any(|other| near(&other)) {
            fault(
                "days",
                format!(
                    "This step is less than {gap} days away from another one, so it would wait. Move one of them."
                ),
            );
        }
    }
    faults
}

#[cfg(test)]
#[path = "journey_tests.rs"]
mod tests;
