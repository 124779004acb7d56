//! The installation's own reach, for jobs, commands and rules that must know everything.

use crate::problem::{Problem, Result};
use cairn_domain::identity::{Action, Actor, Grant, Role, Scope, policy};
use cairn_domain::ids::{GrantId, PersonId};
use uuid::Uuid;

/// A scope that belongs to nobody and reaches the whole institution.
///
/// # Errors
/// For an action that no institution admin may do.
pub fn scope(action: Action) -> Result<Scope> {
    let actor = Actor {
        person_id: PersonId(Uuid::nil()),
        session_id: None,
        grants: vec![Grant {
            id: GrantId(Uuid::nil()),
            role: Role::InstitutionAdmin,
            scheme_id: None,
            programme_id: None,
            tutor_group_id: None,
        }],
    };
    policy::scope_for(&actor, action).ok_or_else(Problem::forbidden)
}
