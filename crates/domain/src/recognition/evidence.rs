//! Evidence of what a mentor did: where it comes from, who may confirm it, and what it counts for.
//!
//! Nobody confirms their own work, and no hour counts twice: both rules live here.

use crate::cohorts::vocabulary::words;
use crate::ids::PersonId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What somebody did.
    EvidenceKind {
        Hours = "hours", "Hours of mentoring work";
        Meeting = "meeting", "Meeting held";
        Contact = "contact", "Contact with mentees";
        Reflection = "reflection", "Reflection";
        Thanks = "thanks", "Thanks from a mentee";
        SignOff = "sign_off", "Signed off by staff";
        Training = "training", "Training";
    }
    /// Who or what says so.
    EvidenceSource {
        /// The mentor wrote it down; it counts once staff have confirmed it.
        Mentor = "mentor", "Written down by the mentor";
        Mentee = "mentee", "Said by a mentee";
        Staff = "staff", "Recorded by staff";
        System = "system", "Reported by another system";
        Training = "training", "From the training record";
    }
    /// Whether it counts.
    EvidenceState {
        Waiting = "waiting", "Waits for staff";
        Confirmed = "confirmed", "Confirmed";
        Refused = "refused", "Not confirmed";
        Withdrawn = "withdrawn", "Taken back";
    }
    /// What staff say to a piece of evidence.
    EvidenceDecision {
        Confirm = "confirm", "Confirm";
        Refuse = "refuse", "Don't confirm";
    }
    /// What hours count for. The same hours never count for both.
    HoursUse {
        Hear = "hear", "The HEAR";
        Credit = "credit", "Academic credit";
    }
}

/// Why a step with evidence is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceRefusal {
    /// Nobody confirms their own work.
    OwnWork,
    /// It was taken back.
    Withdrawn,
    /// It is part of something that was verified or signed off.
    Locked,
    /// Only what waits can be changed or taken back by who wrote it.
    Settled,
    /// No reason was given for not confirming.
    NoReason,
    /// The same work is confirmed already, in another piece.
    SaidTwice,
    /// More hours than a day has.
    DayTooLong,
    /// Another piece of the same day may be the same work.
    MayBeTwice,
}

impl EvidenceRefusal {
    /// The refusal as a person reads it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::OwnWork => "This is your own work. Somebody else has to look at it.",
            Self::Withdrawn => "The mentor took this back.",
            Self::Locked => "This is part of an entry that was verified or signed off. Undo that first.",
            Self::Settled => "Staff have looked at this already, so it can't be changed any more.",
            Self::NoReason => "Say why, so that the mentor can learn from it.",
            Self::SaidTwice => {
                "The same words and minutes for the same day stand in another piece of this mentor. Ask them to say how the two differ."
            }
            Self::DayTooLong => "This mentor has more than 24 hours written down for this day.",
            Self::MayBeTwice => {
                "Another piece of that day may be the same work. If it is other work, say so, and it is confirmed."
            }
        }
    }
}

/// What a decision of staff makes of a piece of evidence.
///
/// # Errors
/// Own work, taken back, locked by something that relies on it, or a refusal without a reason.
pub fn decide(
    state: EvidenceState,
    decision: EvidenceDecision,
    by: PersonId,
    mentor: PersonId,
    is_locked: bool,
    reason: &str,
) -> Result<EvidenceState, EvidenceRefusal> {
    if by == mentor {
        return Err(EvidenceRefusal::OwnWork);
    }
    if state == EvidenceState::Withdrawn {
        return Err(EvidenceRefusal::Withdrawn);
    }
    if is_locked {
        return Err(EvidenceRefusal::Locked);
    }
    match decision {
        EvidenceDecision::Confirm => Ok(EvidenceState::Confirmed),
        EvidenceDecision::Refuse if reason.trim().is_empty() => Err(EvidenceRefusal::NoReason),
        EvidenceDecision::Refuse => Ok(EvidenceState::Refused),
    }
}

/// One mentor's words about a day, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub happened_on: NaiveDate,
    pub minutes: u32,
    pub text: String,
    /// The system that reports it. Absent for what the mentor wrote down.
    pub system: Option<String>,
}

const DAY_IN_MINUTES: u32 = 24 * 60;

/// What speaks against a piece beside the others of the same mentor: the same work said twice, which would count for the HEAR and for
/// credit, or a day of more than 24 hours. A system tells its pieces apart by their references, and not by their words.
pub fn clash<'a>(piece: &Said, others: impl IntoIterator<Item = &'a Said>) -> Option<EvidenceRefusal> {
    // Another full stop makes no other work.
    let plain = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let words = match piece.system {
        Some(_) => Vec::new(),
        None => plain(&piece.text),
    };
    let mut minutes = piece.minutes;
    for other in others.into_iter().filter(|o| o.happened_on == piece.happened_on) {
        if !words.is_empty() && other.minutes == piece.minutes && plain(&other.text) == words {
            return Some(EvidenceRefusal::SaidTwice);
        }
        minutes = minutes.saturating_add(other.minutes);
    }
    (minutes > DAY_IN_MINUTES).then_some(EvidenceRefusal::DayTooLong)
}

