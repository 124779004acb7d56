//! Blind scoring: what scorers may see, and where an application stands with them.
//!
//! A scorer reads the answers without a name, and nobody sees what others gave before their own scores are in. A scorer who can't be
//! fair says so and is replaced.

use super::rubric::{CriterionScore, LEVELS, Outcome, Threshold, differ, outcome};
use crate::cohorts::vocabulary::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a scorer has done with an application.
    ScoringState {
        Given = "given", "To read";
        Done = "done", "Scored";
        Conflict = "conflict", "Can't be fair";
    }
    /// How far an application is with its scorers.
    ScoringStand {
        NotGiven = "not_given", "Not given out";
        Waiting = "waiting", "Being read";
        Disagree = "disagree", "Scorers differ";
        Settled = "settled", "Scored";
    }
}

/// Why somebody does not score an application, known beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictOfInterest {
    /// It is their own.
    Own,
    /// They are the applicant's tutor or supervise them.
    Tutee,
    /// The applicant named them as a referee.
    Referee,
}

/// What ties a scorer to an applicant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    pub is_self: bool,
    pub is_tutor: bool,
    pub is_referee: bool,
}

/// Whether a scorer may be given an application, as far as the system knows.
///
/// # Errors
/// The first tie that speaks against it.
pub const fn may_score(ties: Ties) -> Result<(), ConflictOfInterest> {
    if ties.is_self {
        return Err(ConflictOfInterest::Own);
    }
    if ties.is_tutor {
        return Err(ConflictOfInterest::Tutee);
    }
    if ties.is_referee {
        return Err(ConflictOfInterest::Referee);
    }
    Ok(())
}

/// Whether somebody may see what scorers gave an application: not before as many are in as the call asks for, and a scorer not before
/// their own are.
pub const fn may_see_scores(own: Option<ScoringState>, done: usize, needed: usize) -> bool {
    let own_is_in = match own {
        None | Some(ScoringState::Done) => true,
        Some(ScoringState::Given | ScoringState::Conflict) => false,
    };
    own_is_in && done >= needed
}

/// Where an application stands, and the score when it has one.
pub fn stand(
    given: usize,
    done: &[Vec<CriterionScore>],
    agreed: Option<&[CriterionScore]>,
    needed: usize,
    threshold: Threshold,
) -> (ScoringStand, Option<f64>) {
    match outcome(done, agreed, needed, threshold) {
        Outcome::Settled(score) => (ScoringStand::Settled, Some(score)),
        Outcome::Disagree => (ScoringStand::Disagree, None),
        Outcome::Waiting if given + done.len() == 0 => (ScoringStand::NotGiven, None),
        Outcome::Waiting => (ScoringStand::Waiting, None),
    }
}

/// How many more scorers an application needs: up to what the call asks for, and one more where those who are in differ.
pub fn scorers_needed(
    given: usize,
    done: &[Vec<CriterionScore>],
    agreed: bool,
    needed: usize,
    threshold: Threshold,
) -> usize {
    if agreed {
        return 0;
    }
    let wanted = match outcome(done, None, needed, threshold) {
        Outcome::Settled(_) => done.len(),
        Outcome::Disagree => needed.max(2) + 1,
        Outcome::Waiting => needed.max(2),
    };
    wanted.saturating_sub(given + done.len())
}

/// The keys of criteria on which any two differ too much, and whether any two sums do.
pub fn apart(done: &[Vec<CriterionScore>], threshold: Threshold) -> (Vec<String>, bool) {
    let (mut keys, mut sums) = (vec![], false);
    for (n, a) in done.iter().enumerate() {
        for b in done.iter().skip(n + 1) {
            let (more, by_sum) = differ(a, b, threshold);
            keys.extend(more);
            sums |= by_sum;
        }
    }
    keys.sort();
    keys.dedup();
    (keys, sums)
}

/// Pairs of levels that two scorers gave for one criterion of the same application.
pub fn pairs(applications: &[Vec<Vec<CriterionScore>>], key: &str) -> Vec<(u8, u8)> {
    let level = |scores: &[CriterionScore]| scores.iter().find(|s| s.key == key).map(|s| s.level);
    let mut found = vec![];
    for done in applications {
        for (n, a) in done.iter().enumerate() {
            for b in done.iter().skip(n + 1) {
                if let (Some(a), Some(b)) = (level(a), level(b))
                    && LEVELS.contains(&a)
                    && LEVELS.contains(&b)
                {
                    found.push((a, b));
                }
            }
        }
    }
    found
}

/// An answer without what says whose it is: the applicant's names and all email addresses give way to a sign.
pub fn blind(text: &str, names: &[&str]) -> String {
    let names: Vec<String> = names
        .iter()
        .flat_map(|name| name.split(|c: char| !is_of_a_name(c)))
        .filter(|part| part.chars().count() > 1)
        .map(str::to_lowercase)
        .collect();
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let end = word.trim_end().len();
            let (word, space) = word.split_at(end);
            if is_address(word) {
                return format!("[address]{space}");
            }
            format!("{}{space}", without_names(word, &names))
        })
        .collect()
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(before, after)| !before.is_empty() && after.contains('.'))
}

fn without_names(word: &str, names: &[String]) -> String {
    let mut kept = String::with_capacity(word.len());
    let mut part = String::new();
    let close = |part: &mut String, kept: &mut String| {
        if names.contains(&part.to_lowercase()) {
            kept.push_str("[name]");
        } else {
            kept.push_str(part);
        }
        part.clear();
    };
    for c in word.chars() {
        if is_of_a_name(c) {
            part.push(c);
        } else {
            close(&mut part, &mut kept);
            kept.push(c);
        }
    }
    close(&mut part, &mut kept);
    kept
}

#[cfg(test)]
#[path = "scoring_tests.rs"]
mod tests;
