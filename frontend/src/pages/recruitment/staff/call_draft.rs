//! A call while it is being edited: a signal for each box.

use super::letters::LettersDraft;
use super::question_draft::QuestionDraft;
use super::rubric::CriterionDraft;
use cairn_domain::cohorts::FheqLevel;
use cairn_domain::recruitment::CallContent;
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct CallDraft {
    pub title: RwSignal<String>,
    pub slug: RwSignal<String>,
    pub role: RwSignal<String>,
    pub given_back: RwSignal<String>,
    pub opens: RwSignal<String>,
    pub closes: RwSignal<String>,
    pub answer_by: RwSignal<String>,
    pub levels: RwSignal<Vec<FheqLevel>>,
    pub conduct: RwSignal<String>,
    pub reference: RwSignal<bool>,
    pub interview: RwSignal<bool>,
    pub questions: RwSignal<Vec<QuestionDraft>>,
    pub rubric: RwSignal<Vec<CriterionDraft>>,
    pub places: RwSignal<String>,
    pub scorers_each: RwSignal<String>,
    pub letters: LettersDraft,
    /// What this page doesn't change.
    rest: StoredValue<CallContent>,
}

const WALL: &str = "%Y-%m-%dT%H:%M";

impl CallDraft {
    pub fn of(c: &CallContent) -> Self {
        let text = |t: &str| RwSignal::new(t.to_owned());
        Self {
            title: text(&c.title),
            slug: text(&c.slug),
            role: text(&c.role),
            given_back: text(&c.given_back),
            opens: RwSignal::new(c.opens.format(WALL).to_string()),
            closes: RwSignal::new(c.closes.format(WALL).to_string()),
            answer_by: RwSignal::new(c.answer_by.to_string()),
            levels: RwSignal::new(c.levels.clone()),
            conduct: text(&c.conduct),
            reference: RwSignal::new(c.asks_for_reference),
            interview: RwSignal::new(c.has_interview),
            questions: RwSignal::new(c.questions.iter().map(QuestionDraft::of).collect()),
            rubric: RwSignal::new(c.rubric.iter().map(CriterionDraft::of).collect()),
            places: RwSignal::new(c.places.to_string()),
            scorers_each: RwSignal::new(c.scorers_each.to_string()),
            letters: LettersDraft::of(&c.letters),
            rest: StoredValue::new(c.clone()),
        }
    }

    /// What is meant, or the field that can't be read, and why.
    pub fn read(self) -> Result<CallContent, (&'static str, &'static str)> {
        let moment = |s: RwSignal<String>, at| {
            let typed = s.get();
            NaiveDateTime::parse_from_str(&typed, WALL)
                .or_else(|_| typed.parse())
                .map_err(|_| (at, "Enter a day and a time."))
        };
        let answer_by = self
            .answer_by
            .get()
            .parse::<NaiveDate>()
            .map_err(|_| ("/answer_by", "Enter a day."))?;
        Ok(CallContent {
            title: self.title.get(),
            slug: self.slug.get().trim().to_owned(),
            role: self.role.get(),
            given_back: self.given_back.get(),
            opens: moment(self.opens, "/opens")?,
            closes: moment(self.closes, "/closes")?,
            answer_by,
            levels: self.levels.get(),
            conduct: self.conduct.get(),
            asks_for_reference: self.reference.get(),
            has_interview: self.interview.get(),
            questions: self
                .questions
                .get()
                .into_iter()
                .map(QuestionDraft::read)
                .collect(),
            rubric: self.rubric.get().into_iter().map(CriterionDraft::read).collect(),
            places: number(self.places, "/places")?,
            scorers_each: number(self.scorers_each, "/scorers_each")?,
            letters: self.letters.read(),
            ..self.rest.get_value()
        })
    }
}

/// A number as somebody typed it; nothing is 0.
fn number<T: std::str::FromStr + Default>(
    typed: RwSignal<String>,
    at: &'static str,
) -> Result<T, (&'static str, &'static str)> {
    let typed = typed.get();
    match typed.trim() {
        "" => Ok(T::default()),
        typed => typed.parse().map_err(|_| (at, "Enter a number.")),
    }
}
