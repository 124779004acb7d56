//! What a training module is made of, and what is wrong with a draft of one.

use super::scenario;
use crate::cohorts::vocabulary::words;
use crate::identity::wire::wire;
use crate::problem::Check;
use crate::text::is_line;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// How a question is answered.
    QuestionKind {
        /// One of the options is right.
        Single = "single", "Choose one";
        /// Two or more of the options are right.
        Multiple = "multiple", "Choose all that apply";
        /// The options, in the right order as they are kept.
        Ordering = "ordering", "Put in order";
        /// Every left side belongs to one right side.
        Matching = "matching", "Match the pairs";
    }
    /// How far a choice in a scenario helps.
    ChoiceQuality {
        Good = "good", "This helps";
        Fair = "fair", "This helps a little";
        Poor = "poor", "Something else helps more";
    }
}

wire! {
    /// One training module: lessons to read, a scenario that branches, things to set up, and a quiz.
    #[derive(Default)]
    ModuleContent {
        title: String = "Noticing when somebody struggles",
        /// What a mentor can do after it.
        summary: String = "Notice the signs of stress, ask kindly, and know when to pass it on.",
        /// An honest guess at how long it takes.
        minutes: u32 = 15,
        /// What of the scheme's training it covers.
        topic: String = "Student welfare",
        lessons: Vec<Lesson>,
        #[serde(default)]
        scenario: Option<Scenario>,
        #[serde(default)]
        checklist: Vec<ChecklistItem>,
        #[serde(default)]
        quiz: Option<Quiz>,
    }
    Lesson {
        /// Names the lesson for good, also when its title changes.
        key: String = "signs",
        title: String = "What you might notice",
        /// Markdown (CommonMark). `{{emergency_routes}}` and `{{supervisor}}` become the institution's own.
        body: String = "## A change\n\nSomebody who wrote every day goes quiet.",
    }
    /// A story that goes on as the reader chooses.
    Scenario {
        title: String = "Sam goes quiet",
        /// The key of the first step.
        start: String = "first",
        steps: Vec<ScenarioStep>,
    }
    ScenarioStep {
        key: String = "first",
        text: String = "Sam has not written for a week.",
        /// Empty: the story ends here.
        #[serde(default)]
        choices: Vec<ScenarioChoice>,
    }
    ScenarioChoice {
        text: String = "Write to Sam, just to say hello",
        quality: ChoiceQuality,
        /// Said when this is chosen.
        feedback: String = "A short message shows that somebody noticed.",
        /// The key of the step that follows.
        next: String = "second",
    }
    /// Something to set up or try, ticked off by the mentor.
    ChecklistItem {
        key: String = "sign-in",
        text: String = "I can sign in to Cairn on my phone",
        help: String = "Open the same address as on a computer.",
    }
    /// A bank of questions, of which some are asked at a time.
    Quiz {
        /// How many are asked.
        draw: u32 = 8,
        questions: Vec<Question>,
    }
    Question {
        key: String = "q1",
        kind: QuestionKind,
        text: String = "What would you do first?",
        /// For `ordering`: in the right order.
        #[serde(default)]
        options: Vec<String> = ["Ask how they are", "Call their family"],
        /// For `single` and `multiple`: the places of the right options, from 0.
        #[serde(default)]
        correct: Vec<u32> = [0],
        /// For `matching`.
        #[serde(default)]
        pairs: Vec<QuestionPair>,
        /// Shown after answering.
        explanation: String = "Asking openly is kind and does no harm.",
    }
    QuestionPair { left: String = "Lost their key", right: String = "Campus security", }
}

/// Questions a quiz asks at the least.
pub const QUIZ_MIN: u32 = 8;

/// Collects what is wrong, by JSON pointer.
struct Faults(Vec<(String, String)>);

