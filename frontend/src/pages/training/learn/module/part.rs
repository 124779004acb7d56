//! The parts of a module: its lessons, its scenario, what to set up, and its quiz.

use cairn_domain::training::{LearnModule, Progress};

/// A part, as addresses name it: `lesson-KEY`, `scenario`, `checklist`, `quiz`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Lesson(String),
    Scenario,
    Checklist,
    Quiz,
}

impl Part {
    pub fn key(&self) -> String {
        match self {
            Self::Lesson(key) => format!("lesson-{key}"),
            Self::Scenario => "scenario".to_owned(),
            Self::Checklist => "checklist".to_owned(),
            Self::Quiz => "quiz".to_owned(),
        }
    }

    pub fn title(&self, module: &LearnModule) -> String {
        match self {
            Self::Lesson(key) => module
                .lessons
                .iter()
                .find(|l| l.key == *key)
                .map_or_else(String::new, |l| l.title.clone()),
            Self::Scenario => module
                .scenario
                .as_ref()
                .map_or_else(String::new, |s| s.title.clone()),
            Self::Checklist => "What to set up".to_owned(),
            Self::Quiz => "Quiz".to_owned(),
        }
    }

    /// What kind of part it is, where the title doesn't say.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Lesson(_) => "Lesson",
            Self::Scenario => "What would you do?",
            Self::Checklist => "Checklist",
            Self::Quiz => "Check what you know",
        }
    }

    pub fn is_done(&self, module: &LearnModule, progress: &Progress) -> bool {
        match self {
            Self::Lesson(key) => progress.lessons_read.contains(key),
            Self::Scenario => progress.scenario_done,
            Self::Checklist => module.checklist.iter().all(|c| progress.ticked.contains(&c.key)),
            Self::Quiz => progress.quiz_passed,
        }
    }
}

/// The parts that a module has, in their order.
pub fn parts(module: &LearnModule) -> Vec<Part> {
    let mut parts: Vec<Part> = module
        .lessons
        .iter()
        .map(|l| Part::Lesson(l.key.clone()))
        .collect();
    if module.scenario.is_some() {
        parts.push(Part::Scenario);
    }
    if !module.checklist.is_empty() {
        parts.push(Part::Checklist);
    }
    if module.quiz.is_some() {
        parts.push(Part::Quiz);
    }
    parts
}

/// The part that an address asks for, or else the first one that isn't done yet.
pub fn part_at(module: &LearnModule, progress: &Progress, asked: &str) -> Option<Part> {
    let all = parts(module);
    let asked = all.iter().find(|p| p.key() == asked);
    let open = || all.iter().find(|p| !p.is_done(module, progress));
    asked.or_else(open).or_else(|| all.first()).cloned()
}
