use super::draft::{Rows, text};
use cairn_domain::training::{ChoiceQuality, Scenario, ScenarioChoice, ScenarioStep};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct ScenarioDraft {
    pub is_on: RwSignal<bool>,
    pub title: RwSignal<String>,
    pub start: RwSignal<String>,
    pub steps: Rows<StepDraft>,
}

#[derive(Clone, Copy)]
pub struct StepDraft {
    pub text: RwSignal<String>,
    pub choices: Rows<ChoiceDraft>,
}

#[derive(Clone, Copy)]
pub struct ChoiceDraft {
    pub text: RwSignal<String>,
    pub quality: RwSignal<String>,
    pub feedback: RwSignal<String>,
    pub next: RwSignal<String>,
}

impl ChoiceDraft {
    pub fn of(c: &ScenarioChoice) -> Self {
        Self {
            text: text(&c.text),
            quality: text(c.quality.as_str()),
            feedback: text(&c.feedback),
            next: text(&c.next),
        }
    }
    pub fn empty() -> Self {
        Self::of(&ScenarioChoice {
            text: String::new(),
            quality: ChoiceQuality::Fair,
            feedback: String::new(),
            next: String::new(),
        })
    }
    fn read(self) -> ScenarioChoice {
        ScenarioChoice {
            text: self.text.get().trim().to_owned(),
            quality: self.quality.get().parse().unwrap_or(ChoiceQuality::Fair),
            feedback: self.feedback.get().trim().to_owned(),
            next: self.next.get(),
        }
    }
}

impl StepDraft {
    pub fn of(s: &ScenarioStep) -> Self {
        // Choices have no keys of their own; their rows get some, to tell them apart on the page.
        let choices = s
            .choices
            .iter()
            .enumerate()
            .map(|(n, c)| (format!("choice-{}", n + 1), ChoiceDraft::of(c)));
        Self {
            text: text(&s.text),
            choices: Rows::of("choice", choices),
        }
    }
    pub fn empty() -> Self {
        Self {
            text: text(""),
            choices: Rows::of("choice", std::iter::empty()),
        }
    }
}

impl ScenarioDraft {
    pub fn of(s: Option<&Scenario>) -> Self {
        let steps = s
            .into_iter()
            .flat_map(|s| &s.steps)
            .map(|s| (s.key.clone(), StepDraft::of(s)));
        Self {
            is_on: RwSignal::new(s.is_some()),
            title: text(s.map_or("", |s| &s.title)),
            start: text(s.map_or("", |s| &s.start)),
            steps: Rows::of("step", steps),
        }
    }

    pub fn read(self) -> Option<Scenario> {
        self.is_on.get().then(|| Scenario {
            title: self.title.get().trim().to_owned(),
            start: self.start.get(),
            steps: self.steps.read(|key, s| ScenarioStep {
                key,
                text: s.text.get().trim().to_owned(),
                choices: s.choices.read(|_, c| c.read()),
            }),
        })
    }

    /// The steps to choose from: key, and how a step begins.
    pub fn step_options(self) -> Vec<(String, String)> {
        self.steps
            .list
            .get()
            .into_iter()
            .enumerate()
            .map(|(n, row)| {
                let words = row.draft.text.get();
                let begin: String = words.chars().take(50).collect();
                let more = if words.chars().count() > 50 { "…" } else { "" };
                (row.key.get_value(), format!("Step {}: {begin}{more}", n + 1))
            })
            .collect()
    }
}
