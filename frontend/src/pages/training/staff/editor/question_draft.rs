use super::draft::{Rows, text};
use cairn_domain::training::{QUIZ_MIN, Question, QuestionKind, QuestionPair, Quiz};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct QuizDraft {
    pub is_on: RwSignal<bool>,
    pub draw: RwSignal<String>,
    pub questions: Rows<QuestionDraft>,
}

/// A question keeps its options and its pairs while its kind changes: only what the kind needs is read.
#[derive(Clone, Copy)]
pub struct QuestionDraft {
    pub kind: RwSignal<String>,
    pub text: RwSignal<String>,
    pub options: Rows<OptionDraft>,
    pub pairs: Rows<PairDraft>,
    pub explanation: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct OptionDraft {
    pub text: RwSignal<String>,
    pub is_right: RwSignal<bool>,
}

#[derive(Clone, Copy)]
pub struct PairDraft {
    pub left: RwSignal<String>,
    pub right: RwSignal<String>,
}

impl OptionDraft {
    pub fn empty() -> Self {
        Self {
            text: text(""),
            is_right: RwSignal::new(false),
        }
    }
}
impl PairDraft {
    pub fn empty() -> Self {
        Self {
            left: text(""),
            right: text(""),
        }
    }
}

impl QuestionDraft {
    fn of(q: &Question) -> Self {
        let options = (0_u32..).zip(&q.options).map(|(n, option)| {
            let draft = OptionDraft {
                text: text(option),
                is_right: RwSignal::new(q.correct.contains(&n)),
            };
            (format!("option-{}", n + 1), draft)
        });
        let pairs = q.pairs.iter().enumerate().map(|(n, p)| {
            let draft = PairDraft {
                left: text(&p.left),
                right: text(&p.right),
            };
            (format!("pair-{}", n + 1), draft)
        });
        Self {
            kind: text(q.kind.as_str()),
            text: text(&q.text),
            options: Rows::of("option", options),
            pairs: Rows::of("pair", pairs),
            explanation: text(&q.explanation),
        }
    }

    /// A new question, with room for the answers that it needs.
    pub fn empty(kind: QuestionKind) -> Self {
        let draft = Self::of(&Question {
            key: String::new(),
            kind,
            text: String::new(),
            options: Vec::new(),
            correct: Vec::new(),
            pairs: Vec::new(),
            explanation: String::new(),
        });
        for _ in 0..3 {
            if kind == QuestionKind::Matching {
                draft.pairs.add(PairDraft::empty);
            } else {
                draft.options.add(OptionDraft::empty);
            }
        }
        draft
    }

    pub fn kind(self) -> QuestionKind {
        self.kind.get().parse().unwrap_or(QuestionKind::Single)
    }

    fn read(self, key: String) -> Question {
        let line = |s: RwSignal<String>| s.get().trim().to_owned();
        let kind = self.kind();
        let matching = kind == QuestionKind::Matching;
        let marked = matches!(kind, QuestionKind::Single | QuestionKind::Multiple);
        let options = if matching {
            Vec::new()
        } else {
            self.options.read(|_, o| (line(o.text), o.is_right.get()))
        };
        let right = (0_u32..)
            .zip(&options)
            .filter(|(_, (_, right))| marked && *right)
            .map(|(n, _)| n)
            .collect();
        let pairs = if matching {
            self.pairs.read(|_, p| QuestionPair {
                left: line(p.left),
                right: line(p.right),
            })
        } else {
            Vec::new()
        };
        Question {
            key,
            kind,
            text: line(self.text),
            options: options.into_iter().map(|(text, _)| text).collect(),
            correct: right,
            pairs,
            explanation: line(self.explanation),
        }
    }
}

impl QuizDraft {
    pub fn of(quiz: Option<&Quiz>) -> Self {
        let questions = quiz
            .into_iter()
            .flat_map(|q| &q.questions)
            .map(|q| (q.key.clone(), QuestionDraft::of(q)));
        Self {
            is_on: RwSignal::new(quiz.is_some()),
            draw: text(&quiz.map_or(QUIZ_MIN, |q| q.draw).to_string()),
            questions: Rows::of("q", questions),
        }
    }

    pub fn read(self) -> Option<Quiz> {
        self.is_on.get().then(|| Quiz {
            draw: self.draw.get().trim().parse().unwrap_or(0),
            questions: self.questions.read(|key, q| q.read(key)),
        })
    }
}
