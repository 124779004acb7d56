//! How far somebody is in a module, and when it is done.

use super::content::ModuleContent;
use super::scenario::{Walk, walk};
use crate::cohorts::vocabulary::words;
use crate::identity::wire::wire;
use crate::problem::Check;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

words! {
    /// Where somebody is with a module.
    ModuleState {
        /// Another module comes first.
        Locked = "locked", "Comes later";
        NotStarted = "not_started", "Not started";
        Started = "started", "Started";
        Completed = "completed", "Complete";
        /// Complete, and to be refreshed soon.
        DueSoon = "due_soon", "Refresh soon";
        /// Was complete, and is not in date any more.
        Lapsed = "lapsed", "Out of date";
    }
    /// Where a completion comes from.
    CompletionSource {
        /// Everything in the module was done here.
        Module = "module", "Done in Cairn";
        /// Staff accepted what somebody knows already.
        PriorLearning = "prior_learning", "Prior learning";
        /// Another system reported it.
        External = "external", "Another system";
    }
}

wire! {
    /// What somebody has done in a module so far.
    #[derive(Default)]
    Progress {
        /// Keys of the lessons that were read.
        #[serde(default)]
        lessons_read: Vec<String> = ["signs"],
        /// Choices taken in the scenario, each by its place, from 0.
        #[serde(default)]
        scenario: Vec<u32> = [0, 1],
        /// The scenario was played to an end at least once.
        #[serde(default)]
        scenario_done: bool = true,
        /// Keys of the checklist items that are ticked.
        #[serde(default)]
        ticked: Vec<String> = ["sign-in"],
        /// The quiz was passed.
        #[serde(default)]
        quiz_passed: bool = false,
    }
    /// What was done since the last time. Sent from two devices, both count.
    #[derive(Default)]
    ProgressStep {
        #[serde(default)]
        lessons_read: Vec<String> = ["signs"],
        /// The choices taken in the scenario so far; an empty list starts it again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scenario: Option<Vec<u32>> = [0, 1],
        #[serde(default)]
        ticked: Vec<String> = ["sign-in"],
        #[serde(default)]
        unticked: Vec<String> = ["tools"],
    }
}

impl Check for ProgressStep {
    fn faults(&self) -> Vec<(String, String)> {
        let lists = [
            ("/lessons_read", self.lessons_read.len()),
            ("/ticked", self.ticked.len()),
            ("/unticked", self.unticked.len()),
            ("/scenario", self.scenario.as_ref().map_or(0, Vec::len)),
        ];
        lists
            .into_iter()
            .filter(|(_, n)| *n > 200)
            .map(|(at, _)| (at.to_owned(), "Send at most 200 at once.".to_owned()))
            .collect()
    }
}

/// Days before something lapses that it counts as due soon, and that the mentor is told.
pub const DUE_SOON_DAYS: i64 = 30;
/// Days before something lapses that the mentor is told a second time.
pub const DUE_AGAIN_DAYS: i64 = 7;

impl Progress {
    /// Adds what was done. What the module doesn't have is left out, nothing that was done is undone but a tick, and of a module
    /// that is complete nothing at all: it would be completed a second time by ticking again.
    ///
    /// # Errors
    /// A pointer and a sentence, for choices that the scenario doesn't offer.
    pub fn take(&mut self, step: &ProgressStep, content: &ModuleContent) -> Result<(), (String, String)> {
        let was_complete = self.is_complete(content);
        for key in &step.lessons_read {
            let known = content.lessons.iter().any(|l| l.key == *key);
            if known && !self.lessons_read.contains(key) {
                self.lessons_read.push(key.clone());
            }
        }
        for key in &step.ticked {
            let known = content.checklist.iter().any(|c| c.key == *key);
            if known && !self.ticked.contains(key) {
                self.ticked.push(key.clone());
            }
        }
        self.ticked
            .retain(|key| was_complete || !step.unticked.contains(key) || step.ticked.contains(key));
        if let (Some(path), Some(scenario)) = (&step.scenario, &content.scenario) {
            match walk(scenario, path) {
                Walk::Astray => {
                    return Err((
                        "/scenario".to_owned(),
                        "The scenario has no such choice. Start it again.".to_owned(),
                    ));
                }
                Walk::End(_) => self.scenario_done = true,
                Walk::At(_) => {}
            }
            self.scenario.clone_from(path);
        }
        Ok(())
    }

    /// Whether everything in the module is done.
    pub fn is_complete(&self, content: &ModuleContent) -> bool {
        self.done(content) == parts(content)
    }

    /// How many parts are done: a lesson, the scenario, a tick and the quiz are one each.
    pub fn done(&self, content: &ModuleContent) -> u32 {
        let read = content
            .lessons
            .iter()
            .filter(|l| self.lessons_read.contains(&l.key))
            .count();
        let ticked = content
            .checklist
            .iter()
            .filter(|c| self.ticked.contains(&c.key))
            .count();
        let scenario = content.scenario.is_some() && self.scenario_done;
        let quiz = content.quiz.is_some() && self.quiz_passed;
        (read + ticked) as u32 + u32::from(scenario) + u32::from(quiz)
    }
}

/// How many parts a module has.
pub fn parts(content: &ModuleContent) -> u32 {
    (content.lessons.len() + content.checklist.len()) as u32
        + u32::from(content.scenario.is_some())
        + u32::from(content.quiz.is_some())
}

