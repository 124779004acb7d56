//! Walking through a scenario, and what is wrong with its paths.

use super::content::{Scenario, ScenarioStep};
use std::collections::{BTreeMap, BTreeSet};

/// Where a row of choices leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Walk<'a> {
    /// At a step that offers choices.
    At(&'a ScenarioStep),
    /// The story ended here.
    End(&'a ScenarioStep),
    /// There is no such choice.
    Astray,
}

/// Follows choices (each the place of one, from 0) from the start.
pub fn walk<'a>(scenario: &'a Scenario, choices: &[u32]) -> Walk<'a> {
    let find = |key: &str| scenario.steps.iter().find(|s| s.key == key);
    let Some(mut step) = find(&scenario.start) else {
        return Walk::Astray;
    };
    for choice in choices {
        let next = step.choices.get(*choice as usize).and_then(|c| find(&c.next));
        match next {
            Some(next) => step = next,
            None => return Walk::Astray,
        }
    }
    if step.choices.is_empty() {
        Walk::End(step)
    } else {
        Walk::At(step)
    }
}

/// What is missing or leads nowhere: every step is reached, every way ends, each step offers one good choice.
pub fn gaps(s: &Scenario) -> Vec<(String, String)> {
    let mut gaps = Vec::new();
    let places: BTreeMap<&str, usize> = s
        .steps
        .iter()
        .enumerate()
        .map(|(n, s)| (s.key.as_str(), n))
        .collect();
    if !places.contains_key(s.start.as_str()) {
        gaps.push((
            "/start".to_owned(),
            "Choose the step that the story starts with.".to_owned(),
        ));
        return gaps;
    }
    for (n, step) in s.steps.iter().enumerate() {
        for (c, choice) in step.choices.iter().enumerate() {
            let at = format!("/steps/{n}/choices/{c}");
            if !places.contains_key(choice.next.as_str()) {
                gaps.push((format!("{at}/next"), "Choose the step that follows.".to_owned()));
            }
            if choice.feedback.trim().is_empty() {
                gaps.push((
                    format!("{at}/feedback"),
                    "Say why this helps, or what would help more.".to_owned(),
                ));
            }
        }
        if step.choices.len() == 1 {
            gaps.push((
                format!("/steps/{n}/choices"),
                "Offer at least two choices, or none to end the story.".to_owned(),
            ));
        }
        if !step.choices.is_empty()
            && step
                .choices
                .iter()
                .all(|c| c.quality != super::ChoiceQuality::Good)
        {
            gaps.push((
                format!("/steps/{n}/choices"),
                "At least one choice should help.".to_owned(),
            ));
        }
    }
    let mut reached = BTreeSet::new();
    let mut circle = None;
    visit(s, &places, &s.start, &mut Vec::new(), &mut reached, &mut circle);
    if let Some(n) = circle {
        gaps.push((
            format!("/steps/{n}"),
            "The story comes back to this step, so it might never end. Lead it to an ending.".to_owned(),
        ));
    }
    for (n, step) in s.steps.iter().enumerate() {
        if !reached.contains(step.key.as_str()) {
            gaps.push((format!("/steps/{n}"), "No choice leads to this step.".to_owned()));
        }
    }
    gaps
}

fn visit<'a>(
    s: &'a Scenario,
    places: &BTreeMap<&str, usize>,
    key: &'a str,
    trail: &mut Vec<&'a str>,
    reached: &mut BTreeSet<&'a str>,
    circle: &mut Option<usize>,
) {
    let Some(place) = places.get(key).copied() else {
        return;
    };
    if trail.contains(&key) {
        circle.get_or_insert(place);
        return;
    }
    // A step that was left before can't be part of a new circle.
    if !reached.insert(&s.steps[place].key) {
        return;
    }
    trail.push(key);
    for choice in &s.steps[place].choices {
        visit(s, places, &choice.next, trail, reached, circle);
    }
    trail.pop();
}

#[cfg(test)]
mod tests {
    use super::super::content::{ChoiceQuality, ScenarioChoice};
    use super::*;
    use proptest::prelude::*;

    fn step(key: &str, to: &[&str]) -> ScenarioStep {
        ScenarioStep {
            key: key.into(),
            text: "Something happens.".into(),
            choices: to
                .iter()
                .map(|next| ScenarioChoice {
                    text: "Do this".into(),
                    quality: ChoiceQuality::Good,
                    feedback: "Good.".into(),
                    next: (*next).into(),
                })
                .collect(),
        }
    }

    fn story(steps: Vec<ScenarioStep>) -> Scenario {
        Scenario {
            title: "A story".into(),
            start: "a".into(),
            steps,
        }
    }

    #[test]
    fn choices_lead_on_to_an_end() {
        let s = story(vec![
            step("a", &["b", "c"]),
            step("b", &["c", "c"]),
            step("c", &[]),
        ]);
        assert!(gaps(&s).is_empty(), "{:?}", gaps(&s));
        assert!(matches!(walk(&s, &[]), Walk::At(x) if x.key == "a"));
        assert!(matches!(walk(&s, &[0, 1]), Walk::End(x) if x.key == "c"));
        assert_eq!(walk(&s, &[2]), Walk::Astray);
        assert_eq!(walk(&s, &[1, 0]), Walk::Astray);
    }

    #[test]
    fn a_circle_a_lost_step_and_a_missing_one_are_found() {
        let s = story(vec![
            step("a", &["b", "x"]),
            step("b", &["a", "a"]),
            step("c", &[]),
        ]);
        let found: Vec<_> = gaps(&s).into_iter().map(|g| g.0).collect();
        assert_eq!(found, ["/steps/0/choices/1/next", "/steps/0", "/steps/2"]);
    }

    proptest! {
        #[test]
        fn a_story_without_gaps_always_ends(links in prop::collection::vec(prop::collection::vec(0usize..6, 0..4), 1..6), turns in prop::collection::vec(0u32..4, 0..12)) {
            let names = ["a", "b", "c", "d", "e", "f"];
            let steps: Vec<_> = links.iter().enumerate().map(|(n, to)| step(names[n], &to.iter().map(|t| names[*t]).collect::<Vec<_>>())).collect();
            let s = story(steps);
            if gaps(&s).is_empty() {
                // Whatever is chosen, more choices than steps are never needed.
                let mut path = Vec::new();
                for turn in turns {
                    match walk(&s, &path) {
                        Walk::At(step) => path.push(turn % step.choices.len() as u32),
                        Walk::End(_) => break,
                        Walk::Astray => prop_assert!(false, "astray after {path:?}"),
                    }
                }
                prop_assert!(path.len() <= s.steps.len());
            }
        }
    }
}