/// Whether a piece may be the same work as another, although no words say so: of two that a mentor wrote down about one day, when
/// they are as long; of one beside what a system reports of that day, whatever its length. What one system reports is told apart by
/// its references.
pub fn resembles<'a>(piece: &Said, others: impl IntoIterator<Item = &'a Said>) -> bool {
    let alike = |o: &Said| match (&piece.system, &o.system) {
        (Some(one), Some(other)) => one != other,
        (None, None) => o.minutes == piece.minutes,
        _ => true,
    };
    let took_time = |o: &Said| piece.minutes > 0 && o.minutes > 0;
    others
        .into_iter()
        .any(|o| o.happened_on == piece.happened_on && took_time(o) && alike(o))
}

/// What a second look is for.
pub const RESEMBLES: &str = "Another piece of this day may be the same work. Is it other work?";

/// Whether a piece may count beside those that count already. What may be the same work counts only once somebody of staff has
/// said that it is not, so that no hour stands in the HEAR and in a claim for credit.
///
/// # Errors
/// The same work said twice, a day of more than 24 hours, or what may be the same work.
pub fn may_count<'a>(
    piece: &Said,
    others: impl IntoIterator<Item = &'a Said> + Clone,
    is_other_work: bool,
) -> Result<(), EvidenceRefusal> {
    match clash(piece, others.clone()) {
        Some(why) => Err(why),
        None if !is_other_work && resembles(piece, others) => Err(EvidenceRefusal::MayBeTwice),
        None => Ok(()),
    }
}

/// Whether who wrote it may still change it or take it back.
///
/// # Errors
/// Once staff have decided.
pub const fn may_change(state: EvidenceState) -> Result<(), EvidenceRefusal> {
    match state {
        EvidenceState::Waiting => Ok(()),
        EvidenceState::Withdrawn => Err(EvidenceRefusal::Withdrawn),
        EvidenceState::Confirmed | EvidenceState::Refused => Err(EvidenceRefusal::Settled),
    }
}

/// How a new piece of evidence starts: what mentors say of themselves waits, what others say of them counts.
pub const fn starts_as(source: EvidenceSource) -> EvidenceState {
    match source {
        EvidenceSource::Mentor => EvidenceState::Waiting,
        EvidenceSource::Mentee
        | EvidenceSource::Staff
        | EvidenceSource::System
        | EvidenceSource::Training => EvidenceState::Confirmed,
    }
}

/// Hours of one mentor, by what they count for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HoursSplit {
    pub hear: u32,
    pub credit: u32,
}

impl HoursSplit {
    /// All minutes, each counted once.
    pub const fn total(self) -> u32 {
        self.hear + self.credit
    }
}

/// Most minutes that one entry can stand for.
pub const MOST_MINUTES: u32 = 12 * 60;