impl Faults {
    fn add(&mut self, at: impl Into<String>, what: &str) {
        self.0.push((at.into(), what.to_owned()));
    }
    fn line(&mut self, at: &str, text: &str, most: usize) {
        if text.trim().is_empty() || text.chars().count() > most || !is_line(text) {
            self.add(at, &format!("Write 1 to {most} characters, in one line."));
        }
    }
    fn text(&mut self, at: &str, text: &str, most: usize) {
        if text.trim().is_empty() || text.chars().count() > most {
            self.add(at, &format!("Write 1 to {most} characters."));
        }
    }
    fn keys<'a>(&mut self, at: &str, keys: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (n, key) in keys.enumerate() {
            if !is_key(key) {
                self.add(
                    format!("{at}/{n}/key"),
                    "A key has 1 to 40 small letters, digits and hyphens.",
                );
            }
            if !seen.insert(key) {
                self.add(
                    format!("{at}/{n}/key"),
                    "Another one has this key. Give each its own.",
                );
            }
        }
    }
}

/// Whether a text can name a part of a module: 1 to 40 of `a-z`, `0-9` and `-`.
pub fn is_key(key: &str) -> bool {
    (1..=40).contains(&key.len())
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl Check for ModuleContent {
    /// What stands in the way of keeping a draft. Publishing asks for more: [`ModuleContent::gaps`].
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Faults(Vec::new());
        f.line("/title", &self.title, 80);
        if self.summary.chars().count() > 400 {
            f.add("/summary", "Write at most 400 characters.");
        }
        if self.topic.chars().count() > 120 || !is_line(&self.topic) {
            f.add("/topic", "Write at most 120 characters, in one line.");
        }
        if self.minutes > 240 {
            f.add(
                "/minutes",
                "A module takes at most 240 minutes. Split a longer one.",
            );
        }
        if self.lessons.len() > 40 {
            f.add("/lessons", "A module has at most 40 lessons. Split a longer one.");
        }
        f.keys("/lessons", self.lessons.iter().map(|l| l.key.as_str()));
        for (n, lesson) in self.lessons.iter().enumerate() {
            f.line(&format!("/lessons/{n}/title"), &lesson.title, 120);
            if lesson.body.chars().count() > 40_000 {
                f.add(
                    format!("/lessons/{n}/body"),
                    "Write at most 40,000 characters. Split a longer lesson.",
                );
            }
        }
        if self.checklist.len() > 40 {
            f.add("/checklist", "A checklist has at most 40 items.");
        }
        f.keys("/checklist", self.checklist.iter().map(|c| c.key.as_str()));
        for (n, item) in self.checklist.iter().enumerate() {
            f.line(&format!("/checklist/{n}/text"), &item.text, 200);
            if item.help.chars().count() > 600 {
                f.add(format!("/checklist/{n}/help"), "Write at most 600 characters.");
            }
        }
        if let Some(scenario) = &self.scenario {
            scenario_faults(scenario, &mut f);
        }
        if let Some(quiz) = &self.quiz {
            quiz_faults(quiz, &mut f);
        }
        f.0
    }
}

fn scenario_faults(s: &Scenario, f: &mut Faults) {
    f.line("/scenario/title", &s.title, 120);
    if s.steps.len() > 60 {
        f.add("/scenario/steps", "A scenario has at most 60 steps.");
    }
    f.keys("/scenario/steps", s.steps.iter().map(|s| s.key.as_str()));
    for (n, step) in s.steps.iter().enumerate() {
        f.text(&format!("/scenario/steps/{n}/text"), &step.text, 2000);
        if step.choices.len() > 6 {
            f.add(format!("/scenario/steps/{n}/choices"), "Offer at most 6 choices.");
        }
        for (c, choice) in step.choices.iter().enumerate() {
            f.line(
                &format!("/scenario/steps/{n}/choices/{c}/text"),
                &choice.text,
                300,
            );
            if choice.feedback.chars().count() > 1000 {
                f.add(
                    format!("/scenario/steps/{n}/choices/{c}/feedback"),
                    "Write at most 1,000 characters.",
                );
            }
        }
    }
}

