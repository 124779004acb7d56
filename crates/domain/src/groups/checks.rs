//! What is wrong with input about groups, said so that people can mend it.

use super::RematchState;
use super::wire::*;
use crate::problem::Check;

/// Longest time that one proposal may take, in seconds.
pub const MOST_SECONDS: u32 = 120;

const LONGEST_NAME: usize = 100;
const LONGEST_NOTE: usize = 1000;

fn longer(text: Option<&String>, limit: usize) -> bool {
    text.is_some_and(|t| t.chars().count() > limit)
}

impl Check for NewProposal {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        if longer(self.name.as_ref(), LONGEST_NAME) {
            faults.push((
                "/name".to_owned(),
                format!("Use at most {LONGEST_NAME} characters."),
            ));
        }
        if self.seconds.is_some_and(|s| s == 0 || s > MOST_SECONDS) {
            faults.push((
                "/seconds".to_owned(),
                format!("Give it between 1 and {MOST_SECONDS} seconds."),
            ));
        }
        faults
    }
}

impl Check for MoveInProposal {}

impl Check for NewPin {
    fn faults(&self) -> Vec<(String, String)> {
        same(self.mentee_id == self.mentor_id, "/mentor_id")
    }
}

impl Check for NewKeepApart {
    fn faults(&self) -> Vec<(String, String)> {
        same(self.a == self.b, "/b")
    }
}

fn same(is_same: bool, pointer: &str) -> Vec<(String, String)> {
    let fault = (pointer.to_owned(), "Choose somebody else.".to_owned());
    if is_same { vec![fault] } else { vec![] }
}

impl Check for MoveMember {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        if self.reason.trim().is_empty() {
            faults.push((
                "/reason".to_owned(),
                "Say why, in a few words: it is kept with the group.".to_owned(),
            ));
        }
        if self.reason.chars().count() > LONGEST_NOTE {
            faults.push((
                "/reason".to_owned(),
                format!("Use at most {LONGEST_NOTE} characters."),
            ));
        }
        if self.to_group_id.is_some() && self.to_group_id == self.from_group_id {
            faults.push(("/to_group_id".to_owned(), "Choose another group.".to_owned()));
        }
        faults
    }
}

impl Check for NewRematchRequest {
    fn faults(&self) -> Vec<(String, String)> {
        if longer(self.note.as_ref(), LONGEST_NOTE) {
            vec![(
                "/note".to_owned(),
                format!("Use at most {LONGEST_NOTE} characters."),
            )]
        } else {
            vec![]
        }
    }
}

impl Check for DecideRematch {
    fn faults(&self) -> Vec<(String, String)> {
        match self.outcome {
            RematchState::Moved if self.to_group_id.is_none() => vec![(
                "/to_group_id".to_owned(),
                "Choose the group they move to.".to_owned(),
            )],
            RematchState::Moved | RematchState::Kept => vec![],
            RematchState::Open | RematchState::Cancelled => {
                vec![("/outcome".to_owned(), "Answer with moved or kept.".to_owned())]
            }
        }
    }
}
