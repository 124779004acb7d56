//! Drawing questions from a bank, showing them in another order for everybody, and marking what is answered.
//!
//! All of it follows from a seed, so that the same attempt looks the same on every device and is marked the same at any time.

use super::content::{Question, QuestionKind, Quiz};
use crate::identity::wire::wire;
use serde::{Deserialize, Serialize};

wire! {
    /// A question as it is asked: nothing in it tells the answer.
    AskedQuestion {
        key: String = "q1",
        kind: QuestionKind,
        text: String = "What would you do first?",
        /// What there is to choose, to order, or (for `matching`) the left sides.
        options: Vec<String> = ["Call their family", "Ask how they are"],
        /// For `matching`: the right sides.
        #[serde(default)]
        matches: Vec<String> = [],
    }
    /// Places in the lists that were shown, from 0. `single`: one place. `multiple`: all that are chosen. `ordering`: every
    /// place, first to last. `matching`: for each left side the place of its right side.
    Answer { places: Vec<u32> = [1], }
}

/// A small hash that never changes with a library: FNV-1a.
fn mix(seed: u64, text: &str) -> u64 {
    text.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn shuffled(n: usize, seed: u64) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(n).unwrap_or(0)).collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut order);
    order
}

/// The keys of the questions that an attempt asks. Those in `before` (asked in earlier attempts) come again only when
/// there are too few others.
pub fn draw(quiz: &Quiz, seed: u64, before: &[String]) -> Vec<String> {
    let order = shuffled(quiz.questions.len(), seed);
    let key = |place: &u32| quiz.questions[*place as usize].key.clone();
    let (old, new): (Vec<String>, Vec<String>) = order.iter().map(key).partition(|k| before.contains(k));
    let mut drawn: Vec<String> = new.into_iter().chain(old).take(quiz.draw as usize).collect();
    fastrand::Rng::with_seed(seed.wrapping_add(1)).shuffle(&mut drawn);
    drawn
}

/// Where each thing that is shown stands in the bank.
fn order_of(question: &Question, seed: u64) -> Vec<u32> {
    shuffled(question.len(), mix(seed, &question.key))
}

/// A question as somebody with this seed sees it.
pub fn ask(question: &Question, seed: u64) -> AskedQuestion {
    let order = order_of(question, seed);
    let (options, matches) = if question.kind == QuestionKind::Matching {
        (
            question.pairs.iter().map(|p| p.left.clone()).collect(),
            order
                .iter()
                .map(|p| question.pairs[*p as usize].right.clone())
                .collect(),
        )
    } else {
        let shown = order.iter().map(|p| question.options[*p as usize].clone());
        (shown.collect(), Vec::new())
    };
    AskedQuestion {
        key: question.key.clone(),
        kind: question.kind,
        text: question.text.clone(),
        options,
        matches,
    }
}

/// The right answer, in the places that somebody with this seed sees.
pub fn solution(question: &Question, seed: u64) -> Answer {
    let order = order_of(question, seed);
    let shown_at = |place: u32| order.iter().position(|p| *p == place).unwrap_or(0) as u32;
    let all = 0..u32::try_from(question.len()).unwrap_or(0);
    let places = match question.kind {
        QuestionKind::Single | QuestionKind::Multiple => {
            let mut places: Vec<u32> = question.correct.iter().map(|c| shown_at(*c)).collect();
            places.sort_unstable();
            places
        }
        QuestionKind::Ordering | QuestionKind::Matching => all.map(shown_at).collect(),
    };
    Answer { places }
}

/// Whether an answer can be one to this question: places that exist, none twice where that makes no sense.
pub fn fits(question: &Question, answer: &Answer) -> bool {
    let n = question.len();
    let mut seen = vec![false; n];
    let inside = answer.places.iter().all(|p| {
        let at = *p as usize;
        at < n && (question.kind == QuestionKind::Matching || !std::mem::replace(&mut seen[at], true))
    });
    let enough = match question.kind {
        QuestionKind::Single => answer.places.len() <= 1,
        QuestionKind::Multiple => answer.places.len() <= n,
        // Half done is fine while somebody is still at it.
        QuestionKind::Ordering | QuestionKind::Matching => answer.places.len() <= n,
    };
    inside && enough
}

