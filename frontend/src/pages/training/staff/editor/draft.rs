//! A module while it is being written: every field as it stands in its box.

use super::question_draft::QuizDraft;
use super::scenario_draft::ScenarioDraft;
use cairn_domain::training::{ChecklistItem, Lesson, ModuleContent};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct ModuleDraft {
    pub title: RwSignal<String>,
    pub summary: RwSignal<String>,
    pub topic: RwSignal<String>,
    pub minutes: RwSignal<String>,
    pub lessons: Rows<LessonDraft>,
    pub scenario: ScenarioDraft,
    pub checklist: Rows<ItemDraft>,
    pub quiz: QuizDraft,
}

#[derive(Clone, Copy)]
pub struct LessonDraft {
    pub title: RwSignal<String>,
    pub body: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct ItemDraft {
    pub text: RwSignal<String>,
    pub help: RwSignal<String>,
}

pub fn text(t: &str) -> RwSignal<String> {
    RwSignal::new(t.to_owned())
}

impl ModuleDraft {
    pub fn of(c: &ModuleContent) -> Self {
        let lesson = |l: &Lesson| LessonDraft {
            title: text(&l.title),
            body: text(&l.body),
        };
        let item = |i: &ChecklistItem| ItemDraft {
            text: text(&i.text),
            help: text(&i.help),
        };
        Self {
            title: text(&c.title),
            summary: text(&c.summary),
            topic: text(&c.topic),
            minutes: text(&c.minutes.to_string()),
            lessons: Rows::of("lesson", c.lessons.iter().map(|l| (l.key.clone(), lesson(l)))),
            scenario: ScenarioDraft::of(c.scenario.as_ref()),
            checklist: Rows::of("item", c.checklist.iter().map(|i| (i.key.clone(), item(i)))),
            quiz: QuizDraft::of(c.quiz.as_ref()),
        }
    }

    pub fn read(self) -> ModuleContent {
        let line = |s: RwSignal<String>| s.get().trim().to_owned();
        ModuleContent {
            title: line(self.title),
            summary: line(self.summary),
            minutes: line(self.minutes).parse().unwrap_or(0),
            topic: line(self.topic),
            lessons: self.lessons.read(|key, l| Lesson {
                key,
                title: line(l.title),
                body: l.body.get(),
            }),
            scenario: self.scenario.read(),
            checklist: self.checklist.read(|key, i| ChecklistItem {
                key,
                text: line(i.text),
                help: line(i.help),
            }),
            quiz: self.quiz.read(),
        }
    }

    pub fn read_untracked(self) -> ModuleContent {
        untrack(|| self.read())
    }
}

/// A row of a list that is being written, with the key that names it for good.
#[derive(Clone, Copy)]
pub struct Row<T: Copy + Send + Sync + 'static> {
    pub key: StoredValue<String>,
    pub draft: T,
}

/// Rows that can be added, moved and taken away. New keys are made here: nobody needs to think of one.
#[derive(Clone, Copy)]
pub struct Rows<T: Copy + Send + Sync + 'static> {
    pub list: RwSignal<Vec<Row<T>>>,
    /// What new keys begin with.
    word: &'static str,
    /// Rows that are added later live as long as those that were there at first.
    owner: StoredValue<Option<Owner>>,
}

impl<T: Copy + Send + Sync + 'static> Rows<T> {
    pub fn of(word: &'static str, rows: impl Iterator<Item = (String, T)>) -> Self {
        let rows = rows.map(|(key, draft)| Row {
            key: StoredValue::new(key),
            draft,
        });
        Self {
            list: RwSignal::new(rows.collect()),
            word,
            owner: StoredValue::new(Owner::current()),
        }
    }

    pub fn read<C>(self, content: impl Fn(String, T) -> C) -> Vec<C> {
        self.list
            .get()
            .into_iter()
            .map(|row| content(row.key.get_value(), row.draft))
            .collect()
    }

    pub fn add(self, make: impl FnOnce() -> T) -> String {
        let key = self.free_key();
        let own = key.clone();
        let row = move || Row {
            key: StoredValue::new(own),
            draft: make(),
        };
        let row = match self.owner.get_value() {
            Some(owner) => owner.with(row),
            None => row(),
        };
        self.list.update(|list| list.push(row));
        key
    }

    pub fn remove(self, at: usize) {
        self.list.update(|list| {
            if at < list.len() {
                list.remove(at);
            }
        });
    }

    /// Puts a row one place up or down.
    pub fn shift(self, at: usize, up: bool) {
        self.list.update(|list| {
            let to = if up { at.checked_sub(1) } else { Some(at + 1) };
            if let Some(to) = to.filter(|to| *to < list.len() && at < list.len()) {
                list.swap(at, to);
            }
        });
    }

    fn free_key(self) -> String {
        self.list.with_untracked(|list| {
            (list.len() + 1..)
                .map(|n| format!("{}-{n}", self.word))
                .find(|key| !list.iter().any(|row| row.key.with_value(|k| k == key)))
                .unwrap_or_default()
        })
    }
}
