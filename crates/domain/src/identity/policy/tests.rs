//! Promises of the table, and of the scopes made from it.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn grant(role: Role, scheme: Option<u128>) -> Grant {
    Grant {
        id: GrantId(Uuid::nil()),
        role,
        scheme_id: scheme.map(|s| SchemeId(Uuid::from_u128(s))),
        programme_id: None,
        tutor_group_id: None,
    }
}

proptest! {
    #[test]
    fn a_scheme_role_never_reaches_another_scheme(role in 1usize..6, action in 0..Action::ALL.len(), mine in 1u128..5, other in 5u128..9) {
        let actor = Actor { person_id: PersonId(Uuid::from_u128(99)), session_id: None, grants: vec![grant(Role::ALL[role], Some(mine))] };
        if let Some(scope) = scope_for(&actor, Action::ALL[action]) {
            let other = SchemeId(Uuid::from_u128(other));
            prop_assert!(!scope.touches(other) && !scope.covers(other));
        }
    }

    #[test]
    fn students_reach_nobody_but_themselves(role in 4usize..6, action in 0..Action::ALL.len(), somebody in 1u128..50) {
        let me = PersonId(Uuid::from_u128(99));
        let actor = Actor { person_id: me, session_id: None, grants: vec![grant(Role::ALL[role], Some(1))] };
        if let Some(scope) = scope_for(&actor, Action::ALL[action]) {
            prop_assert!(!scope.reaches_student(SchemeId(Uuid::from_u128(1)), None, None, PersonId(Uuid::from_u128(somebody))));
        }
    }
}

#[test]
fn nobody_without_a_role_gets_past_their_own_things() {
    let actor = Actor {
        person_id: PersonId(Uuid::nil()),
        session_id: None,
        grants: vec![],
    };
    for action in Action::ALL {
        assert_eq!(
            scope_for(&actor, *action).is_some(),
            matches!(action, Action::ReadOwn | Action::EditOwn),
            "{action}"
        );
    }
}
