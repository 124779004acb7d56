use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::MyGroups;

use crate::wording::of_people;

/// The sentence a student's page begins with.
pub fn greeting(name: &str, mine: &MyGroups) -> String {
    let mentees: usize = mine
        .groups
        .iter()
        .filter(|g| g.my_role == ParticipantRole::Mentor)
        .map(|g| g.mentees.len())
        .sum();
    let mentor = mine
        .groups
        .iter()
        .find(|g| g.my_role == ParticipantRole::Mentee)
        .and_then(|g| g.mentors.first());
    match (mentees, mentor) {
        (1.., _) => format!("Hello {name}. {} waiting to meet you.", of_people(mentees as u64)),
        (0, Some(mentor)) => format!("Hello {name}. {} is your mentor.", mentor.name),
        (0, None) if !mine.groups.is_empty() => format!("Hello {name}. This is your group."),
        (0, None) => format!("Hello {name}. Your group is on its way."),
    }
}
