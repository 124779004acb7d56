//! Counts for the training dashboard: a fixed number of queries, whatever the size of a scheme.

use super::mentors::{When, cleared, lapsed, present, stuck};
use crate::cohorts::entity::{campus, participant, programme};
use crate::problem::{Problem, Result};
use crate::training::entity::{quiz_answer as answer, training_progress as progress};
use cairn_domain::cohorts::ClearanceStatus;
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::DUE_SOON_DAYS;
use chrono::{Duration, NaiveDate};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Mentors who study alike, by where they stand.
#[derive(FromQueryResult)]
pub struct Cell {
    pub programme_id: Option<Uuid>,
    pub level: i32,
    pub campus_id: Option<Uuid>,
    pub mentors: i64,
    pub cleared: i64,
    pub ends_soon: i64,
    pub lapsed: i64,
    pub not_started: i64,
}

fn ones(when: Condition) -> SimpleExpr {
    let one_or_none: SimpleExpr = Expr::case(when, 1).finally(0).into();
    // PostgreSQL adds up whole numbers as numeric.
    one_or_none.sum().cast_as(Alias::new("bigint"))
}

fn narrowed(scope: &Scope, scheme: SchemeId, only: Option<Uuid>) -> Condition {
    present(scope, scheme).add_option(only.map(|p| participant::Column::ProgrammeId.eq(p)))
}

/// The mentors of a scheme in cells of programme, level and campus.
pub async fn cells<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
    today: NaiveDate,
) -> Result<Vec<Cell>> {
    use participant::Column as P;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let status = |s: ClearanceStatus| Condition::all().add(P::Clearance.eq(s.as_str()));
    let soon = cleared(today).add(P::ClearanceExpires.lte(today + Duration::days(DUE_SOON_DAYS)));
    let query = Query::select()
        .columns([P::ProgrammeId, P::Level, P::CampusId])
        .expr_as(Expr::col(P::Id).count(), "mentors")
        .expr_as(ones(cleared(today)), "cleared")
        .expr_as(ones(soon), "ends_soon")
        .expr_as(ones(lapsed(today)), "lapsed")
        .expr_as(ones(status(ClearanceStatus::NotStarted)), "not_started")
        .from(participant::Entity)
        .cond_where(narrowed(scope, scheme, only))
        .group_by_columns([P::ProgrammeId, P::Level, P::CampusId])
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter().map(|r| Ok(Cell::from_query_result(r, "")?)).collect()
}

/// How many began and took no step for a while.
pub async fn stuck_count<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
    when: When,
) -> Result<u64> {
    Ok(participant::Entity::find()
        .filter(narrowed(scope, scheme, only))
        .filter(stuck(scheme, when))
        .count(db)
        .await?)
}

/// The mentors in reach, to count only what is theirs; nothing to narrow where all of the scheme is.
fn mine(scope: &Scope, scheme: SchemeId, only: Option<Uuid>) -> SelectStatement {
    Query::select()
        .column(participant::Column::Id)
        .from(participant::Entity)
        .cond_where(narrowed(scope, scheme, only))
        .to_owned()
}

/// How a module goes.
#[derive(Default)]
pub struct ModuleTally {
    pub completed: u64,
    pub started: u64,
    pub lapsed: u64,
}

#[derive(FromQueryResult)]
struct ModuleRow {
    module_id: Uuid,
    completed_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    n: i64,
}

/// By module, from one pass over an index.
pub async fn by_module<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
    today: NaiveDate,
) -> Result<HashMap<Uuid, ModuleTally>> {
    use progress::Column as G;
    let query = Query::select()
        .columns([G::ModuleId, G::CompletedOn, G::ExpiresOn])
        .expr_as(Expr::val(1).count(), "n")
        .from(progress::Entity)
        .and_where(Expr::col(G::SchemeId).eq(scheme.0))
        .and_where(Expr::col(G::ParticipantId).in_subquery(mine(scope, scheme, only)))
        .group_by_columns([G::ModuleId, G::CompletedOn, G::ExpiresOn])
        .to_owned();
    let mut tally: HashMap<Uuid, ModuleTally> = HashMap::new();
    for row in &db.query_all(&query).await? {
        let row = ModuleRow::from_query_result(row, "")?;
        let counts = tally.entry(row.module_id).or_default();
        let n = row.n.unsigned_abs();
        match (row.completed_on, row.expires_on) {
            (None, _) => counts.started += n,
            (Some(_), Some(until)) if until < today => counts.lapsed += n,
            (Some(_), _) => counts.completed += n,
        }
    }
    Ok(tally)
}

/// Completions by day.
pub async fn by_day<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
) -> Result<Vec<(NaiveDate, u64)>> {
    use progress::Column as G;
    let query = Query::select()
        .column(G::CompletedOn)
        .expr_as(Expr::val(1).count(), "n")
        .from(progress::Entity)
        .and_where(Expr::col(G::SchemeId).eq(scheme.0))
        .and_where(Expr::col(G::CompletedOn).is_not_null())
        .and_where(Expr::col(G::ParticipantId).in_subquery(mine(scope, scheme, only)))
        .group_by_col(G::CompletedOn)
        .order_by(G::CompletedOn, sea_orm::sea_query::Order::Asc)
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| {
            Ok((
                r.try_get::<NaiveDate>("", "completed_on")?,
                r.try_get::<i64>("", "n")?.unsigned_abs(),
            ))
        })
        .collect()
}

/// Answers to one question.
#[derive(FromQueryResult)]
pub struct QuestionTally {
    pub module_id: Uuid,
    pub question_key: String,
    pub asked: i64,
    pub right: i64,
    pub wrong_in_failed: i64,
}

/// How every question of a scheme's quizzes was answered.
pub async fn questions<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    module: Option<Uuid>,
) -> Result<Vec<QuestionTally>> {
    use answer::Column as A;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let right = Condition::all().add(A::IsRight.eq(true));
    let cost = Condition::all()
        .add(A::IsRight.eq(false))
        .add(A::AttemptPassed.eq(false));
    let mut query = Query::select();
    query
        .columns([A::ModuleId, A::QuestionKey])
        .expr_as(Expr::col(A::Id).count(), "asked")
        .expr_as(ones(right), "right")
        .expr_as(ones(cost), "wrong_in_failed")
        .from(answer::Entity)
        .and_where(Expr::col(A::SchemeId).eq(scheme.0))
        .group_by_columns([A::ModuleId, A::QuestionKey]);
    if let Some(module) = module {
        query.and_where(Expr::col(A::ModuleId).eq(module));
    }
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| Ok(QuestionTally::from_query_result(r, "")?))
        .collect()
}

/// What programmes and campuses are called.
pub async fn names<C: ConnectionTrait>(db: &C) -> Result<(HashMap<Uuid, String>, HashMap<Uuid, String>)> {
    let programmes = programme::Entity::find().all(db).await?;
    let campuses = campus::Entity::find().all(db).await?;
    Ok((
        programmes.into_iter().map(|p| (p.id, p.code)).collect(),
        campuses.into_iter().map(|c| (c.id, c.name)).collect(),
    ))
}