/// The last day that a completion counts, if it ends.
pub fn lasts_until(completed_on: NaiveDate, valid_months: Option<u32>) -> Option<NaiveDate> {
    let end = completed_on.checked_add_months(Months::new(valid_months?))?;
    end.pred_opt()
}

/// Where somebody is with a module on a day.
pub fn state(
    is_locked: bool,
    started: bool,
    completed_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    day: NaiveDate,
) -> ModuleState {
    match (completed_on, expires_on) {
        (Some(_), Some(until)) if until < day => ModuleState::Lapsed,
        (Some(_), Some(until)) if (until - day).num_days() <= DUE_SOON_DAYS => ModuleState::DueSoon,
        (Some(_), _) => ModuleState::Completed,
        (None, _) if is_locked => ModuleState::Locked,
        (None, _) if started => ModuleState::Started,
        (None, _) => ModuleState::NotStarted,
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::{ChecklistItem, Lesson};
    use super::*;
    use proptest::prelude::*;

    fn content() -> ModuleContent {
        let lesson = |key: &str| Lesson {
            key: key.into(),
            title: key.into(),
            body: "## A".into(),
        };
        let tick = |key: &str| ChecklistItem {
            key: key.into(),
            text: key.into(),
            help: String::new(),
        };
        ModuleContent {
            lessons: vec![lesson("a"), lesson("b")],
            checklist: vec![tick("x"), tick("y")],
            ..ModuleContent::default()
        }
    }

    fn step(read: &[usize], ticked: &[usize]) -> ProgressStep {
        ProgressStep {
            lessons_read: read
                .iter()
                .map(|n| ["a", "b", "nowhere"][*n].to_owned())
                .collect(),
            ticked: ticked
                .iter()
                .map(|n| ["x", "y", "nowhere"][*n].to_owned())
                .collect(),
            ..ProgressStep::default()
        }
    }

    proptest! {
        #[test]
        fn two_devices_in_any_order_come_to_the_same(a in prop::collection::vec(0usize..3, 0..4), b in prop::collection::vec(0usize..3, 0..4)) {
            let (one, two) = (step(&a, &b), step(&b, &a));
            let play = |steps: [&ProgressStep; 3]| {
                let mut p = Progress::default();
                for s in steps { p.take(s, &content()).unwrap(); }
                (p.done(&content()), p.is_complete(&content()))
            };
            prop_assert_eq!(play([&one, &two, &one]), play([&two, &one, &two]));
        }

        #[test]
        fn a_module_is_complete_when_every_part_is_done(a in prop::collection::vec(0usize..3, 0..6), b in prop::collection::vec(0usize..3, 0..6)) {
            let mut p = Progress::default();
            p.take(&step(&a, &b), &content()).unwrap();
            let all = [0, 1].iter().all(|n| a.contains(n) && b.contains(n));
            prop_assert_eq!(p.is_complete(&content()), all);
        }
    }

    #[test]
    fn a_tick_can_be_taken_back_and_a_lesson_stays_read() {
        let mut p = Progress::default();
        p.take(&step(&[0, 1], &[0]), &content()).unwrap();
        let undo = ProgressStep {
            unticked: vec!["x".into(), "y".into()],
            ..ProgressStep::default()
        };
        p.take(&undo, &content()).unwrap();
        assert_eq!((p.lessons_read.len(), p.ticked.len()), (2, 0));
    }

    proptest! {
        #[test]
        fn what_is_complete_stays_complete(a in prop::collection::vec(0usize..3, 0..6), b in prop::collection::vec(0usize..3, 0..6), undo in prop::collection::vec(0usize..3, 0..6)) {
            let mut p = Progress::default();
            p.take(&step(&[0, 1], &[0, 1]), &content()).unwrap();
            prop_assert!(p.is_complete(&content()));
            let mut next = step(&a, &b);
            next.unticked = step(&[], &undo).ticked;
            p.take(&next, &content()).unwrap();
            prop_assert!(p.is_complete(&content()));
        }
    }

    #[test]
    fn a_year_ends_the_day_before() {
        let day = |d: &str| d.parse::<NaiveDate>().unwrap();
        assert_eq!(lasts_until(day("2026-09-01"), Some(12)), Some(day("2027-08-31")));
        assert_eq!(lasts_until(day("2028-02-29"), Some(12)), Some(day("2029-02-27")));
        assert_eq!(lasts_until(day("2026-09-01"), None), None);
    }

    #[test]
    fn a_completion_is_in_date_on_its_last_day_and_due_soon_before_it() {
        let day = |d: &str| d.parse::<NaiveDate>().unwrap();
        let on = |d| {
            state(
                false,
                true,
                Some(day("2026-01-01")),
                Some(day("2026-12-31")),
                day(d),
            )
        };
        assert_eq!(on("2026-11-30"), ModuleState::Completed);
        assert_eq!(on("2026-12-01"), ModuleState::DueSoon);
        assert_eq!(on("2026-12-31"), ModuleState::DueSoon);
        assert_eq!(on("2027-01-01"), ModuleState::Lapsed);
        assert_eq!(
            state(true, false, None, None, day("2026-01-01")),
            ModuleState::Locked
        );
    }
}
