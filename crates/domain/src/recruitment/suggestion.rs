//! A call to start from, for staff who write their first one, and for the demo.

use super::letters::CallLetters;
use super::rubric::{self, Threshold};
use super::wire::{CallContent, CallQuestion, CallQuestionKind};
use crate::cohorts::vocabulary::FheqLevel;
use chrono::NaiveDate;

/// A call to start from: for the second years, about attitude and not about marks.
pub fn suggested(today: NaiveDate) -> CallContent {
    let at = |days: u64, hour| {
        let day = today.checked_add_days(chrono::Days::new(days)).unwrap_or(today);
        day.and_hms_opt(hour, 0, 0).unwrap_or_default()
    };
    let question = |key: &str, kind, label: &str, help: &str, situation: &str, most_words| CallQuestion {
        key: key.to_owned(),
        kind,
        label: label.to_owned(),
        help: help.to_owned(),
        situation: situation.to_owned(),
        options: vec![],
        most_words,
        required: true,
    };
    use CallQuestionKind as K;
    CallContent {
        title: "Become a student mentor".to_owned(),
        slug: format!("mentor-{}", today.format("%Y")),
        role: "You meet a small group of new students before their first day, and stay in touch with them through their first term.\n\nYou listen, share what helped you, and tell them where to go. You are not alone: a member of staff is there for you.".to_owned(),
        given_back: "Training that you can use anywhere, a university certificate, and a way to have it in your achievement record.".to_owned(),
        levels: vec![FheqLevel::SECOND_YEAR],
        programme_ids: vec![],
        opens: at(1, 9),
        closes: at(29, 17),
        answer_by: at(57, 12).date(),
        questions: vec![
            question("why", K::Text, "Why would you like to be a mentor?", "There is no right answer. An example helps.", "", 150),
            question("hard", K::Text, "Tell us about something that was hard for you, and what made it better.", "It can be small. Only write what you like to share.", "", 150),
            question("quiet", K::Scenario, "What would you do?", "We look at how you think of the other person.", "One student in your group has not answered any message for a week. The others have begun to make plans without them.", 200),
            question("languages", K::Languages, "Which languages do you speak?", "Some new students are glad to meet somebody who speaks theirs.", "", 0),
            question("time", K::Availability, "When can you usually meet?", "", "", 0),
        ],
        conduct: "I treat everybody with respect. I keep what I am told to myself, unless somebody may be in danger. I tell staff when I am worried. I am reliable, and say in good time when I can't come.".to_owned(),
        asks_for_reference: false,
        has_interview: false,
        rubric: rubric::shipped(),
        threshold: Threshold::default(),
        scorers_each: 2,
        places: 0,
        letters: CallLetters::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Check as _;

    #[test]
    fn what_is_suggested_can_be_kept_as_it_is() {
        for day in ["2026-11-26", "2027-12-31", "2028-02-29"] {
            assert_eq!(suggested(day.parse().unwrap()).faults(), [], "{day}");
        }
    }
}
