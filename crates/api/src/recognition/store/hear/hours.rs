//! How entries in the HEAR hold on to hours: an hour is part of one entry at most, and stays as it is while it is.

use super::is_free;
use crate::problem::Result;
use crate::recognition::entity::{evidence, hear_entry as entry};
use cairn_domain::identity::Scope;
use cairn_domain::ids::HearEntryId;
use cairn_domain::recognition::{EvidenceKind, HearEntryState};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait as _, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// What a verified entry holds on to.
pub fn rests_on(id: HearEntryId) -> Condition {
    Condition::all().add(evidence::Column::EntryId.eq(id.0))
}

/// What an entry of this mentor would hold on to. What mentees say stays theirs to take back.
pub fn can_rest_on(mentor: Uuid) -> Condition {
    held_of(&[mentor])
}

fn held_of(mentors: &[Uuid]) -> Condition {
    is_free()
        .add(evidence::Column::ParticipantId.is_in(mentors.iter().copied()))
        .add(evidence::Column::Kind.ne(EvidenceKind::Thanks.as_str()))
}

/// The free minutes of some mentors, held until the transaction ends: nobody moves or refuses these hours meanwhile.
pub async fn free_held<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    mentors: &[Uuid],
) -> Result<HashMap<Uuid, u32>> {
    let rows: Vec<(Uuid, i32)> = evidence::Entity::find()
        .select_only()
        .column(evidence::Column::ParticipantId)
        .column(evidence::Column::Minutes)
        .filter(evidence::Column::ParticipantId.is_in(mentors.iter().copied()))
        .filter(is_free())
        .order_by_asc(evidence::Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    let mut found: HashMap<Uuid, u32> = HashMap::new();
    for (mentor, minutes) in rows {
        *found.entry(mentor).or_default() += u32::try_from(minutes).unwrap_or(0);
    }
    Ok(found)
}

/// Entries of one statement.
const ENTRIES: usize = 500;

/// What entries keep when they are verified.
pub struct Kept {
    pub activity: serde_json::Value,
    pub at: DateTime<Utc>,
    pub by: Option<Uuid>,
}

/// Ties the free hours of mentors to their entries: pairs of a mentor and an entry, each mentor once or with nothing left.
pub async fn hold_hours<C: ConnectionTrait>(tx: &C, _scope: &Scope, entries: &[(Uuid, Uuid)]) -> Result<()> {
    for some in entries.chunks(ENTRIES) {
        let mentors: Vec<Uuid> = some.iter().map(|e| e.0).collect();
        let entry = some.iter().fold(CaseStatement::new(), |case, (mentor, entry)| {
            case.case(evidence::Column::ParticipantId.eq(*mentor), *entry)
        });
        evidence::Entity::update_many()
            .col_expr(
                evidence::Column::EntryId,
                entry.finally(Expr::value(None::<Uuid>)).into(),
            )
            .filter(held_of(&mentors))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Lets the hours of an entry go.
pub async fn free_hours<C: ConnectionTrait>(tx: &C, _scope: &Scope, id: HearEntryId) -> Result<()> {
    evidence::Entity::update_many()
        .col_expr(evidence::Column::EntryId, Expr::value(None::<Uuid>))
        .filter(evidence::Column::EntryId.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes entries of one activity verified, with the minutes of the hours that they hold.
pub async fn set_verified<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    ids: &[Uuid],
    kept: &Kept,
) -> Result<()> {
    let minutes = Query::select()
        .expr(Func::coalesce([
            Expr::col(evidence::Column::Minutes)
                .sum()
                .cast_as(Alias::new("integer")),
            Expr::val(0),
        ]))
        .from(evidence::Entity)
        .and_where(
            Expr::col((evidence::Entity, evidence::Column::EntryId))
                .equals((entry::Entity, entry::Column::Id)),
        )
        .to_owned();
    for some in ids.chunks(ENTRIES) {
        entry::Entity::update_many()
            .col_expr(
                entry::Column::State,
                Expr::value(HearEntryState::Verified.as_str()),
            )
            .col_expr(
                entry::Column::Minutes,
                SimpleExpr::SubQuery(None, Box::new(minutes.clone().into())),
            )
            .col_expr(entry::Column::Activity, Expr::value(kept.activity.clone()))
            .col_expr(entry::Column::VerifiedAt, Expr::value(Some(kept.at)))
            .col_expr(entry::Column::VerifiedBy, Expr::value(kept.by))
            .filter(entry::Column::Id.is_in(some.iter().copied()))
            .exec(tx)
            .await?;
    }
    Ok(())
}
