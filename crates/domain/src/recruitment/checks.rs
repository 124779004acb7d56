//! What is wrong with input about recruitment, said so that people can mend it.

use super::application::ApplicationEvent;
use super::call::is_slug;
use super::interview::{BookInterview, NewInterviewSlots};
use super::letters::letter_faults;
use super::rubric;
use super::selection::*;
use super::wire::*;
use crate::cohorts::import::attainment;
use crate::cohorts::is_email;
use crate::faults::{Faults, fault, line, prose};
use crate::problem::Check;
use crate::text::{is_line, is_plausible};

impl Check for CallContent {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        line(f, "/title", &self.title, 120);
        if !is_slug(&self.slug) {
            fault(f, "/slug", "Use 3 to 60 small letters, digits and hyphens.");
        }
        prose(f, "/role", &self.role, 6_000);
        prose(f, "/given_back", &self.given_back, 3_000);
        prose(f, "/conduct", &self.conduct, 10_000);
        if self.levels.is_empty() {
            fault(f, "/levels", "Choose at least one level.");
        }
        if self.closes <= self.opens {
            fault(f, "/closes", "Close the call after it opens.");
        }
        for (at, day) in [
            ("/opens", self.opens.date()),
            ("/closes", self.closes.date()),
            ("/answer_by", self.answer_by),
        ] {
            if !is_plausible(day) {
                fault(f, at, "Check the year of this date.");
            }
        }
        if self.answer_by < self.closes.date() {
            fault(f, "/answer_by", "Answer after the call closes.");
        }
        if !(2..=4).contains(&self.scorers_each) {
            fault(f, "/scorers_each", "Ask for 2 to 4 scorers.");
        }
        if !(1..=3).contains(&self.threshold.criterion) {
            fault(f, "/threshold/criterion", "Set 1 to 3 levels.");
        }
        if !(1..=24).contains(&self.threshold.total) {
            fault(f, "/threshold/total", "Set 1 to 24 points.");
        }
        f.extend(rubric::faults(&self.rubric, "/rubric"));
        f.extend(self.letters.faults("/letters"));
        if self.places > 20_000 {
            fault(f, "/places", "Set at most 20,000 places.");
        }
        if self.questions.is_empty() || self.questions.len() > 20 {
            fault(f, "/questions", "Ask 1 to 20 questions.");
        }
        for (n, q) in self.questions.iter().enumerate().take(20) {
            question(f, &format!("/questions/{n}"), q);
            if self.questions.iter().take(n).any(|other| other.key == q.key) {
                fault(
                    f,
                    format!("/questions/{n}/key"),
                    "Give each question a key of its own.",
                );
            }
        }
        for kind in [
            CallQuestionKind::Languages,
            CallQuestionKind::Interests,
            CallQuestionKind::Availability,
        ] {
            if let Some((n, _)) = self
                .questions
                .iter()
                .enumerate()
                .filter(|(_, q)| q.kind == kind)
                .nth(1)
            {
                fault(f, format!("/questions/{n}/kind"), "Ask for this once.");
            }
        }
        std::mem::take(f)
    }
}

fn question(f: &mut Faults, at: &str, q: &CallQuestion) {
    if !crate::training::content::is_key(&q.key) {
        fault(
            f,
            format!("{at}/key"),
            "A key has 1 to 40 small letters, digits and hyphens.",
        );
    }
    line(f, &format!("{at}/label"), &q.label, 200);
    if let Some(why) = attainment::refusal(&q.key) {
        fault(f, format!("{at}/key"), &why);
    }
    if q.help.chars().count() > 500 {
        fault(f, format!("{at}/help"), "Write at most 500 characters.");
    }
    if q.most_words > 2_000 {
        fault(f, format!("{at}/most_words"), "Allow at most 2,000 words.");
    }
    if q.kind == CallQuestionKind::Scenario {
        prose(f, &format!("{at}/situation"), &q.situation, 2_000);
    }
    if matches!(q.kind, CallQuestionKind::Choice | CallQuestionKind::Choices) {
        if !(2..=20).contains(&q.options.len()) {
            fault(f, format!("{at}/options"), "Give 2 to 20 answers to choose from.");
        }
        for (n, o) in q.options.iter().enumerate().take(20) {
            line(f, &format!("{at}/options/{n}"), o, 150);
            if q.options.iter().take(n).any(|other| other == o) {
                fault(f, format!("{at}/options/{n}"), "This answer is there already.");
            }
        }
    }
}

impl Check for NewCall {
    fn faults(&self) -> Faults {
        self.content.faults()
    }
}

impl Check for StartApplication {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        line(f, "/given_name", &self.given_name, 100);
        line(f, "/family_name", &self.family_name, 100);
        if !is_email(&self.email) {
            fault(f, "/email", "Enter an email address, like name@example.org.");
        }
        std::mem::take(f)
    }
}

impl Check for NewApplication {}

