//! The places that somebody has as a mentor: what they may ask about themselves, and how their own steps wait for each other.

use super::entity::{participant, scheme};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, SchemeId};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

/// A mentor in a scheme, with the scheme.
pub struct Place {
    pub mentor: participant::Model,
    pub scheme: scheme::Model,
}

impl Place {
    pub fn id(&self) -> ParticipantId {
        ParticipantId(self.mentor.id)
    }
    pub fn scheme_id(&self) -> SchemeId {
        SchemeId(self.scheme.id)
    }
}

/// The caller's own places as a mentor in the schemes that the scope touches, the newest first.
pub async fn places<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Place>> {
    let schemes: Vec<Uuid> = scope
        .schemes()
        .unwrap_or_default()
        .into_iter()
        .map(|s| s.0)
        .collect();
    let mentors = participant::Entity::find()
        .filter(participant::Column::PersonId.eq(scope.person_id().0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .filter(participant::Column::SchemeId.is_in(schemes.clone()))
        .order_by_desc(participant::Column::CreatedAt)
        .all(db)
        .await?;
    let mut named = scheme::Entity::find()
        .filter(scheme::Column::Id.is_in(schemes))
        .all(db)
        .await?;
    Ok(mentors
        .into_iter()
        .filter_map(|mentor| {
            let at = named.iter().position(|s| s.id == mentor.scheme_id)?;
            let scheme = named.swap_remove(at);
            Some(Place { mentor, scheme })
        })
        .collect())
}

/// The caller's own place as a mentor in one scheme.
///
/// # Errors
/// 404 when they are no mentor there.
pub async fn place<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Place> {
    let all = places(db, scope).await?;
    all.into_iter()
        .find(|p| p.scheme_id() == scheme)
        .ok_or_else(|| Problem::not_found("scheme"))
}

/// Makes what changes a mentor's record wait for each other until the transaction ends, also where there is no row yet that
/// could be held.
pub async fn one_at_a_time<C: ConnectionTrait>(tx: &C, _scope: &Scope, mentor: ParticipantId) -> Result<()> {
    participant::Entity::find_by_id(mentor.0)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?;
    Ok(())
}
