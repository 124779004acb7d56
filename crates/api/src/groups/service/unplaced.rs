//! People without a place, in words and with names.

use super::picture::Picture;
use cairn_domain::groups::UnplacedPerson;
use cairn_domain::groups::formation::{SmallestChange, Unplaced};

/// Somebody without a place, as staff read it.
pub fn in_words(picture: &Picture, unplaced: &Unplaced) -> UnplacedPerson {
    let what_would_help = match &unplaced.smallest_change {
        SmallestChange::ClearMentor { mentor } => {
            format!("Clear {} to mentor.", picture.name(*mentor))
        }
        SmallestChange::RaiseCapacity { mentor, by } => {
            let places = if *by == 1 { "place" } else { "places" };
            format!("Give {} {by} more {places}.", picture.name(*mentor))
        }
        SmallestChange::AddMentor { programme, above } => match picture.titles.code(Some(*programme)) {
            Some(code) => format!("Add a cleared mentor above {above} in {code}."),
            None => format!("Add a cleared mentor above {above}."),
        },
        SmallestChange::RemoveKeepApart { a, b } => format!(
            "Check whether {} and {} still need to be kept apart.",
            picture.name(*a),
            picture.name(*b)
        ),
        other => other.sentence(),
    };
    UnplacedPerson {
        name: picture.name(unplaced.participant),
        why: unplaced.reason.sentence(),
        what_would_help,
        unplaced: unplaced.clone(),
    }
}
