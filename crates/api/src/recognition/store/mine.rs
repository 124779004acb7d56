//! What only a mentor writes, their skills statement, and the awards of their schemes.

use crate::problem::{Problem, Result};
use crate::recognition::entity::{award, skills_statement as skills};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, SchemeId};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// What a mentor wrote about their skills.
pub async fn statement<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Option<skills::Model>> {
    Ok(skills::Entity::find_by_id(mentor.0).one(db).await?)
}

/// Every award of a scheme in order, also those that were put aside.
pub async fn awards<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<award::Model>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    Ok(award::Entity::find()
        .filter(award::Column::SchemeId.eq(scheme.0))
        .order_by_asc(award::Column::Position)
        .order_by_asc(award::Column::Id)
        .all(db)
        .await?)
}