impl Check for ApplicationStep {
    fn faults(&self) -> Faults {
        use ApplicationEvent as E;
        let own = matches!(
            self.event,
            E::Submit | E::Reopen | E::Withdraw | E::Accept | E::TurnDown
        );
        let fault = (
            "/event".to_owned(),
            "Only the mentoring team can do this.".to_owned(),
        );
        if own { vec![] } else { vec![fault] }
    }
}

impl Check for ApplicationDraft {
    /// What stands in the way of keeping a draft. Handing in asks for more: [`super::call::gaps`].
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        for name in self.other.keys() {
            let why = attainment::refusal(name);
            let why = why.unwrap_or_else(|| "An application has no such field.".to_owned());
            fault(
                f,
                format!("/{}", name.replace('~', "~0").replace('/', "~1")),
                &why,
            );
        }
        if self.entry_route.chars().count() > 60 || !is_line(&self.entry_route) {
            fault(f, "/entry_route", "Write at most 60 characters, in one line.");
        }
        if self.answers.len() > 40 {
            fault(f, "/answers", "Send at most 40 answers.");
        }
        for (key, a) in &self.answers {
            let at = format!("/answers/{}", key.replace('~', "~0").replace('/', "~1"));
            if let Some(why) = attainment::refusal(key) {
                fault(f, &at, &why);
            }
            if a.text.chars().count() > 20_000 {
                fault(f, format!("{at}/text"), "Write at most 20,000 characters.");
            }
            if a.choices.len() > 20 || a.choices.iter().any(|c| c.chars().count() > 150 || !is_line(c)) {
                fault(
                    f,
                    format!("{at}/choices"),
                    "Choose at most 20, each of at most 150 characters.",
                );
            }
        }
        if let Some(r) = &self.referee {
            let long = [&r.name, &r.email, &r.knows]
                .into_iter()
                .any(|t| t.chars().count() > 200 || !is_line(t));
            if long {
                fault(f, "/referee", "Write at most 200 characters in each line.");
            }
        }
        std::mem::take(f)
    }
}

impl Check for CallScorers {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        if self.person_ids.len() > 200 {
            fault(f, "/person_ids", "Choose at most 200 scorers.");
        }
        if self.calibration_ids.len() > 10 {
            fault(
                f,
                "/calibration_ids",
                "Choose at most 10 applications for everybody.",
            );
        }
        std::mem::take(f)
    }
}

impl Check for ScoringInput {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        if self.note.chars().count() > 2_000 {
            fault(f, "/note", "Write at most 2,000 characters.");
        }
        std::mem::take(f)
    }
}

impl Check for ScoringConflict {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        prose(f, "/reason", &self.reason, 500);
        std::mem::take(f)
    }
}

impl Check for AgreedScores {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        prose(f, "/note", &self.note, 2_000);
        std::mem::take(f)
    }
}

impl Check for AnotherScorer {}

impl Check for BookInterview {}

impl Check for NewInterviewSlots {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        if self.slots.is_empty() || self.slots.len() > 100 {
            fault(f, "/slots", "Set 1 to 100 times at once.");
        }
        for (n, slot) in self.slots.iter().enumerate().take(100) {
            let at = format!("/slots/{n}");
            if !is_plausible(slot.starts.date()) {
                fault(f, format!("{at}/starts"), "Check the year of this date.");
            }
            if !(5..=180).contains(&slot.minutes) {
                fault(f, format!("{at}/minutes"), "Set 5 to 180 minutes.");
            }
            if !(1..=50).contains(&slot.capacity) {
                fault(f, format!("{at}/capacity"), "Set 1 to 50 people.");
            }
            line(f, &format!("{at}/place"), &slot.place, 200);
        }
        std::mem::take(f)
    }
}

impl Check for ApplicationFeedback {
    fn faults(&self) -> Faults {
        let f = &mut Faults::new();
        if self.feedback.chars().count() > 2_000 {
            fault(f, "/feedback", "Write at most 2,000 characters.");
        }
        std::mem::take(f)
    }
}

impl Check for ApplicationDecisions {
    fn faults(&self) -> Faults {
        use ApplicationEvent as E;
        let f = &mut Faults::new();
        if self.ids.is_empty() || self.ids.len() > 500 {
            fault(f, "/ids", "Choose 1 to 500 applications.");
        }
        if !matches!(
            self.event,
            E::Shortlist | E::Unlist | E::Offer | E::Wait | E::Refuse
        ) {
            fault(f, "/event", "Only the applicant can do this.");
        }
        if self.event == E::Offer && self.offer_until.is_none() {
            fault(f, "/offer_until", "Set the last day to accept.");
        }
        if self.offer_until.is_some_and(|day| !is_plausible(day)) {
            fault(f, "/offer_until", "Check the year of this date.");
        }
        if self.feedback.chars().count() > 2_000 {
            fault(f, "/feedback", "Write at most 2,000 characters.");
        }
        if let Some(letter) = &self.letter {
            letter_faults(f, "/letter", letter);
        }
        std::mem::take(f)
    }
}