/// Whether an answer is right: all of it, in the order that counts.
pub fn is_right(question: &Question, seed: u64, answer: &Answer) -> bool {
    let solution = solution(question, seed);
    let mut given = answer.places.clone();
    if matches!(question.kind, QuestionKind::Single | QuestionKind::Multiple) {
        given.sort_unstable();
    }
    given == solution.places
}

/// Whether so many right answers of so many pass at a pass mark in per cent.
pub const fn passes(right: u32, asked: u32, pass_percent: u32) -> bool {
    asked > 0 && right as u64 * 100 >= asked as u64 * pass_percent as u64
}

#[cfg(test)]
mod tests {
    use super::super::content::QuestionPair;
    use super::*;
    use proptest::prelude::*;

    fn question(kind: QuestionKind, n: usize) -> Question {
        let text = |n: usize| format!("Option {n}");
        Question {
            key: "q".into(),
            kind,
            text: "?".into(),
            options: (0..n).map(text).collect(),
            correct: if kind == QuestionKind::Multiple {
                vec![0, 1]
            } else {
                vec![1]
            },
            pairs: (0..n)
                .map(|n| QuestionPair {
                    left: format!("L{n}"),
                    right: format!("R{n}"),
                })
                .collect(),
            explanation: "Because.".into(),
        }
    }

    proptest! {
        #[test]
        fn the_solution_is_right_and_every_other_answer_is_wrong(kind in 0..QuestionKind::ALL.len(), n in 3usize..7, seed: u64, other in prop::collection::vec(0u32..7, 0..7)) {
            let q = question(QuestionKind::ALL[kind], n);
            let right = solution(&q, seed);
            prop_assert!(fits(&q, &right) && is_right(&q, seed, &right));
            let mut sorted = other.clone();
            sorted.sort_unstable();
            let same = other == right.places || (kind < 2 && sorted == right.places);
            prop_assert_eq!(is_right(&q, seed, &Answer { places: other }), same);
        }

        #[test]
        fn what_is_shown_is_what_is_kept_in_another_order(kind in 0..QuestionKind::ALL.len(), n in 3usize..7, seed: u64) {
            let q = question(QuestionKind::ALL[kind], n);
            let shown = ask(&q, seed);
            prop_assert_eq!(&shown, &ask(&q, seed));
            let mut texts = if q.kind == QuestionKind::Matching { shown.matches } else { shown.options };
            texts.sort();
            let mut kept: Vec<String> = if q.kind == QuestionKind::Matching { q.pairs.iter().map(|p| p.right.clone()).collect() } else { q.options };
            kept.sort();
            prop_assert_eq!(texts, kept);
        }

        #[test]
        fn a_second_attempt_asks_others_while_there_are_others(bank in 8usize..30, seed: u64) {
            let questions = (0..bank).map(|n| Question { key: format!("q{n}"), ..question(QuestionKind::Single, 3) }).collect();
            let quiz = Quiz { draw: 8, questions };
            let first = draw(&quiz, seed, &[]);
            prop_assert_eq!(first.len(), 8);
            let second = draw(&quiz, seed.wrapping_mul(31), &first);
            let again = second.iter().filter(|k| first.contains(k)).count();
            prop_assert_eq!(again, 8usize.saturating_sub(bank - 8));
        }
    }

    #[test]
    fn the_order_of_a_seed_never_changes() {
        let q = question(QuestionKind::Ordering, 5);
        let texts: Vec<String> = ask(&q, 7).options;
        assert_eq!(ask(&q, 7).options, texts);
        let orders: std::collections::BTreeSet<Vec<String>> = (0..50).map(|s| ask(&q, s).options).collect();
        assert!(orders.len() > 20, "{}", orders.len());
    }

    #[test]
    fn the_pass_mark_itself_passes() {
        assert!(passes(8, 10, 80) && !passes(7, 10, 80) && !passes(6, 8, 80) && passes(7, 8, 80));
        assert!(!passes(0, 0, 0));
    }
}
