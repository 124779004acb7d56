//! How what a learner does reaches the server: at once, and again after a break in the connection. What is kept adds up, so that
//! sending it twice, or from two devices, does no harm.

use crate::client::request::Call;
use crate::client::{Problem, post, put};
use cairn_domain::training::{AnswersInput, AttemptView, LearnModule, ProgressStep};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// How soon something that didn't arrive is sent again.
const AGAIN: Duration = Duration::from_secs(5);

#[derive(Clone, PartialEq)]
pub enum Saved {
    Nothing,
    Saving,
    Kept,
    /// Not yet: the connection, or the server, and it is tried again.
    Waiting,
    /// The server won't take it.
    Refused(Problem),
}

/// Something to keep that can be put together with what came before it.
pub trait Keepable: Clone + Send + Sync + 'static {
    type Answer: DeserializeOwned + 'static;
    /// Both as one: what the later one says counts.
    fn and(self, later: Self) -> Self;
    fn call(&self, path: String) -> Call;
}

type Then = Callback<Result<(), Problem>>;

pub struct Saver<T: Keepable> {
    pub state: RwSignal<Saved>,
    path: StoredValue<String>,
    pending: StoredValue<Option<T>>,
    busy: StoredValue<bool>,
    /// Hears what the server makes of it. As old as the saver: an answer may come when what asked for it is gone from the page.
    taken: StoredValue<Option<Callback<T::Answer>>>,
    then: StoredValue<Option<Then>>,
}

impl<T: Keepable> Clone for Saver<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Keepable> Copy for Saver<T> {}

impl<T: Keepable> Saver<T> {
    pub fn new(path: String) -> Self {
        Self {
            state: RwSignal::new(Saved::Nothing),
            path: StoredValue::new(path),
            pending: StoredValue::new(None),
            busy: StoredValue::new(false),
            taken: StoredValue::new(None),
            then: StoredValue::new(None),
        }
    }

    /// Says who hears what the server makes of what is kept. Call where the saver is made.
    pub fn heard_by(self, taken: Callback<T::Answer>) {
        self.taken.set_value(Some(taken));
    }

    pub fn keep(self, what: T) {
        self.pending.update_value(|p| *p = Some(together(p.take(), what)));
        self.send();
    }

    /// Nothing is on its way or waiting.
    pub fn is_idle(self) -> bool {
        self.pending.with_value(Option::is_none) && !self.busy.get_value()
    }

    /// Calls `then` once everything is kept, or with what stands in the way.
    pub fn settle(self, then: Then) {
        if self.is_idle() {
            return then.run(Ok(()));
        }
        self.then.set_value(Some(then));
        self.send();
    }

    fn settled(self, result: Result<(), Problem>) {
        if let Some(then) = self.then.try_update_value(Option::take).flatten() {
            then.run(result);
        }
    }

    fn send(self) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        let Some(what) = self.pending.try_update_value(Option::take).flatten() else {
            return;
        };
        self.busy.set_value(true);
        self.state.set(Saved::Saving);
        let call = what.call(self.path.get_value());
        spawn_local(async move {
            let answer = call.read::<T::Answer>().await;
            // The page may be gone: what was sent is kept all the same.
            if self.busy.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    if let Some(taken) = self.taken.get_value() {
                        taken.run(answer);
                    }
                    if self.is_idle() {
                        self.state.set(Saved::Kept);
                        self.settled(Ok(()));
                    } else {
                        self.send();
                    }
                }
                Err(problem) if matches!(problem.status, 0 | 429 | 500..) => {
                    let newer = self.pending.try_update_value(Option::take).flatten();
                    let all = match newer {
                        Some(newer) => what.and(newer),
                        None => what,
                    };
                    self.pending.set_value(Some(all));
                    self.state.set(Saved::Waiting);
                    self.settled(Err(problem));
                    set_timeout(move || self.send(), AGAIN);
                }
                Err(problem) => {
                    self.state.set(Saved::Refused(problem.clone()));
                    self.settled(Err(problem));
                }
            }
        });
    }
}

fn together<T: Keepable>(earlier: Option<T>, later: T) -> T {
    match earlier {
        Some(earlier) => earlier.and(later),
        None => later,
    }
}

impl Keepable for ProgressStep {
    type Answer = LearnModule;

    fn and(mut self, later: Self) -> Self {
        self.lessons_read.extend(later.lessons_read);
        self.ticked.retain(|key| !later.unticked.contains(key));
        self.unticked.retain(|key| !later.ticked.contains(key));
        self.ticked.extend(later.ticked);
        self.unticked.extend(later.unticked);
        self.scenario = later.scenario.or(self.scenario);
        self
    }

    fn call(&self, path: String) -> Call {
        post(path).json(self)
    }
}

impl Keepable for AnswersInput {
    type Answer = AttemptView;

    fn and(mut self, later: Self) -> Self {
        self.answers.extend(later.answers);
        self
    }

    fn call(&self, path: String) -> Call {
        put(path).json(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(ticked: &[&str], unticked: &[&str], scenario: Option<Vec<u32>>) -> ProgressStep {
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect();
        ProgressStep {
            ticked: words(ticked),
            unticked: words(unticked),
            scenario,
            ..ProgressStep::default()
        }
    }

    #[test]
    fn of_two_steps_what_was_done_last_counts() {
        let sum = step(&["a"], &["b"], Some(vec![0])).and(step(&["b"], &["a"], None));
        assert_eq!(sum, step(&["b"], &["a"], Some(vec![0])));
        assert_eq!(sum.and(step(&[], &[], Some(vec![]))).scenario, Some(vec![]));
    }
}
