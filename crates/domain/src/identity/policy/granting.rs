//! Who may give which role to whom.

use super::{Action, Actor, Grant, Reach, Role, permits, reach_of};
use crate::identity::NewGrant;
use crate::ids::GrantId;

/// Whether somebody may give (or take away) a role: never one above their own, and never past their own reach.
///
/// Mentor and mentee are nobody's to give: they come with being in a scheme.
pub fn may_grant(actor: &Actor, wanted: &NewGrant) -> bool {
    let Some(reach) = reach_of(&as_grant(wanted)) else {
        return false;
    };
    let Some(height) = height(wanted.role) else {
        return false;
    };
    actor.grants.iter().any(|own| {
        permits(own.role, Action::EditPeople)
            && height <= self::height(own.role).unwrap_or(0)
            && reach_of(own).is_some_and(|own| contains(own, reach))
    })
}

/// Staff roles by how much they may do; `None` for those that can't be given.
const fn height(role: Role) -> Option<u8> {
    match role {
        Role::InstitutionAdmin => Some(3),
        Role::SchemeLead => Some(2),
        Role::Supervisor => Some(1),
        Role::PersonalTutor => Some(0),
        Role::Mentor | Role::Mentee => None,
    }
}

fn as_grant(wanted: &NewGrant) -> Grant {
    Grant {
        id: GrantId(uuid::Uuid::nil()),
        role: wanted.role,
        scheme_id: wanted.scheme_id,
        programme_id: wanted.programme_id,
        tutor_group_id: wanted.tutor_group_id,
    }
}

fn contains(outer: Reach, inner: Reach) -> bool {
    match (outer, inner) {
        (Reach::Institution, _) => true,
        (Reach::Scheme(a), Reach::Scheme(b) | Reach::Programme(b, _) | Reach::TutorGroup(b, _)) => a == b,
        (outer, inner) => outer == inner,
    }
}

#[cfg(test)]
mod tests {
    use super::super::scope_for;
    use super::*;
    use crate::ids::{PersonId, ProgrammeId, SchemeId, TutorGroupId};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn any_grant() -> impl Strategy<Value = NewGrant> {
        let id = || proptest::option::of(1u128..4);
        (0..Role::ALL.len(), id(), id(), id()).prop_map(|(role, scheme, programme, tutor_group)| NewGrant {
            role: Role::ALL[role],
            scheme_id: scheme.map(|n| SchemeId(Uuid::from_u128(n))),
            programme_id: programme.map(|n| ProgrammeId(Uuid::from_u128(n))),
            tutor_group_id: tutor_group.map(|n| TutorGroupId(Uuid::from_u128(n))),
        })
    }

    fn actor(grants: &[NewGrant]) -> Actor {
        Actor {
            person_id: PersonId(Uuid::nil()),
            session_id: None,
            grants: grants.iter().map(as_grant).collect(),
        }
    }

    proptest! {
        #[test]
        fn nobody_gives_what_they_could_not_do_themselves(
            own in proptest::collection::vec(any_grant(), 0..4),
            wanted in any_grant(),
        ) {
            let giver = actor(&own);
            if may_grant(&giver, &wanted) {
                let taker = actor(std::slice::from_ref(&wanted));
                for action in Action::ALL {
                    let Some(theirs) = scope_for(&taker, *action) else { continue };
                    let mine = scope_for(&giver, *action);
                    for reach in theirs.reaches() {
                        prop_assert!(
                            mine.as_ref().is_some_and(|m| m.reaches().iter().any(|r| contains(*r, *reach))),
                            "{action} at {reach:?}"
                        );
                    }
                }
            }
        }

        #[test]
        fn only_an_institution_admin_makes_another(own in proptest::collection::vec(any_grant(), 0..4)) {
            let wanted = NewGrant { role: Role::InstitutionAdmin, scheme_id: None, programme_id: None, tutor_group_id: None };
            let is_admin = own.iter().any(|g| g.role == Role::InstitutionAdmin);
            prop_assert_eq!(may_grant(&actor(&own), &wanted), is_admin);
        }

        #[test]
        fn a_lead_gives_no_role_outside_their_scheme(wanted in any_grant()) {
            let mine = SchemeId(Uuid::from_u128(1));
            let lead = NewGrant { role: Role::SchemeLead, scheme_id: Some(mine), programme_id: None, tutor_group_id: None };
            if may_grant(&actor(&[lead]), &wanted) {
                prop_assert_eq!(wanted.scheme_id, Some(mine));
            }
        }
    }
}
