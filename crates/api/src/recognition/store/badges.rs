//! What public badge documents need to know: no names, and nothing of awards that nobody has a badge for.

use crate::problem::Result;
use crate::recognition::badge::STATUS_BITS;
use crate::recognition::entity::{award, award_grant};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AwardGrantId, AwardId};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};

/// An award that comes with a badge, also one that is put aside, or whose badge was: what was given stays explained.
pub async fn award<C: ConnectionTrait>(db: &C, _scope: &Scope, id: AwardId) -> Result<Option<award::Model>> {
    let Some(found) = award::Entity::find_by_id(id.0).one(db).await? else {
        return Ok(None);
    };
    if found.has_badge {
        return Ok(Some(found));
    }
    let given = award_grant::Entity::find().filter(award_grant::Column::AwardId.eq(id.0));
    Ok(given.one(db).await?.map(|_| found))
}

/// A given award by its id and the code that is printed on it.
pub async fn with_code<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    id: AwardGrantId,
    code: &str,
) -> Result<Option<award_grant::Model>> {
    Ok(award_grant::Entity::find_by_id(id.0)
        .filter(award_grant::Column::Code.eq(code))
        .one(db)
        .await?)
}

/// Places in a status list, of those that were taken back; `None` for a list that holds nothing yet.
pub async fn revoked<C: ConnectionTrait>(db: &C, _scope: &Scope, list: u32) -> Result<Option<Vec<u32>>> {
    use award_grant::Column as G;
    let from = i64::from(list) * i64::from(STATUS_BITS);
    let to = from + i64::from(STATUS_BITS);
    let is_begun = list == 0 || {
        let first = award_grant::Entity::find().filter(G::StatusIndex.gte(from));
        first.one(db).await?.is_some()
    };
    if !is_begun {
        return Ok(None);
    }
    let rows: Vec<i64> = award_grant::Entity::find()
        .select_only()
        .column(G::StatusIndex)
        .filter(G::StatusIndex.gte(from))
        .filter(G::StatusIndex.lt(to))
        .filter(G::RevokedAt.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(Some(
        rows.into_iter().filter_map(|n| u32::try_from(n).ok()).collect(),
    ))
}
