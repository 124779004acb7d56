use cairn_domain::recruitment::rubric::{Criterion, CriterionScore};

/// Levels in one line: the criterion's name and what it got.
pub fn levels_given(rubric: &[Criterion], scores: &[CriterionScore]) -> String {
    let said: Vec<String> = rubric
        .iter()
        .filter_map(|c| {
            let score = scores.iter().find(|s| s.key == c.key)?;
            Some(format!("{} {}", c.name, score.level))
        })
        .collect();
    said.join(", ")
}
