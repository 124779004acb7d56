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

/// One thing that is asked of a mentor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The first day on which it is asked; absent: always. Who is cleared when it becomes new has until then to do it.
    pub from: Option<NaiveDate>,
    /// The days on which it is met.
    pub met: Vec<Span>,
    /// A check that comes on top of modules (a signature, a reference): by itself it clears nobody.
    pub is_check: bool,
}

impl Asked {
    pub fn always(met: Vec<Span>) -> Self {
        Self {
            met,
            ..Self::default()
        }
    }

    fn clears(&self, day: NaiveDate) -> bool {
        !self.is_check && self.is_asked(day)
    }

    fn is_asked(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|f| f <= day)
    }

    /// The days on which it stands in nobody's way: those before it is asked, and those on which it is met.
    fn free(&self) -> Vec<Span> {
        let before = self.from.and_then(|f| f.pred_opt()).map(|until| Span {
            from: NaiveDate::MIN,
            until: Some(until),
        });
        before.into_iter().chain(self.met.iter().copied()).collect()
    }
}

/// Whether and how long a mentor is cleared, seen on a day.
///
/// `asked` has one entry for each thing that is asked; where nothing is asked yet, nobody is cleared by training. `started`: they
/// have begun with something. A suspension beats everything, the longer clearance wins.
pub fn clearance(asked: &[Asked], started: bool, decision: Option<Decision>, day: NaiveDate) -> Clearance {
    if decision == Some(Decision::Suspended) {
        return Clearance {
            status: ClearanceStatus::Lapsed,
            from: None,
            until: None,
        };
    }
    let trained = by_training(asked, started, day);
    match decision {
        Some(Decision::Cleared(from, until)) => {
            let decided = |status| Clearance { status, from, until };
            let has_begun = from.is_none_or(|f| f <= day);
            let holds = has_begun && until.is_none_or(|u| day <= u);
            match (trained.holds_on(day), holds) {
                (true, true) if !lasts_longer(trained.until, until) => decided(ClearanceStatus::Cleared),
                (false, true) => decided(ClearanceStatus::Cleared),
                (false, false) if has_begun => decided(ClearanceStatus::Lapsed),
                // Decided for later: it waits for its day.
                (false, false) => decided(ClearanceStatus::Cleared),
                _ => trained,
            }
        }
        _ => trained,
    }
}

/// Where no module that is asked of somebody is asked today, all of them are: days of grace would clear nobody, and leave them nothing
/// to do about it.
pub fn at_once(asked: &mut [Asked], day: NaiveDate) {
    if !asked.iter().any(|a| a.clears(day)) {
        for module in asked.iter_mut().filter(|a| !a.is_check) {
            module.from = None;
        }
    }
}

/// What is kept of a clearance that came out anew. Who was cleared and is not any more has lapsed, whatever took it: a day that
/// passed, a completion that was taken back, or something that is asked from now on. Nobody loses it without being seen.
pub fn kept(before: Clearance, now: Clearance, day: NaiveDate) -> Clearance {
    let is_paused = now.status == ClearanceStatus::Lapsed && now.until.is_none();
    if now.status == ClearanceStatus::Cleared || is_paused {
        return now;
    }
    let ended = match before.status {
        ClearanceStatus::Cleared if before.holds_on(day) => day.pred_opt(),
        ClearanceStatus::Cleared | ClearanceStatus::Lapsed => before.until.filter(|u| *u < day),
        ClearanceStatus::NotStarted | ClearanceStatus::InProgress => None,
    };
    match ended.max(now.until) {
        None => now,
        until => Clearance {
            status: ClearanceStatus::Lapsed,
            from: None,
            until,
        },
    }
}

fn lasts_longer(a: Option<NaiveDate>, b: Option<NaiveDate>) -> bool {
    match (a, b) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a > b,
        (_, None) => false,
    }
}

