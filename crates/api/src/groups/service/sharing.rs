//! What one member of a group may see of another: only what that person shares.

use crate::cohorts::roll::listed_name;
use crate::groups::store::mine::{Companion, MyPlace};
use cairn_domain::cohorts::{Availability, ParticipantRole};
use cairn_domain::groups::MyGroupPerson;
use cairn_domain::identity::{AccountStatus, PersonSettings, Reader, Visibility};
use cairn_domain::ids::ParticipantId;
use serde::Deserialize as _;

/// Somebody of the group, as the reader may see them.
pub fn person(
    them: &Companion,
    reader: &MyPlace,
    reader_role: ParticipantRole,
    me: Option<&Companion>,
) -> MyGroupPerson {
    let is_me = them.participant_id == reader.participant_id;
    let settings = PersonSettings::deserialize(&them.settings).unwrap_or_default();
    let reading = match them.role != reader_role.as_str() {
        _ if is_me => Reader::Themself,
        true => Reader::AcrossTheGroup,
        false => Reader::BesideThem,
    };
    let sees = |shared: Visibility| shared.shows_to(reading);
    let words = |json| Vec::deserialize(json).unwrap_or_default();
    let (about, email) = (sees(settings.show_about), sees(settings.show_email));
    MyGroupPerson {
        participant_id: ParticipantId(them.participant_id),
        name: listed_name(
            &them.given_name,
            them.preferred_name.as_deref(),
            &them.family_name,
        ),
        is_me,
        pronouns: them.pronouns.clone().filter(|_| sees(settings.show_pronouns)),
        about: them.about.clone().filter(|_| about),
        interests: if about { words(&them.interests) } else { vec![] },
        languages: if about { words(&them.languages) } else { vec![] },
        email: them.email.clone().filter(|_| email),
        // How to reach somebody, in their own words, goes where their address goes.
        contact: them.contact.clone().filter(|_| email),
        shared_slots: me
            .filter(|_| !is_me)
            .map_or(0, |me| slots(me).shared(slots(them))),
        signed_up: them.status.as_deref() == Some(AccountStatus::Active.as_str()),
    }
}

fn slots(p: &Companion) -> Availability {
    u32::try_from(p.availability)
        .ok()
        .and_then(|bits| Availability::new(bits).ok())
        .unwrap_or_default()
}
