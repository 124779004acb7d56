use cairn_domain::recruitment::{CallQuestion, CallQuestionKind};
use leptos::prelude::*;

/// A question while it is being edited.
#[derive(Clone, Copy, PartialEq)]
pub struct QuestionDraft {
    pub key: StoredValue<String>,
    pub kind: RwSignal<String>,
    pub label: RwSignal<String>,
    pub help: RwSignal<String>,
    pub situation: RwSignal<String>,
    /// One answer a line.
    pub options: RwSignal<String>,
    pub most_words: RwSignal<String>,
    pub required: RwSignal<bool>,
}

impl QuestionDraft {
    pub fn of(q: &CallQuestion) -> Self {
        Self {
            key: StoredValue::new(q.key.clone()),
            kind: RwSignal::new(q.kind.as_str().to_owned()),
            label: RwSignal::new(q.label.clone()),
            help: RwSignal::new(q.help.clone()),
            situation: RwSignal::new(q.situation.clone()),
            options: RwSignal::new(q.options.join("\n")),
            most_words: RwSignal::new(q.most_words.to_string()),
            required: RwSignal::new(q.required),
        }
    }

    /// An empty one, with a key that no other question has.
    pub fn new(taken: &[Self]) -> Self {
        let is_taken = |key: &str| taken.iter().any(|q| q.key.with_value(|k| k == key));
        let key = (1..).map(|n| format!("question-{n}")).find(|k| !is_taken(k));
        Self::of(&CallQuestion {
            key: key.unwrap_or_default(),
            kind: CallQuestionKind::Text,
            label: String::new(),
            help: String::new(),
            situation: String::new(),
            options: vec![],
            most_words: 150,
            required: true,
        })
    }

    pub fn is(self, kind: CallQuestionKind) -> bool {
        self.kind.with(|k| k == kind.as_str())
    }

    /// What is meant. What a kind has no use for is left out.
    pub fn read(self) -> CallQuestion {
        let kind = self.kind.get().parse().unwrap_or(CallQuestionKind::Text);
        let (is_text, is_choice) = uses(kind);
        let lines = self.options.get();
        let options = lines
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned);
        CallQuestion {
            key: self.key.get_value(),
            kind,
            label: self.label.get(),
            help: self.help.get(),
            situation: if kind == CallQuestionKind::Scenario {
                self.situation.get()
            } else {
                String::new()
            },
            options: if is_choice { options.collect() } else { vec![] },
            most_words: if is_text {
                self.most_words.get().trim().parse().unwrap_or(0)
            } else {
                0
            },
            required: self.required.get(),
        }
    }
}

/// Whether words are counted, and whether there is something to choose from.
pub const fn uses(kind: CallQuestionKind) -> (bool, bool) {
    use CallQuestionKind as K;
    (
        matches!(kind, K::Text | K::Scenario),
        matches!(kind, K::Choice | K::Choices),
    )
}
