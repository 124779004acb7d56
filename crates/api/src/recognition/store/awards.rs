//! Awards that schemes offer, and how many have them.

use crate::problem::{Problem, Result};
use crate::recognition::entity::{award, award_grant, award_standing};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AwardId, SchemeId};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// All awards of a scheme in order, those that were put aside last.
pub async fn all<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<award::Model>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mut rows = award::Entity::find()
        .filter(award::Column::SchemeId.eq(scheme.0))
        .order_by_asc(award::Column::Position)
        .order_by_asc(award::Column::Id)
        .all(db)
        .await?;
    rows.sort_by_key(|r| r.archived_at.is_some());
    Ok(rows)
}

/// One award of a scheme that is in reach, held for a change when asked.
pub async fn one<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: AwardId,
    for_change: bool,
) -> Result<award::Model> {
    let mut query = award::Entity::find_by_id(id.0);
    if for_change {
        query = query.lock_exclusive();
    }
    let found = query
        .one(db)
        .await?
        .filter(|a| scope.touches(SchemeId(a.scheme_id)));
    found.ok_or_else(|| Problem::not_found("award"))
}

/// Where the next award of a scheme stands.
pub async fn next_position<C: ConnectionTrait>(tx: &C, scope: &Scope, scheme: SchemeId) -> Result<i32> {
    let rows = all(tx, scope, scheme).await?;
    Ok(rows.iter().map(|r| r.position).max().unwrap_or(0) + 1)
}

/// How many mentors have an award, have earned it, or are one step short of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub grants: u64,
    pub ready: u64,
    pub one_short: u64,
}

#[derive(FromQueryResult)]
struct Counted {
    award_id: Uuid,
    missing: i32,
    mentors: i64,
}

/// Everybody who holds an award, or had it taken back: for them it isn't "not given yet".
fn given() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(award_grant::Entity)
        .and_where(
            Expr::col((award_grant::Entity, award_grant::Column::AwardId))
                .equals((award_standing::Entity, award_standing::Column::AwardId)),
        )
        .and_where(
            Expr::col((award_grant::Entity, award_grant::Column::ParticipantId))
                .equals((award_standing::Entity, award_standing::Column::ParticipantId)),
        )
        .to_owned()
}

/// The counts of a scheme's awards, in two queries.
pub async fn counts<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
) -> Result<HashMap<Uuid, Counts>> {
    use award_grant::Column as G;
    use award_standing::Column as S;
    let mut found: HashMap<Uuid, Counts> = HashMap::new();
    let held: Vec<(Uuid, i64)> = award_grant::Entity::find()
        .select_only()
        .column(G::AwardId)
        .column_as(G::Id.count(), "mentors")
        .filter(G::SchemeId.eq(scheme.0))
        .filter(G::RevokedAt.is_null())
        .group_by(G::AwardId)
        .into_tuple()
        .all(db)
        .await?;
    for (award, n) in held {
        found.entry(award).or_default().grants = n.unsigned_abs();
    }
    let near = award_standing::Entity::find()
        .select_only()
        .columns([S::AwardId, S::Missing])
        .column_as(S::Id.count(), "mentors")
        .filter(S::SchemeId.eq(scheme.0))
        .filter(S::Missing.lte(1))
        .filter(Condition::all().not().add(Expr::exists(given())))
        .group_by(S::AwardId)
        .group_by(S::Missing)
        .into_model::<Counted>()
        .all(db)
        .await?;
    for c in near {
        let counts = found.entry(c.award_id).or_default();
        if c.missing == 0 {
            counts.ready += c.mentors.unsigned_abs();
        } else {
            counts.one_short += c.mentors.unsigned_abs();
        }
    }
    Ok(found)
}
