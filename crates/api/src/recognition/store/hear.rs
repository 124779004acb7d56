//! The HEAR register: activities, students' entries with the names that go with them, and the hours that they can rest on.
//! Next: `hours` for how entries hold on to hours.

pub mod hours;
mod register;

pub use register::{activities, activity, activity_to_change, entries_of, to_change};

use crate::cohorts::entity::{participant, programme};
use crate::cohorts::reach;
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use crate::recognition::entity::{evidence, hear_entry as entry};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{HearActivityId, HearEntryId, SchemeId};
use cairn_domain::recognition::{EvidenceState, HearEntryState, HoursUse};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Func, JoinType, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, Order};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// What to look for in a list of entries.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
    #[param(value_type = Option<String>, format = Uuid)]
    pub activity_id: Option<HearActivityId>,
    /// How far they are; without it, all but those that were taken back.
    #[param(inline)]
    pub state: Option<HearEntryState>,
    /// Of those that were asked for: nothing stands in the way, or something does.
    pub ready: Option<bool>,
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
}

/// An activity in whose way nothing stands, with the minutes that its entries need.
pub type Open = (Uuid, i32);

/// Where a page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(String, String, Uuid);

/// An entry with the names that go with it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub activity_id: Uuid,
    pub participant_id: Uuid,
    pub person_id: Uuid,
    pub state: String,
    pub minutes: i32,
    pub activity: serde_json::Value,
    pub asked_at: DateTime<Utc>,
    pub verified_at: Option<DateTime<Utc>>,
    pub verified_by: Option<Uuid>,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub student_number: Option<String>,
    pub programme_code: Option<String>,
    /// Confirmed minutes for the HEAR that no verified entry rests on yet.
    pub free: i64,
}

impl Row {
    pub fn key(&self) -> Key {
        Key(self.family_name.clone(), self.given_name.clone(), self.id)
    }
    pub fn is(&self, state: HearEntryState) -> bool {
        self.state == state.as_str()
    }
}

const FREE: &str = "free_hours";

/// Hours that an entry can rest on: confirmed, for the HEAR, and not part of another entry.
pub(super) fn is_free() -> Condition {
    Condition::all()
        .add(evidence::Column::State.eq(EvidenceState::Confirmed.as_str()))
        .add(evidence::Column::CountsFor.eq(HoursUse::Hear.as_str()))
        .add(evidence::Column::EntryId.is_null())
}

/// The free minutes of each mentor of a scheme.
fn free_of(scheme: SchemeId) -> SelectStatement {
    Query::select()
        .column(evidence::Column::ParticipantId)
        .expr_as(
            Expr::col(evidence::Column::Minutes)
                .sum()
                .cast_as(Alias::new("bigint")),
            "minutes",
        )
        .from(evidence::Entity)
        .and_where(evidence::Column::SchemeId.eq(scheme.0))
        .cond_where(is_free())
        .group_by_col(evidence::Column::ParticipantId)
        .to_owned()
}

fn free() -> SimpleExpr {
    Func::coalesce([Expr::col((FREE, "minutes")), Expr::val(0i64)]).into()
}

/// The entries of a scheme that the scope reaches, with nothing selected yet.
fn base(scope: &Scope, scheme: SchemeId) -> SelectStatement {
    let to = |column: entry::Column| Expr::col((entry::Entity, column));
    Query::select()
        .from(entry::Entity)
        .join(
            JoinType::InnerJoin,
            participant::Entity,
            to(entry::Column::ParticipantId).equals((participant::Entity, participant::Column::Id)),
        )
        .join(
            JoinType::InnerJoin,
            person::Entity,
            to(entry::Column::PersonId).equals((person::Entity, person::Column::Id)),
        )
        .join(
            JoinType::LeftJoin,
            programme::Entity,
            Expr::col((participant::Entity, participant::Column::ProgrammeId))
                .equals((programme::Entity, programme::Column::Id)),
        )
        .join_subquery(
            JoinType::LeftJoin,
            free_of(scheme),
            FREE,
            to(entry::Column::ParticipantId).equals((FREE, "participant_id")),
        )
        .cond_where(reach::people(scope, scheme))
        .and_where(entry::Column::SchemeId.eq(scheme.0))
        .to_owned()
}

fn with_names(mut query: SelectStatement) -> SelectStatement {
    use entry::Column as N;
    query
        .columns(
            [
                N::Id,
                N::ActivityId,
                N::ParticipantId,
                N::PersonId,
                N::State,
                N::Minutes,
                N::Activity,
                N::AskedAt,
                N::VerifiedAt,
                N::VerifiedBy,
            ]
            .map(|c| (entry::Entity, c)),
        )
        .columns(
            [
                person::Column::GivenName,
                person::Column::FamilyName,
                person::Column::PreferredName,
                person::Column::StudentNumber,
            ]
            .map(|c| (person::Entity, c)),
        )
        .expr_as(
            Expr::col((programme::Entity, programme::Column::Code)),
            "programme_code",
        )
        .expr_as(free(), "free");
    query
}

fn in_order(query: &mut SelectStatement) {
    query
        .order_by((person::Entity, person::Column::FamilyName), Order::Asc)
        .order_by((person::Entity, person::Column::GivenName), Order::Asc)
        .order_by((entry::Entity, entry::Column::Id), Order::Asc);
}

