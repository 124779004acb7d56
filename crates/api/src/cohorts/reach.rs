//! Schemes and people in reach, for the rooms that build on cohorts: what they may ask of this room's queries.

use crate::cohorts::store;
use crate::problem::Result;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, SchemeId};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, ConnectionTrait};

pub use store::participant::Row as Person;

/// A scheme that is in reach, at least in part.
///
/// # Errors
/// 404 when it isn't.
pub async fn scheme<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: SchemeId,
) -> Result<super::entity::scheme::Model> {
    store::scheme::one(db, scope, id).await
}

/// A scheme that is in reach as a whole.
///
/// # Errors
/// 404 when it isn't in reach, 403 when only a part of it is.
pub async fn whole_scheme<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: SchemeId,
) -> Result<super::entity::scheme::Model> {
    store::scheme::whole(db, scope, id).await
}

/// The day it is where a scheme is.
pub fn today(scheme: &super::entity::scheme::Model, now: DateTime<Utc>) -> NaiveDate {
    store::scheme::today(scheme, now)
}

/// Somebody in a scheme whom the scope reaches.
///
/// # Errors
/// 404 when it doesn't.
pub async fn person<C: ConnectionTrait>(db: &C, scope: &Scope, id: ParticipantId) -> Result<Person> {
    store::participant::one(db, scope, id).await
}

/// What of a scheme's people a scope reaches, as part of a larger query.
pub fn people(scope: &Scope, scheme: SchemeId) -> Condition {
    store::participant::in_reach(scope, scheme)
}
