//! The rule: a mentor is cleared when everything that is asked of them is complete and in date.
//!
//! This is its one home. What is asked are the compulsory modules of their path and the checks that the scheme sets; each
//! was met in some spans of days. Staff may decide otherwise for one person, with a reason.

use crate::cohorts::{Clearance, ClearanceStatus};
use chrono::NaiveDate;

/// Days during which something is met, both ends included. Without an end it stays met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl Span {
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|u| day <= u)
    }
}

/// What staff decided for one mentor, over what their training says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Prior learning or another reason: cleared from a day (or always before) until a day (or for good).
    Cleared(Option<NaiveDate>, Option<NaiveDate>),
    /// Not to meet mentees for now.
    Suspended,
}

/// Whether and how long a mentor is cleared, seen on a day.
///
/// `met` has one entry for each thing that is asked, with the spans in which it was met; where nothing is asked, nobody is
/// cleared by training. `started`: they have begun with something. A suspension beats everything, the longer clearance wins.
pub fn clearance(met: &[Vec<Span>], started: bool, decision: Option<Decision>, day: NaiveDate) -> Clearance {
    if decision == Some(Decision::Suspended) {
        return Clearance {
            status: ClearanceStatus::Lapsed,
            from: None,
            until: None,
        };
    }
    let trained = by_training(met, started, day);
    match decision {
        Some(Decision::Cleared(from, until)) => {
            let decided = |status| Clearance { status, from, until };
            let has_begun = from.is_none_or(|f| f <= day);
            let holds = has_begun && until.is_none_or(|u| day <= u);
            match (trained.holds_on(day), holds) {
                (true, true) if !lasts_longer(trained.until, until) => decided(ClearanceStatus::Cleared),
                (false, true) => decided(ClearanceStatus::Cleared),
                (false, false) if has_begun => decided(ClearanceStatus::Lapsed),
                _ => trained,
            }
        }
        _ => trained,
    }
}

fn lasts_longer(a: Option<NaiveDate>, b: Option<NaiveDate>) -> bool {
    match (a, b) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a > b,
        (_, None) => false,
    }
}

fn by_training(met: &[Vec<Span>], started: bool, day: NaiveDate) -> Clearance {
    let stretches: Option<Vec<Span>> = met.iter().map(|spans| stretch(spans, day)).collect();
    if let Some(stretches) = stretches.filter(|s| !s.is_empty()) {
        return Clearance {
            status: ClearanceStatus::Cleared,
            from: stretches.iter().map(|s| s.from).max(),
            until: stretches.iter().filter_map(|s| s.until).min(),
        };
    }
    let met_once = !met.is_empty() && met.iter().all(|spans| spans.iter().any(|s| s.from <= day));
    let begun = started || met.iter().any(|spans| !spans.is_empty());
    let status = match (met_once, begun) {
        (true, _) => ClearanceStatus::Lapsed,
        (false, true) => ClearanceStatus::InProgress,
        (false, false) => ClearanceStatus::NotStarted,
    };
    let until = met_once
        .then(|| {
            met.iter()
                .filter_map(|spans| spans.iter().filter_map(|s| s.until).max())
                .min()
        })
        .flatten();
    Clearance {
        status,
        from: None,
        until,
    }
}

/// The unbroken stretch of days around `day` in which one thing is met. Spans that overlap or follow on are one.
fn stretch(spans: &[Span], day: NaiveDate) -> Option<Span> {
    let mut found = *spans.iter().find(|s| s.covers(day))?;
    loop {
        let before = found;
        for s in spans {
            let ends_before = s
                .until
                .is_some_and(|u| u.succ_opt().is_some_and(|next| next < found.from));
            let starts_after = found
                .until
                .is_some_and(|u| u.succ_opt().is_some_and(|next| next < s.from));
            if !ends_before && !starts_after {
                found.from = found.from.min(s.from);
                found.until = match (found.until, s.until) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    _ => None,
                };
            }
        }
        if found == before {
            return Some(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(n: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Duration::days(n)
    }

    prop_compose! {
        fn span()(from in 0i64..60, days in prop::option::of(0i64..30)) -> Span {
            Span { from: at(from), until: days.map(|d| at(from + d)) }
        }
    }
    prop_compose! {
        fn asked()(met in prop::collection::vec(prop::collection::vec(span(), 0..4), 0..4)) -> Vec<Vec<Span>> { met }
    }

    proptest! {
        #[test]
        fn a_mentor_is_cleared_when_everything_asked_is_in_date_and_only_then(met in asked(), day in 0i64..90, started: bool) {
            let clearance = clearance(&met, started, None, at(day));
            let all = !met.is_empty() && met.iter().all(|spans| spans.iter().any(|s| s.covers(at(day))));
            prop_assert_eq!(clearance.holds_on(at(day)), all);
        }

        #[test]
        fn a_clearance_holds_exactly_as_long_as_it_says(met in asked(), day in 0i64..90) {
            let clearance = clearance(&met, true, None, at(day));
            if clearance.holds_on(at(day)) {
                let on = |d: i64| met.iter().all(|spans| spans.iter().any(|s| s.covers(at(d))));
                // Every day it names is covered, and the day after is not.
                for d in 0..140 {
                    let named = clearance.from.is_none_or(|f| f <= at(d)) && clearance.until.is_none_or(|u| at(d) <= u);
                    prop_assert!(!named || on(d), "day {d} of {clearance:?}");
                }
                if let Some(until) = clearance.until {
                    let after = (until - at(0)).num_days() + 1;
                    prop_assert!(!on(after));
                }
            }
        }

        #[test]
        fn less_that_is_met_never_clears(met in asked(), day in 0i64..90, lost in 0usize..4) {
            let before = clearance(&met, true, None, at(day)).holds_on(at(day));
            let mut fewer = met.clone();
            if let Some(spans) = fewer.get_mut(lost) { spans.clear(); }
            prop_assert!(before || !clearance(&fewer, true, None, at(day)).holds_on(at(day)));
        }

        #[test]
        fn nobody_suspended_is_cleared(met in asked(), day in 0i64..90, other in 0i64..90) {
            let clearance = clearance(&met, true, Some(Decision::Suspended), at(day));
            prop_assert!(!clearance.holds_on(at(other)));
        }

        #[test]
        fn a_decision_clears_during_its_days_and_training_beyond(met in asked(), s in span(), day in 0i64..90) {
            let decided = clearance(&met, true, Some(Decision::Cleared(Some(s.from), s.until)), at(day)).holds_on(at(day));
            let trained = clearance(&met, true, None, at(day)).holds_on(at(day));
            prop_assert_eq!(decided, trained || s.covers(at(day)));
        }
    }

    #[test]
    fn what_was_met_once_and_ended_has_lapsed() {
        let ended = vec![Span {
            from: at(0),
            until: Some(at(10)),
        }];
        let status = |met: &[Vec<Span>], started| clearance(met, started, None, at(20)).status;
        assert_eq!(
            status(std::slice::from_ref(&ended), true),
            ClearanceStatus::Lapsed
        );
        assert_eq!(status(&[ended, vec![]], true), ClearanceStatus::InProgress);
        assert_eq!(status(&[vec![]], false), ClearanceStatus::NotStarted);
        assert_eq!(status(&[], false), ClearanceStatus::NotStarted);
    }
}
