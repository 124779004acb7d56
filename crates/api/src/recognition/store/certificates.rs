//! Batches of certificates, the awards that they print, and what was printed.

use crate::problem::{Problem, Result};
use crate::recognition::entity::{award_grant, certificate_batch, certificate_file};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CertificateBatchId, SchemeId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

/// A batch of a scheme that is in reach as a whole, held for a change when asked.
pub async fn batch<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: CertificateBatchId,
    for_change: bool,
) -> Result<certificate_batch::Model> {
    let mut query = certificate_batch::Entity::find_by_id(id.0);
    if for_change {
        query = query.lock_exclusive();
    }
    let found = query
        .one(db)
        .await?
        .filter(|b| scope.covers(SchemeId(b.scheme_id)));
    found.ok_or_else(|| Problem::not_found("batch"))
}

/// What a batch prints: all that was valid when it began. What is given or taken back later doesn't change the order.
fn printed_by(scheme: SchemeId, award: Option<Uuid>, began: DateTime<Utc>) -> Condition {
    use award_grant::Column as G;
    Condition::all()
        .add(G::SchemeId.eq(scheme.0))
        .add_option(award.map(|a| G::AwardId.eq(a)))
        .add(G::GrantedAt.lte(began))
        .add(
            Condition::any()
                .add(G::RevokedAt.is_null())
                .add(G::RevokedAt.gt(began)),
        )
}

/// How many a batch prints.
pub async fn count<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    award: Option<Uuid>,
    began: DateTime<Utc>,
) -> Result<u64> {
    let found = award_grant::Entity::find().filter(printed_by(scheme, award, began));
    Ok(found.count(db).await?)
}

/// The next that a batch prints.
pub async fn next<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    batch: &certificate_batch::Model,
    many: u64,
) -> Result<Vec<award_grant::Model>> {
    Ok(award_grant::Entity::find()
        .filter(printed_by(
            SchemeId(batch.scheme_id),
            batch.award_id,
            batch.created_at,
        ))
        .order_by_asc(award_grant::Column::Id)
        .offset(u64::from(batch.done.unsigned_abs()))
        .limit(many)
        .all(db)
        .await?)
}

/// The next files of a batch, in the order in which they were printed.
pub async fn files<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    batch: Uuid,
    after: Uuid,
    many: u64,
) -> Result<Vec<certificate_file::Model>> {
    Ok(certificate_file::Entity::find()
        .filter(certificate_file::Column::BatchId.eq(batch))
        .filter(certificate_file::Column::Id.gt(after))
        .order_by_asc(certificate_file::Column::Id)
        .limit(many)
        .all(db)
        .await?)
}

/// Throws the files of batches away that ended before a moment.
pub async fn forget_before<C: ConnectionTrait>(tx: &C, _scope: &Scope, before: DateTime<Utc>) -> Result<()> {
    let old: Vec<Uuid> = certificate_batch::Entity::find()
        .select_only()
        .column(certificate_batch::Column::Id)
        .filter(certificate_batch::Column::FinishedAt.lt(before))
        .filter(certificate_batch::Column::Bytes.gt(0))
        .into_tuple()
        .all(tx)
        .await?;
    if old.is_empty() {
        return Ok(());
    }
    certificate_file::Entity::delete_many()
        .filter(certificate_file::Column::BatchId.is_in(old.iter().copied()))
        .exec(tx)
        .await?;
    certificate_batch::Entity::update_many()
        .col_expr(
            certificate_batch::Column::Bytes,
            sea_orm::sea_query::Expr::val(0i64),
        )
        .filter(certificate_batch::Column::Id.is_in(old))
        .exec(tx)
        .await?;
    Ok(())
}