/// What is wrong with a piece of work that a mentor writes down, by field.
pub fn faults(
    kind: EvidenceKind,
    happened_on: NaiveDate,
    today: NaiveDate,
    minutes: u32,
    text: &str,
) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let logged = matches!(
        kind,
        EvidenceKind::Hours | EvidenceKind::Meeting | EvidenceKind::Contact | EvidenceKind::Reflection
    );
    if !logged {
        found.push((
            "/kind",
            "You can write down hours, a meeting, contact or a reflection.",
        ));
    }
    if happened_on > today {
        found.push(("/happened_on", "Choose today or a day before."));
    }
    if today.signed_duration_since(happened_on).num_days() > 400 {
        found.push(("/happened_on", "Choose a day of the last 400 days."));
    }
    if minutes > MOST_MINUTES {
        found.push(("/minutes", "Write down at most 12 hours at once."));
    }
    if kind != EvidenceKind::Reflection && minutes == 0 {
        found.push(("/minutes", "Say how many minutes it took."));
    }
    if text.trim().is_empty() {
        found.push(("/text", "Say in a sentence what you did."));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }
    fn state() -> impl Strategy<Value = EvidenceState> {
        proptest::sample::select(EvidenceState::ALL)
    }
    fn decision() -> impl Strategy<Value = EvidenceDecision> {
        proptest::sample::select(EvidenceDecision::ALL)
    }

    proptest! {
        #[test]
        fn no_day_gets_more_hours_than_it_has_and_no_work_counts_twice(
            pieces in prop::collection::vec((0i64..3, 1u32..9, 0u8..4), 0..20),
        ) {
            let day = |n| NaiveDate::from_ymd_opt(2026, 10, 1).unwrap() + chrono::Duration::days(n);
            let mut kept: Vec<Said> = Vec::new();
            for (n, minutes, words) in pieces {
                // The same words, written with other spaces and capitals.
                let text = if words % 2 == 0 { format!("Met group {}", words / 2) } else { format!(" MET  group {}", words / 2) };
                let piece = Said { happened_on: day(n), minutes: minutes * 90, text, system: None };
                if clash(&piece, &kept).is_none() { kept.push(piece); }
            }
            for n in 0..3 {
                let that_day: Vec<&Said> = kept.iter().filter(|s| s.happened_on == day(n)).collect();
                prop_assert!(that_day.iter().map(|s| s.minutes).sum::<u32>() <= 24 * 60);
                let told: std::collections::BTreeSet<(u32, Vec<String>)> = that_day
                    .iter()
                    .map(|s| (s.minutes, s.text.split_whitespace().map(str::to_lowercase).collect()))
                    .collect();
                prop_assert_eq!(told.len(), that_day.len());
            }
        }

        #[test]
        fn what_may_be_the_same_work_counts_once_unless_staff_say_that_it_is_not(
            pieces in prop::collection::vec((0i64..2, 0u32..4, 0usize..3, any::<bool>()), 0..12),
        ) {
            let day = |n| NaiveDate::from_ymd_opt(2026, 10, 1).unwrap() + chrono::Duration::days(n);
            let systems = [None, Some("teams"), Some("moodle")];
            let mut kept: Vec<(Said, bool)> = Vec::new();
            for (n, (on, minutes, system, said)) in pieces.into_iter().enumerate() {
                let piece = Said {
                    happened_on: day(on),
                    minutes: minutes * 30,
                    text: format!("Work {n}"),
                    system: systems[system].map(str::to_owned),
                };
                if may_count(&piece, kept.iter().map(|(s, _)| s), said).is_ok() {
                    kept.push((piece, said));
                }
            }
            for (n, (late, said)) in kept.iter().enumerate() {
                for (early, _) in &kept[..n] {
                    let apart = late.happened_on != early.happened_on
                        || late.minutes == 0
                        || early.minutes == 0
                        || late.system.is_some() && late.system == early.system
                        || late.system.is_none() && early.system.is_none() && late.minutes != early.minutes;
                    prop_assert!(apart || *said, "{early:?} {late:?}");
                }
            }
        }

        #[test]
        fn nobody_confirms_their_own_work(state in state(), decision in decision(), who in any::<u128>(), locked in any::<bool>(), reason in ".*") {
            let own = decide(state, decision, person(who), person(who), locked, &reason);
            prop_assert_eq!(own, Err(EvidenceRefusal::OwnWork));
        }

        #[test]
        fn what_is_locked_or_taken_back_stays(state in state(), decision in decision(), locked in any::<bool>()) {
            let found = decide(state, decision, person(1), person(2), locked, "because");
            prop_assert_eq!(found.is_err(), locked || state == EvidenceState::Withdrawn);
        }

    }

    #[test]
    fn only_what_mentors_say_of_themselves_waits() {
        for &source in EvidenceSource::ALL {
            let waits = starts_as(source) == EvidenceState::Waiting;
            assert_eq!(waits, source == EvidenceSource::Mentor);
        }
        assert!(may_change(EvidenceState::Waiting).is_ok());
        assert!(may_change(EvidenceState::Confirmed).is_err());
        assert!(may_change(EvidenceState::Refused).is_err());
    }

    #[test]
    fn a_refusal_needs_a_reason() {
        let refuse = |reason| {
            decide(
                EvidenceState::Waiting,
                EvidenceDecision::Refuse,
                person(1),
                person(2),
                false,
                reason,
            )
        };
        assert_eq!(refuse("  "), Err(EvidenceRefusal::NoReason));
        assert_eq!(refuse("The date is in the holidays."), Ok(EvidenceState::Refused));
    }

    #[test]
    fn what_is_written_down_has_a_day_and_a_length() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 10, d).unwrap();
        let of = |kind, on, minutes, text| faults(kind, on, day(20), minutes, text).len();
        assert_eq!(of(EvidenceKind::Meeting, day(20), 60, "Met at the café."), 0);
        assert_eq!(of(EvidenceKind::Meeting, day(21), 60, "Met at the café."), 1);
        assert_eq!(of(EvidenceKind::Hours, day(1), 721, "Long."), 1);
        assert_eq!(of(EvidenceKind::Hours, day(1), 0, " "), 2);
        assert_eq!(of(EvidenceKind::Reflection, day(1), 0, "I learned."), 0);
        assert_eq!(of(EvidenceKind::SignOff, day(1), 5, "x"), 1);
    }
}
