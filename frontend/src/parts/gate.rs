//! Who may open which staff page, asked before it is drawn. The server asks again for everything the page shows.

use crate::session::Session;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// What one must be allowed to do, and where, to open a page.
#[derive(Debug, PartialEq, Eq)]
enum Need {
    Somewhere(Action),
    Everywhere(Action),
    In(SchemeId, Action),
}

/// What the page of a path needs. `None` for the staff's home, and where there is no page.
fn need(steps: &[&str]) -> Option<Need> {
    Some(match steps {
        ["people"] => Need::Somewhere(Action::ReadPeople),
        ["mail"] => Need::Somewhere(Action::ReadMail),
        ["activity"] => Need::Somewhere(Action::ReadOperations),
        ["scorings", ..] => Need::Somewhere(Action::ScoreApplications),
        ["jobs"] => Need::Everywhere(Action::ReadOperations),
        ["training-institution"] => Need::Everywhere(Action::EditTraining),
        ["recognition-institution", ..] => Need::Everywhere(Action::EditRecognition),
        ["schemes"] => Need::Somewhere(Action::ReadCohort),
        ["schemes", "new"] => Need::Somewhere(Action::CreateScheme),
        ["schemes", scheme, rest @ ..] => Need::In(scheme.parse().ok()?, in_scheme(rest)?),
        _ => return None,
    })
}

fn in_scheme(steps: &[&str]) -> Option<Action> {
    Some(match steps {
        [] | ["people", ..] => Action::ReadCohort,
        ["lists", ..] => Action::EditCohort,
        ["imports", ..] => Action::ImportCohort,
        ["settings", ..] => Action::EditScheme,
        ["groups", ..] => Action::ReadGroups,
        ["proposals", ..] => Action::ReadProposals,
        ["rematch", ..] => Action::DecideRematch,
        ["recruitment", _, ..] => Action::EditRecruitment,
        ["recruitment"] => Action::ReadRecruitment,
        ["training", "reminders" | "reports"] => Action::RecordTraining,
        ["training", "settings"] => Action::EditTraining,
        ["training", ..] => Action::ReadTraining,
        ["recognition", "appeals"] | ["recognition", "awards", _, "give"] => Action::GrantAwards,
        ["recognition", "awards", "new"] | ["recognition", "hear", "new"] => Action::EditRecognition,
        ["recognition", ..] => Action::ReadRecognition,
        _ => return None,
    })
}

/// Whether the page of a path is for this person.
pub fn is_open(session: Session, steps: &[&str]) -> bool {
    untrack(|| match need(steps) {
        None => true,
        Some(Need::Somewhere(action)) => session.may_somewhere(action),
        Some(Need::Everywhere(action)) => session.may_everywhere(action),
        Some(Need::In(scheme, action)) => session.may_in(action, scheme),
    })
}

#[cfg(test)]
mod tests {
    use super::{Need, need};
    use cairn_domain::identity::Action;

    #[test]
    fn every_page_below_a_place_needs_what_the_place_needs() {
        let id = "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f";
        let asked = need(&["schemes", id, "people", id]);
        assert_eq!(
            asked,
            id.parse().ok().map(|scheme| Need::In(scheme, Action::ReadCohort))
        );
        assert_eq!(need(&["schemes", "no-id", "people"]), None);
        let training = |rest: &[&str]| need(&[&["schemes", id, "training"], rest].concat());
        assert_eq!(training(&["modules", id, "posts"]), training(&[]));
        assert_ne!(training(&["reminders"]), training(&[]));
        assert_eq!(need(&["jobs"]), Some(Need::Everywhere(Action::ReadOperations)));
    }
}
