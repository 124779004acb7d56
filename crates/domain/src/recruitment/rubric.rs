//! Scoring on attitude and not on marks: the rubric, two blind scorers, and what happens when they differ.

use crate::cohorts::import::attainment;
use crate::identity::wire::wire;
use serde::{Deserialize, Serialize};

/// The lowest and the highest level that a criterion has.
pub const LEVELS: std::ops::RangeInclusive<u8> = 1..=4;

wire! {
    /// One thing that scorers look for, each level described so that two people mean the same.
    Criterion {
        /// Small letters and underscores; stays the same when the name changes.
        key: String = "empathy",
        name: String = "Empathy",
        /// What to look for.
        guidance: String = "Sees how starting university may feel for somebody who is not like them.",
        /// What levels 1, 2, 3 and 4 look like.
        anchors: Vec<String> = ["Judges.", "Is kind.", "Listens first.", "Puts the other person's view into words."],
    }
    /// The score that one scorer gave for one criterion.
    CriterionScore {
        key: String = "empathy",
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 4))]
        level: u8 = 3,
    }
}

/// The rubric that ships: the source's four words, in four levels.
pub fn shipped() -> Vec<Criterion> {
    let criterion = |key: &str, name: &str, guidance: &str, anchors: [&str; 4]| Criterion {
        key: key.to_owned(),
        name: name.to_owned(),
        guidance: guidance.to_owned(),
        anchors: anchors.map(str::to_owned).to_vec(),
    };
    vec![
        criterion(
            "attitude",
            "Attitude",
            "How they take on something that asks for time and care.",
            [
                "Says nothing about how they would go about it, or expects others to do it.",
                "Means well, but stays general: no example of keeping at something.",
                "Gives an example of taking something on and seeing it through.",
                "Shows with an example that they take responsibility, learn from what went wrong, and can be relied on.",
            ],
        ),
        criterion(
            "optimism",
            "Optimism",
            "Whether they look for what can be done, without making light of what is hard.",
            [
                "Sees only what can't be changed, or brushes difficulties aside.",
                "Hopeful in general, with no idea of what would help.",
                "Names something hard and one thing that made it better.",
                "Is honest about what is hard, and shows how they and others found a way on.",
            ],
        ),
        criterion(
            "wish_to_help",
            "Wish to help",
            "A genuine wish to help others, whatever it brings them.",
            [
                "Speaks only of what they will get.",
                "Wants to help, but can't say whom or why.",
                "Says why helping new students matters to them.",
                "Says why it matters, and shows with an example what they did for somebody else.",
            ],
        ),
        criterion(
            "empathy",
            "Empathy",
            "Sees how starting university may feel for somebody who is not like them.",
            [
                "Tells others what to do, or judges.",
                "Is kind, but thinks that everybody feels as they did.",
                "Asks or listens before helping, and sees that people differ.",
                "Puts the other person's view into words, listens first, and knows when somebody else should help.",
            ],
        ),
    ]
}

/// What is wrong with a rubric.
pub fn faults(rubric: &[Criterion], at: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    if rubric.is_empty() || rubric.len() > 8 {
        found.push((at.to_owned(), "Set 1 to 8 criteria.".to_owned()));
    }
    for (n, c) in rubric.iter().enumerate() {
        let mut fault =
            |field: &str, sentence: &str| found.push((format!("{at}/{n}{field}"), sentence.to_owned()));
        if !is_key(&c.key) || rubric.iter().take(n).any(|other| other.key == c.key) {
            fault(
                "/key",
                "Give each criterion a key of its own: small letters and underscores, up to 40.",
            );
        }
        if c.name.trim().is_empty() || c.name.chars().count() > 60 {
            fault("/name", "Write 1 to 60 characters.");
        }
        if let Some(why) = attainment::refusal(&c.name).or_else(|| attainment::refusal(&c.key)) {
            fault("/name", &why);
        }
        if c.guidance.chars().count() > 300 {
            fault("/guidance", "Write at most 300 characters.");
        }
        let described = c
            .anchors
            .iter()
            .all(|a| !a.trim().is_empty() && a.chars().count() <= 300);
        if c.anchors.len() != LEVELS.count() || !described {
            fault(
                "/anchors",
                "Describe each of the four levels, in 1 to 300 characters.",
            );
        }
    }
    found
}