fn by_training(asked: &[Asked], started: bool, day: NaiveDate) -> Clearance {
    let free: Vec<Vec<Span>> = asked.iter().map(Asked::free).collect();
    let stretches: Option<Vec<Span>> = free.iter().map(|spans| stretch(spans, day)).collect();
    if let Some(stretches) = stretches.filter(|_| asked.iter().any(|a| a.clears(day))) {
        // Before anything was asked, nobody was cleared.
        let modules = asked.iter().filter(|a| !a.is_check);
        let first = modules.map(|a| a.from.unwrap_or(NaiveDate::MIN)).min();
        let from = stretches.iter().map(|s| s.from).chain(first).max();
        return Clearance {
            status: ClearanceStatus::Cleared,
            from: from.filter(|f| *f > NaiveDate::MIN),
            until: stretches.iter().filter_map(|s| s.until).min(),
        };
    }
    let ended = last_day(asked, &free, day);
    let begun = started || asked.iter().any(|a| !a.met.is_empty());
    let status = match (ended, begun) {
        (Some(_), _) => ClearanceStatus::Lapsed,
        (None, true) => ClearanceStatus::InProgress,
        (None, false) => ClearanceStatus::NotStarted,
    };
    Clearance {
        status,
        from: None,
        until: ended,
    }
}

