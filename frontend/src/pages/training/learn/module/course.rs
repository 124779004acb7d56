use super::module_href;
use super::part::{Part, part_at, parts};
use crate::client::{Query, get};
use crate::pages::training::learn::saver::Saver;
use cairn_domain::training::{LearnModule, ModuleState, Progress, ProgressStep, Quiz, QuizState};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where a course is shown.
#[derive(Clone)]
enum Place {
    /// A mentor learns. The query asks for the module anew.
    Real(Query),
    /// An author looks at a draft as a mentor sees it: nothing is kept, and the quiz is marked here.
    Preview { base: String, quiz: Option<Quiz> },
}

/// A module being learned: what it holds stays as it is, how far one is changes with every step.
#[derive(Clone, Copy)]
pub struct Course {
    pub module: StoredValue<LearnModule>,
    pub progress: RwSignal<Progress>,
    pub quiz: RwSignal<Option<QuizState>>,
    pub state: RwSignal<ModuleState>,
    pub saver: Saver<ProgressStep>,
    place: StoredValue<Place>,
}

impl Course {
    pub fn real(module: LearnModule, query: Query) -> Self {
        Self::new(module, Place::Real(query))
    }

    pub fn preview(module: LearnModule, base: String, quiz: Option<Quiz>) -> Self {
        Self::new(module, Place::Preview { base, quiz })
    }

    fn new(module: LearnModule, place: Place) -> Self {
        let steps = format!(
            "/me/training/{}/steps?scheme_id={}",
            module.module.id, module.scheme_id
        );
        let course = Self {
            progress: RwSignal::new(module.progress.clone()),
            quiz: RwSignal::new(module.quiz.clone()),
            state: RwSignal::new(module.module.state),
            saver: Saver::new(steps),
            module: StoredValue::new(module),
            place: StoredValue::new(place),
        };
        course
            .saver
            .heard_by(Callback::new(move |module| course.take(module)));
        course
    }

    pub fn is_preview(self) -> bool {
        self.place.with_value(|p| matches!(p, Place::Preview { .. }))
    }

    /// The bank that a preview draws its questions from.
    pub fn bank(self) -> Option<Quiz> {
        self.place.with_value(|p| match p {
            Place::Preview { quiz, .. } => quiz.clone(),
            Place::Real(_) => None,
        })
    }

    pub fn href(self, part: &str) -> String {
        self.place.with_value(|place| match place {
            Place::Real(_) => self
                .module
                .with_value(|m| module_href(m.scheme_id, m.module.id, part)),
            Place::Preview { base, .. } => format!("{base}?part={part}"),
        })
    }

    pub fn parts(self) -> Vec<Part> {
        self.module.with_value(parts)
    }

    pub fn part_at(self, asked: &str) -> Option<Part> {
        let progress = self.progress.get_untracked();
        self.module.with_value(|m| part_at(m, &progress, asked))
    }

    pub fn is_done(self, part: &Part) -> bool {
        self.progress
            .with(|progress| self.module.with_value(|m| part.is_done(m, progress)))
    }

    /// Does a step: the page shows it at once, the server hears of it.
    pub fn step(self, step: ProgressStep) {
        self.progress.update(|p| show(p, &step));
        if !self.is_preview() {
            self.saver.keep(step);
        }
    }

    /// Asks how far one is, after the quiz or when the server refused a step.
    pub fn refresh(self) {
        let path = self
            .module
            .with_value(|m| format!("/me/training/{}?scheme_id={}", m.module.id, m.scheme_id));
        spawn_local(async move {
            if let Ok(module) = get(path).read::<LearnModule>().await {
                self.take(module);
            }
        });
    }

    /// The module as it is after a refresh has begun: another version, and nothing done.
    pub fn begin_again(self, module: &LearnModule) {
        if let Some(Place::Real(query)) = self.place.try_get_value() {
            query.put(module);
        }
    }

    /// A quiz was passed in a preview.
    pub fn pass_preview(self) {
        self.progress.update(|p| p.quiz_passed = true);
    }

    fn take(self, new: LearnModule) {
        let Some(same) = self
            .module
            .try_with_value(|m| m.content_version == new.content_version)
        else {
            return;
        };
        if !same {
            // A newer version came before the first step: everything on the page may differ.
            if let Place::Real(query) = self.place.get_value() {
                query.reload();
            }
            return;
        }
        self.quiz.set(new.quiz);
        self.state.set(new.module.state);
        // While something newer is still on its way, the page knows better.
        if self.saver.is_idle() && self.progress.with_untracked(|p| *p != new.progress) {
            self.progress.set(new.progress);
        }
    }
}

/// Shows a step before the server has taken it.
fn show(p: &mut Progress, step: &ProgressStep) {
    for key in &step.lessons_read {
        if !p.lessons_read.contains(key) {
            p.lessons_read.push(key.clone());
        }
    }
    p.ticked.retain(|key| !step.unticked.contains(key));
    for key in &step.ticked {
        if !p.ticked.contains(key) {
            p.ticked.push(key.clone());
        }
    }
    if let Some(path) = &step.scenario {
        p.scenario.clone_from(path);
    }
}