fn is_key(key: &str) -> bool {
    (1..=40).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

/// What is wrong with somebody's scores: each criterion once, at a level that there is.
pub fn score_faults(rubric: &[Criterion], scores: &[CriterionScore]) -> Vec<(String, String)> {
    let mut found = vec![];
    for c in rubric {
        match scores.iter().filter(|s| s.key == c.key).count() {
            1 => {}
            0 => found.push(("/scores".to_owned(), format!("Choose a level for {}.", c.name))),
            _ => found.push(("/scores".to_owned(), format!("{} is scored twice.", c.name))),
        }
    }
    for (n, s) in scores.iter().enumerate() {
        if !rubric.iter().any(|c| c.key == s.key) {
            found.push((
                format!("/scores/{n}/key"),
                "The rubric has no such criterion.".to_owned(),
            ));
        }
        if !LEVELS.contains(&s.level) {
            found.push((
                format!("/scores/{n}/level"),
                "Choose a level from 1 to 4.".to_owned(),
            ));
        }
    }
    found
}

/// When scorers differ too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Threshold {
    /// Levels between two scores of one criterion.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 3, example = 2))]
    pub criterion: u8,
    /// Points between two sums.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 24, example = 4))]
    pub total: u8,
}

impl Default for Threshold {
    fn default() -> Self {
        Self {
            criterion: 2,
            total: 4,
        }
    }
}

/// The sum of somebody's levels.
pub fn total(scores: &[CriterionScore]) -> u32 {
    scores.iter().map(|s| u32::from(s.level)).sum()
}

/// The keys of criteria on which two scorers are further apart than agreed, and whether their sums are.
pub fn differ(a: &[CriterionScore], b: &[CriterionScore], threshold: Threshold) -> (Vec<String>, bool) {
    let level = |scores: &[CriterionScore], key: &str| scores.iter().find(|s| s.key == key).map(|s| s.level);
    let apart = a
        .iter()
        .filter(|s| level(b, &s.key).is_some_and(|other| other.abs_diff(s.level) >= threshold.criterion))
        .map(|s| s.key.clone())
        .collect();
    (apart, total(a).abs_diff(total(b)) >= u32::from(threshold.total))
}

/// What the scores of an application come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// Fewer are in than the call asks for.
    Waiting,
    /// Too far apart: a third scorer, or a talk.
    Disagree,
    /// The mean of the sums.
    Settled(f64),
}

/// Weighs what is in. A third score settles a disagreement by the mean of the two sums that are closest; of two pairs equally close,
/// the mean of all three. What scorers agreed in a talk stands by itself.
pub fn outcome(
    scores: &[Vec<CriterionScore>],
    agreed: Option<&[CriterionScore]>,
    needed: usize,
    threshold: Threshold,
) -> Outcome {
    if let Some(agreed) = agreed {
        return Outcome::Settled(f64::from(total(agreed)));
    }
    if scores.len() < needed.max(2) {
        return Outcome::Waiting;
    }
    let sums: Vec<u32> = scores.iter().map(|s| total(s)).collect();
    let mean = |of: &[u32]| f64::from(of.iter().sum::<u32>()) / of.len() as f64;
    let in_line = |a: &[CriterionScore], b: &[CriterionScore]| {
        let (apart, sums_apart) = differ(a, b, threshold);
        apart.is_empty() && !sums_apart
    };
    let all_agree = scores
        .iter()
        .enumerate()
        .all(|(n, a)| scores.iter().skip(n + 1).all(|b| in_line(a, b)));
    if all_agree {
        return Outcome::Settled(mean(&sums));
    }
    if scores.len() <= needed.max(2) {
        return Outcome::Disagree;
    }
    Outcome::Settled(closest_mean(&sums))
}

fn closest_mean(sums: &[u32]) -> f64 {
    let mut pairs: Vec<(u32, u32)> = vec![];
    for (n, a) in sums.iter().enumerate() {
        pairs.extend(sums.iter().skip(n + 1).map(|b| (a.abs_diff(*b), a + b)));
    }
    let least = pairs.iter().map(|p| p.0).min().unwrap_or(0);
    let closest: Vec<u32> = pairs.iter().filter(|p| p.0 == least).map(|p| p.1).collect();
    f64::from(closest.iter().sum::<u32>()) / (2.0 * closest.len() as f64)
}

#[cfg(test)]
#[path = "rubric_tests.rs"]
mod tests;