/// The last day up to `day` on which everything that was asked was met. Such a stretch of days ends where a span does.
fn last_day(asked: &[Asked], free: &[Vec<Span>], day: NaiveDate) -> Option<NaiveDate> {
    let ends = free.iter().flatten().filter_map(|s| s.until);
    ends.filter(|end| *end <= day)
        .filter(|end| asked.iter().any(|a| a.clears(*end)))
        .filter(|end| free.iter().all(|spans| spans.iter().any(|s| s.covers(*end))))
        .max()
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
        fn one()(met in prop::collection::vec(span(), 0..4), from in prop::option::weighted(0.3, 0i64..60), is_check in prop::bool::weighted(0.3)) -> Asked {
            Asked { from: from.map(at), met, is_check }
        }
    }
    prop_compose! {
        fn asked()(all in prop::collection::vec(one(), 0..4)) -> Vec<Asked> { all }
    }

    /// Said a second time, day by day: something is asked, and all that is asked is met.
    fn holds(asked: &[Asked], day: i64) -> bool {
        let today: Vec<&Asked> = asked
            .iter()
            .filter(|a| a.from.is_none_or(|f| f <= at(day)))
            .collect();
        today.iter().any(|a| !a.is_check) && today.iter().all(|a| a.met.iter().any(|s| s.covers(at(day))))
    }

    proptest! {
        #[test]
        fn somebody_who_has_done_every_module_is_never_left_with_grace_alone(asked in asked(), day in 0i64..90) {
            let mut now = asked.clone();
            at_once(&mut now, at(day));
            let modules = now.iter().filter(|a| !a.is_check).count();
            prop_assert_eq!(now.iter().any(|a| a.clears(at(day))), modules > 0);
            // Nothing changes where a module is asked already.
            if asked.iter().any(|a| a.clears(at(day))) {
                prop_assert_eq!(&now, &asked);
            }
            if modules > 0 && now.iter().all(|a| a.met.iter().any(|s| s.covers(at(day)))) {
                prop_assert!(clearance(&now, true, None, at(day)).holds_on(at(day)));
            }
        }
    }
    proptest! {
        #[test]
        fn a_mentor_is_cleared_when_everything_asked_is_in_date_and_only_then(asked in asked(), day in 0i64..90, started: bool) {
            let clearance = clearance(&asked, started, None, at(day));
            prop_assert_eq!(clearance.holds_on(at(day)), holds(&asked, day));
        }

        #[test]
        fn a_clearance_holds_exactly_as_long_as_it_says(asked in asked(), day in 0i64..90) {
            let clearance = clearance(&asked, true, None, at(day));
            if clearance.holds_on(at(day)) {
                // Every day it names is covered, and the day after is not.
                for d in 0..140 {
                    let named = clearance.from.is_none_or(|f| f <= at(d)) && clearance.until.is_none_or(|u| at(d) <= u);
                    prop_assert!(!named || holds(&asked, d), "day {d} of {clearance:?}");
                }
                if let Some(until) = clearance.until {
                    let after = (until - at(0)).num_days() + 1;
                    prop_assert!(!holds(&asked, after));
                }
            }
        }

        #[test]
        fn what_has_lapsed_held_until_the_day_it_says_and_not_since(asked in asked(), day in 0i64..90) {
            let clearance = clearance(&asked, true, None, at(day));
            let last = (0..=day).rev().find(|d| holds(&asked, *d));
            if !holds(&asked, day) {
                prop_assert_eq!(clearance.status == ClearanceStatus::Lapsed, last.is_some());
                prop_assert_eq!(clearance.until, last.map(at));
            }
        }

        #[test]
        fn less_that_is_met_never_clears(asked in asked(), day in 0i64..90, lost in 0usize..4) {
            let before = clearance(&asked, true, None, at(day)).holds_on(at(day));
            let mut fewer = asked.clone();
            if let Some(one) = fewer.get_mut(lost) { one.met.clear(); }
            prop_assert!(before || !clearance(&fewer, true, None, at(day)).holds_on(at(day)));
        }

        #[test]
        fn what_is_asked_from_a_day_takes_nobodys_clearance_before_it(asked in asked(), new in one(), from in 0i64..90, day in 0i64..90) {
            let before = clearance(&asked, true, None, at(day)).holds_on(at(day));
            let mut more = asked.clone();
            more.push(Asked { from: Some(at(from)), ..new });
            let after = clearance(&more, true, None, at(day)).holds_on(at(day));
            // Nor does it clear anybody by itself while it is not asked yet.
            if day < from { prop_assert_eq!(before, after); }
        }

        #[test]
        fn who_was_cleared_and_is_not_any_more_has_lapsed(asked in asked(), fewer in asked(), day in 1i64..90) {
            let before = clearance(&asked, true, None, at(day));
            let after = kept(before, clearance(&fewer, true, None, at(day)), at(day));
            if before.holds_on(at(day)) && !holds(&fewer, day) {
                prop_assert_eq!(after.status, ClearanceStatus::Lapsed);
                prop_assert!(after.until.is_some_and(|u| u < at(day)));
            }
            // It clears nobody, takes nobody's clearance, and said again it says the same.
            prop_assert_eq!(after.holds_on(at(day)), holds(&fewer, day));
            prop_assert_eq!(kept(after, clearance(&fewer, true, None, at(day)), at(day)), after);
        }

        #[test]
        fn nobody_suspended_is_cleared(asked in asked(), day in 0i64..90, other in 0i64..90) {
            let clearance = clearance(&asked, true, Some(Decision::Suspended), at(day));
            prop_assert!(!clearance.holds_on(at(other)));
        }

        #[test]
        fn a_decision_clears_during_its_days_and_training_beyond(asked in asked(), s in span(), day in 0i64..90) {
            let decided = clearance(&asked, true, Some(Decision::Cleared(Some(s.from), s.until)), at(day)).holds_on(at(day));
            let trained = clearance(&asked, true, None, at(day)).holds_on(at(day));
            prop_assert_eq!(decided, trained || s.covers(at(day)));
        }
    }

    #[test]
    fn what_was_met_once_and_ended_has_lapsed() {
        let ended = Asked::always(vec![Span {
            from: at(0),
            until: Some(at(10)),
        }]);
        let status = |asked: &[Asked], started| clearance(asked, started, None, at(20)).status;
        assert_eq!(
            status(std::slice::from_ref(&ended), true),
            ClearanceStatus::Lapsed
        );
        assert_eq!(
            status(&[ended, Asked::default()], true),
            ClearanceStatus::InProgress
        );
        assert_eq!(status(&[Asked::default()], false), ClearanceStatus::NotStarted);
        assert_eq!(status(&[], false), ClearanceStatus::NotStarted);
    }

    #[test]
    fn something_new_leaves_a_cleared_mentor_the_days_until_it_is_asked() {
        let done = Asked::always(vec![Span {
            from: at(0),
            until: None,
        }]);
        let new = |met| Asked {
            from: Some(at(34)),
            met,
            is_check: false,
        };
        let on = |asked: &[Asked], day| clearance(asked, true, None, at(day));
        let waiting = [done.clone(), new(vec![])];
        assert_eq!(on(&waiting, 20).until, Some(at(33)));
        assert_eq!(on(&waiting, 34).status, ClearanceStatus::Lapsed);
        let met = [
            done,
            new(vec![Span {
                from: at(25),
                until: None,
            }]),
        ];
        assert_eq!((on(&met, 40).from, on(&met, 40).until), (Some(at(0)), None));
        // Alone it clears nobody before it is asked.
        assert_eq!(on(&[new(vec![])], 20).status, ClearanceStatus::InProgress);
    }
}
