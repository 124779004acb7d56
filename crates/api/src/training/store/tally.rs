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
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, JoinType, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _,
};
use std::collections::{BTreeMap, HashMap};
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
        .filter(stuck(when))
        .count(db)
        .await?)
}

/// How a module goes.
#[derive(Default)]
pub struct ModuleTally {
    pub completed: u64,
    pub started: u64,
    pub lapsed: u64,
}

/// Mentors who are alike in a module.
#[derive(FromQueryResult)]
struct Alike {
    module_id: Uuid,
    completed_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    n: i64,
}

/// What of the progress is counted.
enum Whose {
    /// Of everybody who ever was in the scheme: one pass over an index.
    All,
    /// Of those mentors for whom a condition holds.
    Those(Condition),
}

async fn alike<C: ConnectionTrait>(db: &C, scheme: SchemeId, whose: Whose) -> Result<Vec<Alike>> {
    use progress::Column as G;
    let mut query = Query::select();
    query
        .columns([G::ModuleId, G::CompletedOn, G::ExpiresOn].map(|c| (progress::Entity, c)))
        .expr_as(Expr::val(1).count(), "n")
        .group_by_columns([G::ModuleId, G::CompletedOn, G::ExpiresOn].map(|c| (progress::Entity, c)));
    match whose {
        Whose::All => query
            .from(progress::Entity)
            .and_where(Expr::col(G::SchemeId).eq(scheme.0)),
        Whose::Those(condition) => query
            .from(participant::Entity)
            .join(
                JoinType::InnerJoin,
                progress::Entity,
                Expr::col((progress::Entity, G::ParticipantId))
                    .equals((participant::Entity, participant::Column::Id)),
            )
            .cond_where(condition),
    };
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| Ok(Alike::from_query_result(r, "")?))
        .collect()
}

/// How the modules of a scheme go, and completions by day.
#[derive(Default)]
pub struct Tally {
    pub modules: HashMap<Uuid, ModuleTally>,
    pub days: BTreeMap<NaiveDate, u64>,
}

/// By module and by day. Where all of a scheme is in reach, everybody is counted and those who left are taken off: they are few,
/// and everybody is counted from an index alone.
pub async fn tally<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
    today: NaiveDate,
) -> Result<Tally> {
    let mut tally = Tally::default();
    if only.is_some() || !scope.covers(scheme) {
        for row in alike(db, scheme, Whose::Those(narrowed(scope, scheme, only))).await? {
            tally.count(&row, today, |sum, n| *sum += n);
        }
        return Ok(tally);
    }
    for row in alike(db, scheme, Whose::All).await? {
        tally.count(&row, today, |sum, n| *sum += n);
    }
    let gone = Condition::all()
        .add(participant::Column::SchemeId.eq(scheme.0))
        .add(present(scope, scheme).not());
    for row in alike(db, scheme, Whose::Those(gone)).await? {
        tally.count(&row, today, |sum, n| *sum = sum.saturating_sub(n));
    }
    tally.days.retain(|_, n| *n > 0);
    Ok(tally)
}

impl Tally {
    fn count(&mut self, row: &Alike, today: NaiveDate, change: impl Fn(&mut u64, u64)) {
        let n = row.n.unsigned_abs();
        let counts = self.modules.entry(row.module_id).or_default();
        let sum = match (row.completed_on, row.expires_on) {
            (None, _) => &mut counts.started,
            (Some(_), Some(until)) if until < today => &mut counts.lapsed,
            (Some(_), _) => &mut counts.completed,
        };
        change(sum, n);
        if let Some(day) = row.completed_on {
            change(self.days.entry(day).or_default(), n);
        }
    }
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