/// Nothing stands in the way of these, for somebody else than the student.
fn is_ready(scope: &Scope, open: &[Open]) -> Condition {
    let enough = open.iter().fold(Condition::any(), |any, (id, needed)| {
        any.add(
            Condition::all()
                .add(entry::Column::ActivityId.eq(*id))
                .add(free().gte(i64::from(*needed))),
        )
    });
    // Where no activity is open there is nothing to choose from.
    let enough = if open.is_empty() {
        enough.add(Expr::val(1).eq(0))
    } else {
        enough
    };
    Condition::all()
        .add(entry::Column::State.eq(HearEntryState::Asked.as_str()))
        .add(entry::Column::PersonId.ne(scope.person_id().0))
        .add(person::Column::StudentNumber.is_not_null())
        .add(enough)
}

fn wanted(scope: &Scope, filter: &Filter, open: &[Open]) -> Condition {
    let mut all = Condition::all().add_option(filter.activity_id.map(|a| entry::Column::ActivityId.eq(a.0)));
    all = match filter.state {
        Some(state) => all.add(entry::Column::State.eq(state.as_str())),
        None => all.add(entry::Column::State.ne(HearEntryState::Withdrawn.as_str())),
    };
    match filter.ready {
        Some(true) => all = all.add(is_ready(scope, open)),
        Some(false) => {
            all = all
                .add(entry::Column::State.eq(HearEntryState::Asked.as_str()))
                .add(is_ready(scope, open).not());
        }
        None => {}
    }
    if let Some(q) = &filter.q {
        all = all.add(search::finds(q));
    }
    all
}

async fn rows<C: ConnectionTrait>(db: &C, query: SelectStatement) -> Result<Vec<Row>> {
    let found = db.query_all(&query).await?;
    found.iter().map(|r| Ok(Row::from_query_result(r, "")?)).collect()
}

/// One page of entries by name, one row more than asked when there is another.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    open: &[Open],
    after: Option<Key>,
    limit: u64,
) -> Result<Vec<Row>> {
    let family = || Expr::col((person::Entity, person::Column::FamilyName));
    let given = || Expr::col((person::Entity, person::Column::GivenName));
    let id = || Expr::col((entry::Entity, entry::Column::Id));
    let mut query = with_names(base(scope, filter.scheme_id));
    query.cond_where(wanted(scope, filter, open)).limit(limit);
    in_order(&mut query);
    if let Some(Key(f, g, i)) = after {
        let beyond: SimpleExpr = family()
            .gt(f.clone())
            .or(family().eq(f.clone()).and(given().gt(g.clone())))
            .or(family().eq(f).and(given().eq(g)).and(id().gt(i)));
        query.and_where(beyond);
    }
    rows(db, query).await
}

/// How many a filter finds.
pub async fn count<C: ConnectionTrait>(db: &C, scope: &Scope, filter: &Filter, open: &[Open]) -> Result<u64> {
    let mut query = base(scope, filter.scheme_id);
    query
        .expr_as(Expr::col((entry::Entity, entry::Column::Id)).count(), "found")
        .cond_where(wanted(scope, filter, open));
    let row = db.query_one(&query).await?;
    let found: i64 = row.map_or(Ok(0), |r| r.try_get("", "found"))?;
    Ok(found.unsigned_abs())
}

/// The verified entries of a scheme, or of one of its activities, by name.
pub async fn verified<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<HearActivityId>,
) -> Result<Vec<Row>> {
    let mut query = with_names(base(scope, scheme));
    query.and_where(entry::Column::State.eq(HearEntryState::Verified.as_str()));
    if let Some(only) = only {
        query.and_where(entry::Column::ActivityId.eq(only.0));
    }
    in_order(&mut query);
    rows(db, query).await
}

/// Entries that the scope reaches, by id, in the order in which they were asked for.
pub async fn some<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    ids: &[Uuid],
) -> Result<Vec<Row>> {
    let mut query = with_names(base(scope, scheme));
    query
        .and_where(entry::Column::Id.is_in(ids.iter().copied()))
        .order_by((entry::Entity, entry::Column::Id), Order::Asc);
    rows(db, query).await
}

/// One entry that the scope reaches, with its scheme.
pub async fn one<C: ConnectionTrait>(db: &C, scope: &Scope, id: HearEntryId) -> Result<(SchemeId, Row)> {
    let missing = || Problem::not_found("HEAR entry");
    let found = entry::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or_else(missing)?;
    let scheme = SchemeId(found.scheme_id);
    if !scope.touches(scheme) {
        return Err(missing());
    }
    let row = some(db, scope, scheme, &[id.0])
        .await?
        .pop()
        .ok_or_else(missing)?;
    Ok((scheme, row))
}

/// How many entries of each activity are asked for, ready and verified.
#[derive(Clone, Debug, Default, FromQueryResult)]
pub struct Tally {
    pub activity_id: Uuid,
    pub asked: i64,
    pub ready: i64,
    pub verified: i64,
}

pub async fn tally<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    open: &[Open],
) -> Result<HashMap<Uuid, Tally>> {
    let is = |state: HearEntryState| Condition::all().add(entry::Column::State.eq(state.as_str()));
    let sum = |when: Condition| {
        let one: SimpleExpr = Expr::case(when, 1).finally(0).into();
        one.sum().cast_as(Alias::new("bigint"))
    };
    let mut query = base(scope, scheme);
    query
        .column((entry::Entity, entry::Column::ActivityId))
        .expr_as(sum(is(HearEntryState::Asked)), "asked")
        .expr_as(sum(is_ready(scope, open)), "ready")
        .expr_as(sum(is(HearEntryState::Verified)), "verified")
        .group_by_col((entry::Entity, entry::Column::ActivityId));
    let found = db.query_all(&query).await?;
    found
        .iter()
        .map(|r| {
            let tally = Tally::from_query_result(r, "")?;
            Ok((tally.activity_id, tally))
        })
        .collect()
}
