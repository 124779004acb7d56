//! Where one can go, by what one may do.

use crate::session::Session;
use cairn_domain::identity::Action;
use icondata_core::Icon;
use icondata_lu as lu;

/// A place in the app's menus.
#[derive(Clone, PartialEq)]
pub struct Place {
    pub href: String,
    pub name: &'static str,
    pub icon: Icon,
}

/// Places that belong together.
#[derive(Clone, PartialEq)]
pub struct Area {
    /// Empty for the first.
    pub name: &'static str,
    pub places: Vec<Place>,
}

fn place(href: impl Into<String>, name: &'static str, icon: Icon) -> Place {
    Place {
        href: href.into(),
        name,
        icon,
    }
}

/// Everything this person may see, the scheme's work first.
pub fn areas(session: Session) -> Vec<Area> {
    let mut areas = Vec::new();
    if session.is_staff() {
        areas.push(Area {
            name: "",
            places: scheme_places(session),
        });
    }
    if session.is_in_groups() {
        let mut mine = vec![place("/my-group", "My group", lu::LuUsersRound)];
        if session.may_somewhere(Action::DoTraining) {
            mine.push(place("/training", "My training", lu::LuGraduationCap));
        }
        if session.may_somewhere(Action::EarnRecognition) {
            // Staff who mentor have the scheme's recognition beside their own.
            let name = if session.is_staff() {
                "My recognition"
            } else {
                "Recognition"
            };
            mine.push(place("/recognition", name, lu::LuAward));
        }
        if !session.is_staff() {
            mine.insert(0, place("/", "Home", lu::LuHouse));
        }
        areas.push(Area {
            name: "",
            places: mine,
        });
    } else if !session.is_staff() {
        areas.push(Area {
            name: "",
            places: vec![place("/", "Home", lu::LuHouse)],
        });
    }
    let house = house_places(session);
    if !house.is_empty() {
        areas.push(Area {
            name: "Cairn",
            places: house,
        });
    }
    areas.push(Area {
        name: "You",
        places: vec![
            place("/profile", "Profile", lu::LuUser),
            place("/settings", "Settings", lu::LuSettings),
            place("/security", "Sign-in", lu::LuKeyRound),
        ],
    });
    areas
}

fn scheme_places(session: Session) -> Vec<Place> {
    let mut places = vec![place("/", "Overview", lu::LuHouse)];
    let Some(scheme) = session.scheme() else {
        return places;
    };
    let mut add = |action, path: &str, name, icon| {
        if session.may(action) {
            places.push(place(format!("/schemes/{scheme}{path}"), name, icon));
        }
    };
    add(Action::ReadCohort, "/people", "People", lu::LuUsers);
    add(Action::ReadProposals, "/proposals", "Proposals", lu::LuShuffle);
    add(Action::ReadGroups, "/groups", "Groups", lu::LuNetwork);
    add(Action::DecideRematch, "/rematch", "Changes", lu::LuArrowLeftRight);
    add(
        Action::ReadRecruitment,
        "/recruitment",
        "Recruitment",
        lu::LuMegaphone,
    );
    add(Action::ReadTraining, "/training", "Training", lu::LuGraduationCap);
    add(
        Action::ReadRecognition,
        "/recognition",
        "Recognition",
        lu::LuAward,
    );
    add(Action::ImportCohort, "/imports", "Imports", lu::LuFileUp);
    add(Action::EditCohort, "/lists", "Lists", lu::LuTags);
    add(Action::EditScheme, "/settings", "Scheme", lu::LuCompass);
    places
}

fn house_places(session: Session) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add = |action, href, name, icon| {
        if session.may(action) {
            places.push(place(href, name, icon));
        }
    };
    add(
        Action::ScoreApplications,
        "/scorings",
        "To score",
        lu::LuBookOpenCheck,
    );
    add(Action::CreateScheme, "/schemes", "Schemes", lu::LuMountain);
    add(Action::ReadPeople, "/people", "Accounts", lu::LuUserPlus);
    add(Action::ReadMail, "/mail", "Mail", lu::LuMail);
    add(Action::ReadOperations, "/activity", "Activity", lu::LuHistory);
    // What every lesson says is the institution's.
    if session.may_everywhere(Action::EditTraining) {
        places.push(place("/training-institution", "Emergency routes", lu::LuLifeBuoy));
    }
    if session.may_everywhere(Action::EditRecognition) {
        places.push(place("/recognition-institution", "Certificates", lu::LuScroll));
    }
    // Jobs are the installation's, not a scheme's.
    if session.may_everywhere(Action::ReadOperations) {
        places.push(place("/jobs", "Jobs", lu::LuCog));
    }
    places
}

/// The five places at a thumb's reach. With more than five, the last leads to the rest.
pub fn five(session: Session) -> Vec<Place> {
    let mut all: Vec<Place> = areas(session).into_iter().flat_map(|a| a.places).collect();
    if all.len() > 5 {
        all.truncate(4);
        all.push(place("/more", "More", lu::LuMenu));
    }
    all
}

/// Whether an address is at this place or below it. What is below a scheme has places of its own.
pub fn is_at(href: &str, path: &str) -> bool {
    if href == "/" || href == "/schemes" {
        path == href
    } else {
        path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn a_page_below_a_place_is_at_it() {
        assert!(is_at("/schemes/1/groups", "/schemes/1/groups/7"));
        assert!(!is_at("/schemes/1/groups", "/schemes/1/groups-of-old"));
        assert!(!is_at("/", "/people"));
    }
}
