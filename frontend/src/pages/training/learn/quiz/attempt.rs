use crate::pages::training::learn::saver::Saver;
use cairn_domain::training::{Answer, AnswersInput, AskedQuestion, AttemptView, QuestionKind};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A try that is open: its questions, what was answered so far, and how answers are kept.
#[derive(Clone, Copy)]
pub struct Attempt {
    pub given: RwSignal<BTreeMap<String, Answer>>,
    /// Absent in a preview, where nothing is kept.
    pub saver: Option<Saver<AnswersInput>>,
    questions: StoredValue<Vec<AskedQuestion>>,
}

impl Attempt {
    pub fn of(view: &AttemptView, is_kept: bool) -> Self {
        let path = format!("/quiz-attempts/{}/answers", view.id);
        Self {
            given: RwSignal::new(view.answers.clone()),
            saver: is_kept.then(|| Saver::new(path)),
            questions: StoredValue::new(view.questions.clone()),
        }
    }

    pub fn places(self, key: &str) -> Vec<u32> {
        self.given
            .with(|all| all.get(key).map_or_else(Vec::new, |a| a.places.clone()))
    }

    pub fn answer(self, key: &str, places: Vec<u32>) {
        let answer = Answer { places };
        self.given.update(|all| {
            all.insert(key.to_owned(), answer.clone());
        });
        if let Some(saver) = self.saver {
            let answers = BTreeMap::from([(key.to_owned(), answer)]);
            saver.keep(AnswersInput { answers });
        }
    }

    /// Places, from 0, of the questions that have no whole answer yet.
    pub fn open(self) -> Vec<usize> {
        self.given.with(|all| {
            self.questions.with_value(|questions| {
                questions
                    .iter()
                    .enumerate()
                    .filter(|(_, q)| !all.get(&q.key).is_some_and(|a| is_whole(q, a)))
                    .map(|(n, _)| n)
                    .collect()
            })
        })
    }

    pub fn count(self) -> usize {
        self.questions.with_value(Vec::len)
    }
}

fn is_whole(question: &AskedQuestion, answer: &Answer) -> bool {
    match question.kind {
        QuestionKind::Single | QuestionKind::Multiple => !answer.places.is_empty(),
        QuestionKind::Ordering | QuestionKind::Matching => answer.places.len() == question.options.len(),
    }
}