fn quiz_faults(quiz: &Quiz, f: &mut Faults) {
    if quiz.questions.len() > 200 {
        f.add("/quiz/questions", "A bank has at most 200 questions.");
    }
    f.keys("/quiz/questions", quiz.questions.iter().map(|q| q.key.as_str()));
    for (n, q) in quiz.questions.iter().enumerate() {
        f.text(&format!("/quiz/questions/{n}/text"), &q.text, 1000);
        if q.explanation.chars().count() > 1000 {
            f.add(
                format!("/quiz/questions/{n}/explanation"),
                "Write at most 1,000 characters.",
            );
        }
        for (at, what) in q.faults() {
            f.add(format!("/quiz/questions/{n}{at}"), &what);
        }
    }
}

impl Question {
    /// How many things there are to choose, order or match.
    pub fn len(&self) -> usize {
        if self.kind == QuestionKind::Matching {
            self.pairs.len()
        } else {
            self.options.len()
        }
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What makes a question unanswerable or unfair.
    fn faults(&self) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        let mut fault = |at, what: &str| faults.push((at, what.to_owned()));
        let at = if self.kind == QuestionKind::Matching {
            "/pairs"
        } else {
            "/options"
        };
        if !(2..=8).contains(&self.len()) {
            fault(at, "Give 2 to 8.");
        }
        let mut lefts: Vec<&str> = self.options.iter().map(String::as_str).collect();
        let mut rights = Vec::new();
        if self.kind == QuestionKind::Matching {
            lefts = self.pairs.iter().map(|p| p.left.as_str()).collect();
            rights = self.pairs.iter().map(|p| p.right.as_str()).collect();
        }
        for texts in [lefts, rights] {
            if texts
                .iter()
                .any(|t| t.trim().is_empty() || t.chars().count() > 300 || !is_line(t))
            {
                fault(at, "Write 1 to 300 characters in each, in one line.");
            }
            if texts.iter().collect::<BTreeSet<_>>().len() < texts.len() {
                fault(at, "Two of these are the same. Make each different.");
            }
        }
        let right: BTreeSet<u32> = self.correct.iter().copied().collect();
        let inside =
            right.iter().all(|c| (*c as usize) < self.options.len()) && right.len() == self.correct.len();
        match self.kind {
            QuestionKind::Single if right.len() != 1 || !inside => {
                fault("/correct", "Mark one option as right.")
            }
            QuestionKind::Multiple if right.len() < 2 || !inside => {
                fault("/correct", "Mark at least two options as right.");
            }
            _ => {}
        }
        faults
    }
}

impl ModuleContent {
    /// What is still missing before a draft can be published, beyond what [`Check::faults`] finds.
    pub fn gaps(&self) -> Vec<(String, String)> {
        let mut f = Faults(self.faults());
        f.text("/summary", &self.summary, 400);
        if self.minutes == 0 {
            f.add("/minutes", "Say how many minutes it takes.");
        }
        if self.lessons.is_empty() {
            f.add("/lessons", "Write at least one lesson.");
        }
        for (n, lesson) in self.lessons.iter().enumerate() {
            f.text(&format!("/lessons/{n}/body"), &lesson.body, 40_000);
        }
        if let Some(s) = &self.scenario {
            for (at, what) in scenario::gaps(s) {
                f.add(format!("/scenario{at}"), &what);
            }
        }
        if let Some(quiz) = &self.quiz {
            if quiz.draw < QUIZ_MIN {
                f.add("/quiz/draw", &format!("Ask at least {QUIZ_MIN} questions."));
            }
            if (quiz.questions.len() as u64) < u64::from(quiz.draw) {
                f.add(
                    "/quiz/questions",
                    "Write at least as many questions as are asked. More are better: a second try then asks others.",
                );
            }
            for (n, q) in quiz.questions.iter().enumerate() {
                f.text(&format!("/quiz/questions/{n}/explanation"), &q.explanation, 1000);
            }
        }
        f.0
    }
}
