//! What groups are called: `CS-014` within a programme, `ALL-001` across.

use crate::groups::service::picture::{NO_PROGRAMME, Picture};
use cairn_domain::ids::ProgrammeId;
use std::collections::HashMap;

/// The letters before the number.
pub fn prefix(picture: &Picture, programme: Option<ProgrammeId>) -> String {
    match programme {
        None => "ALL".to_owned(),
        Some(NO_PROGRAMME) => "OTHER".to_owned(),
        Some(_) => picture
            .titles
            .code(programme)
            .map_or_else(|| "OTHER".to_owned(), |code| code.trim().to_uppercase()),
    }
}

pub fn label(prefix: &str, number: u32) -> String {
    format!("{prefix}-{number:03}")
}

/// Gives labels that no group of the scheme has had.
pub struct Labels(HashMap<String, u32>);

impl Labels {
    pub fn after(taken: &[String]) -> Self {
        let mut last = HashMap::new();
        for label in taken {
            if let Some((prefix, number)) = label.rsplit_once('-')
                && let Ok(number) = number.parse::<u32>()
            {
                let highest = last.entry(prefix.to_owned()).or_insert(0);
                *highest = number.max(*highest);
            }
        }
        Self(last)
    }
    pub fn next(&mut self, prefix: &str) -> String {
        let number = self.0.entry(prefix.to_owned()).or_insert(0);
        *number += 1;
        label(prefix, *number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_on_after_the_highest_that_was_ever_used() {
        let mut labels = Labels::after(&["CS-002".into(), "CS-1000".into(), "odd".into()]);
        assert_eq!(labels.next("CS"), "CS-1001");
        assert_eq!(labels.next("MATHS-BSC"), "MATHS-BSC-001");
        assert_eq!(labels.next("MATHS-BSC"), "MATHS-BSC-002");
    }
}
