//! A mentor's or mentee's own groups: who is in them, how to reach them, what happens next.
//!
//! Everybody sees of another only what that person shares. A mentor who isn't cleared today meets nobody, and nobody meets them.

use super::sharing;
use crate::cohorts::roll::{listed_name, local_day};
use crate::ctx::Ctx;
use crate::groups::store::mine::{self, Companion, MyPlace, Staff};
use crate::problem::Result;
use cairn_domain::cohorts::{Clearance, ClearanceStatus, ParticipantRole};
use cairn_domain::groups::{MyGroup, MyGroups, SupervisorContact};
use cairn_domain::identity::{Role, Scope};
use cairn_domain::ids::{MentorGroupId, RematchRequestId, SchemeId};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

const NO_PLACE: &str =
    "You are not in a mentoring scheme at the moment. If you think you should be, ask your scheme lead.";
const GROUP_TO_COME: &str =
    "Your mentor group is being put together. You will hear from us as soon as it is ready.";
const MENTEES_TO_COME: &str = "Thank you for being a mentor. Your group is being put together, and you will hear from us as soon as it is ready.";
const NOT_CLEARED: &str = "Thank you for being a mentor. Before you meet your group, your training and clearance need to be complete. Your supervisor can tell you what is left to do.";

/// # Errors
/// When the database can't be read.
pub async fn groups(ctx: &Ctx, scope: &Scope) -> Result<MyGroups> {
    let places = mine::places(ctx.db(), scope).await?;
    let staff = mine::staff(ctx.db(), scope).await?;
    let mut companions: HashMap<Uuid, Vec<Companion>> = HashMap::new();
    for person in mine::companions(ctx.db(), scope).await? {
        companions.entry(person.group_id).or_default().push(person);
    }
    let mut groups = Vec::new();
    let mut waiting = None;
    for place in &places {
        let Ok(role) = place.role.parse::<ParticipantRole>() else {
            continue;
        };
        let today = local_day(&place.time_zone, ctx.now);
        let Some(group) = place.group_id else {
            waiting = waiting.or(Some(match role {
                ParticipantRole::Mentee => GROUP_TO_COME,
                ParticipantRole::Mentor if cleared(place, today) => MENTEES_TO_COME,
                ParticipantRole::Mentor => NOT_CLEARED,
            }));
            continue;
        };
        if role == ParticipantRole::Mentor && !cleared(place, today) {
            waiting = waiting.or(Some(NOT_CLEARED));
            continue;
        }
        let people = companions.get(&group).map_or(&[][..], Vec::as_slice);
        groups.push(show(place, role, group, people, &staff, today));
    }
    if places.is_empty() {
        waiting = Some(NO_PLACE);
    }
    Ok(MyGroups {
        groups,
        waiting: waiting.map(str::to_owned),
    })
}

fn clearance(status: &str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Clearance {
    Clearance {
        status: status.parse().unwrap_or(ClearanceStatus::NotStarted),
        from,
        until,
    }
}

fn cleared(place: &MyPlace, today: NaiveDate) -> bool {
    clearance(&place.clearance, place.cleared_on, place.clearance_expires).holds_on(today)
}

fn show(
    place: &MyPlace,
    my_role: ParticipantRole,
    group: Uuid,
    people: &[Companion],
    staff: &[Staff],
    today: NaiveDate,
) -> MyGroup {
    let me = people.iter().find(|p| p.participant_id == place.participant_id);
    let meets = |p: &&Companion| {
        p.participant_id == place.participant_id
            || clearance(&p.clearance, p.cleared_on, p.clearance_expires).holds_on(today)
    };
    let of = |role: ParticipantRole| people.iter().filter(move |p| p.role == role.as_str());
    let person = |p: &Companion| sharing::person(p, place, my_role, me);
    let mentors: Vec<_> = of(ParticipantRole::Mentor).filter(meets).map(person).collect();
    let mentees: Vec<_> = of(ParticipantRole::Mentee).map(person).collect();
    MyGroup {
        id: MentorGroupId(group),
        scheme_id: SchemeId(place.scheme_id),
        scheme_name: place.scheme_name.clone(),
        label: place.label.clone().unwrap_or_default(),
        my_role,
        programme_title: place.programme_title.clone(),
        next: next(place, my_role, mentors.is_empty(), today).to_owned(),
        mentors,
        mentees,
        supervisor: supervisor(place, staff),
        enrolment: place.enrolment,
        open_rematch: place.open_rematch.map(RematchRequestId),
    }
}

/// The supervisor of the group's programme, else of the scheme, else the scheme's lead.
fn supervisor(place: &MyPlace, staff: &[Staff]) -> Option<SupervisorContact> {
    let programme = place.group_programme_id.or(place.programme_id);
    let rank = |s: &Staff| match (s.role == Role::Supervisor.as_str(), s.programme_id) {
        (true, Some(p)) if Some(p) == programme => Some(0),
        (true, None) => Some(1),
        (true, Some(_)) => None,
        (false, _) => Some(2),
    };
    let here = staff.iter().filter(|s| s.scheme_id == Some(place.scheme_id));
    let (_, found) = here
        .filter_map(|s| Some((rank(s)?, s)))
        .min_by_key(|(rank, _)| *rank)?;
    Some(SupervisorContact {
        name: listed_name(
            &found.given_name,
            found.preferred_name.as_deref(),
            &found.family_name,
        ),
        email: found.email.clone(),
    })
}

/// What happens next, for this person on this day.
fn next(place: &MyPlace, role: ParticipantRole, no_mentor: bool, today: NaiveDate) -> &'static str {
    let before = |d: Option<NaiveDate>| d.is_some_and(|d| today < d);
    let is_mentor = role == ParticipantRole::Mentor;
    if place.ends.is_some_and(|end| end <= today) {
        "This scheme has ended. Thank you for being part of it."
    } else if no_mentor && !is_mentor {
        "We are finding a mentor for your group. You will hear from us soon, and your supervisor is there for you until then."
    } else if before(place.pre_enrolment_opens) && is_mentor {
        "Get to know who is in your group. You can write to them once pre-enrolment opens."
    } else if before(place.pre_enrolment_opens) {
        "Complete your profile, so that your mentor and your group know a little about you."
    } else if before(place.enrolment) && is_mentor {
        "Write to your mentees, say hello, and agree when to meet for the first time."
    } else if before(place.enrolment) {
        "Your mentor will write to you before you enrol. You are welcome to say hello first."
    } else if is_mentor {
        "Agree your next meeting with your group, and tell your supervisor if anything worries you."
    } else {
        "Agree your next meeting with your mentor. No question is too small to bring."
    }
}
