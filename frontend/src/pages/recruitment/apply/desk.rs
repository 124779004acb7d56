//! An application while it is being written: it is kept a moment after each change, and before it is handed in.

use crate::client::{Problem, put};
use cairn_domain::ids::ApplicationId;
use cairn_domain::recruitment::{ApplicationDraft, OwnApplication};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long somebody rests before what they wrote is kept.
const REST: Duration = Duration::from_millis(1_200);
/// How soon something that didn't arrive is sent again.
const AGAIN: Duration = Duration::from_secs(5);

#[derive(Clone, PartialEq)]
pub enum Kept {
    All,
    /// There is more since, and it is kept in a moment.
    Soon,
    Saving,
    /// Not yet: the connection, or the server, and it is tried again.
    Waiting,
    /// The server won't take it.
    Refused(Problem),
}

#[derive(Clone, Copy)]
pub struct Desk {
    pub id: ApplicationId,
    pub draft: RwSignal<ApplicationDraft>,
    pub state: RwSignal<Kept>,
    kept: StoredValue<ApplicationDraft>,
    version: StoredValue<i32>,
    turn: StoredValue<u32>,
}

impl Desk {
    pub fn new(own: &OwnApplication) -> Self {
        let desk = Self {
            id: own.id,
            draft: RwSignal::new(own.draft.clone()),
            state: RwSignal::new(Kept::All),
            kept: StoredValue::new(own.draft.clone()),
            version: StoredValue::new(own.version),
            turn: StoredValue::new(0),
        };
        Effect::new(move |_| {
            desk.draft.track();
            let now = desk.state.get_untracked();
            if desk.is_dirty() {
                if now == Kept::All {
                    desk.state.set(Kept::Soon);
                }
                desk.later(REST);
            } else if now == Kept::Soon {
                desk.state.set(Kept::All);
            }
        });
        desk
    }

    pub fn is_dirty(self) -> bool {
        let kept = self.kept.try_get_value();
        self.draft
            .try_with_untracked(|d| Some(d) != kept.as_ref())
            .unwrap_or(false)
    }

    /// Keeps it after a while, unless there is more by then.
    fn later(self, rest: Duration) {
        let Some(turn) = self.turn.try_update_value(|t| {
            *t += 1;
            *t
        }) else {
            return;
        };
        set_timeout(
            move || {
                if self.turn.try_get_value() == Some(turn) && self.state.get_untracked() != Kept::Saving {
                    spawn_local(async move {
                        let _ = self.save().await;
                    });
                }
            },
            rest,
        );
    }

    /// Keeps everything that was written.
    pub async fn save(self) -> Result<(), Problem> {
        while self.is_dirty() {
            let Some(draft) = self.draft.try_get_untracked() else {
                break;
            };
            let _ = self.state.try_set(Kept::Saving);
            let sent = put(format!("/me/applications/{}", self.id))
                .json(&draft)
                .if_match(self.version.get_value());
            match sent.read::<OwnApplication>().await {
                Ok(own) => {
                    let _ = self.version.try_update_value(|v| *v = own.version);
                    let _ = self.kept.try_update_value(|k| *k = draft);
                }
                Err(problem) => {
                    if matches!(problem.status, 0 | 429 | 500..) {
                        let _ = self.state.try_set(Kept::Waiting);
                        self.later(AGAIN);
                    } else {
                        let _ = self.state.try_set(Kept::Refused(problem.clone()));
                    }
                    return Err(problem);
                }
            }
        }
        let _ = self.state.try_set(Kept::All);
        Ok(())
    }
}
