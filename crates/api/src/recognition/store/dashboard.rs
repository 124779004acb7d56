//! Counts for the recognition dashboard and its list of mentors: a fixed number of queries, whatever the size of a scheme.

use crate::cohorts::entity::{participant, programme};
use crate::cohorts::reach;
use crate::identity::entity::person;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{
    appeal, award_grant, award_standing, hear_entry, recognition_tally as tally, wbl_claim,
};
use cairn_domain::cohorts::{EntryStatus, ParticipantRole};
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{AppealState, AwardTier, HearEntryState, WblState};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait as _, Func, IntoIden, JoinType, Query, SelectStatement, SimpleExpr,
};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Mentors who are in a scheme now and within reach. Evidence of those who left stays in the lists, and out of the counts.
pub fn present(scope: &Scope, scheme: SchemeId, only: Option<Uuid>) -> Condition {
    use participant::Column as P;
    reach::people(scope, scheme)
        .add(P::Role.eq(ParticipantRole::Mentor.as_str()))
        .add(P::OptedOutAt.is_null())
        .add(P::EntryStatus.is_not_in([EntryStatus::Withdrawn.as_str(), EntryStatus::Deferred.as_str()]))
        .add_option(only.map(|p| P::ProgrammeId.eq(p)))
}

fn mentors(scope: &Scope, scheme: SchemeId, only: Option<Uuid>) -> SelectStatement {
    Query::select()
        .column((participant::Entity, participant::Column::Id))
        .from(participant::Entity)
        .cond_where(present(scope, scheme, only))
        .to_owned()
}

/// PostgreSQL adds up whole numbers as numeric.
fn sum(column: tally::Column) -> SimpleExpr {
    Expr::col((tally::Entity, column))
        .sum()
        .cast_as(Alias::new("bigint"))
}

/// The mentors of a programme, with their work in numbers.
#[derive(FromQueryResult)]
pub struct Cell {
    pub programme_id: Option<Uuid>,
    pub mentors: i64,
    pub minutes: Option<i64>,
    pub hear_minutes: Option<i64>,
    pub credit_minutes: Option<i64>,
    pub waiting: Option<i64>,
    pub waiting_minutes: Option<i64>,
}

/// The mentors of a scheme by programme.
pub async fn cells<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
) -> Result<Vec<Cell>> {
    use participant::Column as P;
    use tally::Column as T;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let query = Query::select()
        .column((participant::Entity, P::ProgrammeId))
        .expr_as(Expr::col((participant::Entity, P::Id)).count(), "mentors")
        .expr_as(sum(T::Minutes), "minutes")
        .expr_as(sum(T::HearMinutes), "hear_minutes")
        .expr_as(sum(T::CreditMinutes), "credit_minutes")
        .expr_as(sum(T::Waiting), "waiting")
        .expr_as(sum(T::WaitingMinutes), "waiting_minutes")
        .from(participant::Entity)
        .join(
            JoinType::LeftJoin,
            tally::Entity,
            Expr::col((tally::Entity, T::ParticipantId)).equals((participant::Entity, P::Id)),
        )
        .cond_where(present(scope, scheme, only))
        .group_by_col((participant::Entity, P::ProgrammeId))
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter().map(|r| Ok(Cell::from_query_result(r, "")?)).collect()
}

/// Mentors who were never given an award, by how much they lack.
#[derive(FromQueryResult)]
pub struct Lacking {
    pub award_id: Uuid,
    pub missing: i32,
    pub mentors: i64,
}

/// How far those are who don't have an award and didn't lose it. Where all of a scheme is in reach, everybody is counted from an
/// index alone; then those are taken off who left, and those who were given the award: both are few beside all.
pub async fn lacking<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
) -> Result<Vec<Lacking>> {
    use award_standing::Column as S;
    let here = present(scope, scheme, only);
    let scheme_eq = Expr::col((award_standing::Entity, S::SchemeId)).eq(scheme.0);
    let (all, gone) = if only.is_none() && scope.covers(scheme) {
        let gone = Condition::all()
            .add(participant::Column::SchemeId.eq(scheme.0))
            .add(here.clone().not());
        let all = standings().and_where(scheme_eq).to_owned();
        (all, Some(of_mentors(&mut standings(), gone)))
    } else {
        (of_mentors(&mut standings(), here.clone()), None)
    };
    let given = of_mentors(&mut given_it(scheme), here);
    let mut found: BTreeMap<(Uuid, i32), i64> = BTreeMap::new();
    for (query, sign) in [(Some(all), 1), (gone, -1), (Some(given), -1)] {
        let Some(query) = query else { continue };
        for row in &db.query_all(&query).await? {
            let row = Lacking::from_query_result(row, "")?;
            *found.entry((row.award_id, row.missing)).or_default() += sign * row.mentors;
        }
    }
    let rows = found.into_iter().filter(|(_, mentors)| *mentors > 0);
    Ok(rows
        .map(|((award_id, missing), mentors)| Lacking {
            award_id,
            missing,
            mentors,
        })
        .collect())
}

/// Standings by award and by how much is missing.
fn standings() -> SelectStatement {
    use award_standing::Column as S;
    let columns = || [S::AwardId, S::Missing].map(|c| (award_standing::Entity, c));
    Query::select()
        .columns(columns())
        .expr_as(Expr::val(1).count(), "mentors")
        .from(award_standing::Entity)
        .group_by_columns(columns())
        .to_owned()
}

/// Narrowed to mentors for whom a condition holds.
fn of_mentors(standings: &mut SelectStatement, condition: Condition) -> SelectStatement {
    let own = Expr::col((participant::Entity, participant::Column::Id))
        .equals((award_standing::Entity, award_standing::Column::ParticipantId));
    standings
        .join(JoinType::InnerJoin, participant::Entity, own)
        .cond_where(condition)
        .to_owned()
}

/// The standings of those who were given the award, also where it was taken back.
fn given_it(scheme: SchemeId) -> SelectStatement {
    use award_grant::Column as G;
    use award_standing::Column as S;
    let once = Query::select()
        .distinct()
        .columns([G::AwardId, G::ParticipantId])
        .from(award_grant::Entity)
        .and_where(Expr::col(G::SchemeId).eq(scheme.0))
        .to_owned();
    let given = Alias::new("given");
    let same = |s: S, g: G| Expr::col((award_standing::Entity, s)).equals((given.clone(), g));
    let both = same(S::AwardId, G::AwardId).and(same(S::ParticipantId, G::ParticipantId));
    standings()
        .join_subquery(JoinType::InnerJoin, once, given.clone(), both)
        .to_owned()
}

/// Counts different mentors where a condition holds.
fn different(when: Condition) -> SimpleExpr {
    let mentor = Expr::col((award_grant::Entity, award_grant::Column::ParticipantId));
    let some: SimpleExpr = Expr::case(when, mentor).into();
    Func::count_distinct(some).into()
}

fn valid() -> Condition {
    Condition::all().add(award_grant::Column::RevokedAt.is_null())
}

/// Mentors who were given an award: those who have it now, and those who ever had it.
#[derive(FromQueryResult)]
pub struct Given {
    pub award_id: Uuid,
    pub has: i64,
    pub ever: i64,
}

/// Who was given which award.
pub async fn given<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
) -> Result<Vec<Given>> {
    use award_grant::Column as G;
    let query = Query::select()
        .column(G::AwardId)
        .expr_as(different(valid()), "has")
        .expr_as(different(Condition::all().add(G::Id.is_not_null())), "ever")
        .from(award_grant::Entity)
        .and_where(Expr::col(G::SchemeId).eq(scheme.0))
        .and_where(Expr::col(G::ParticipantId).in_subquery(mentors(scope, scheme, only)))
        .group_by_col(G::AwardId)
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| Ok(Given::from_query_result(r, "")?))
        .collect()
}

/// Mentors of a programme who have an award now, any of them and by tier.
#[derive(FromQueryResult)]
pub struct Holders {
    pub programme_id: Option<Uuid>,
    pub with_award: i64,
    pub bronze: i64,
    pub silver: i64,
    pub gold: i64,
}

/// Who holds awards, by programme.
pub async fn holders<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
) -> Result<Vec<Holders>> {
    use award_grant::Column as G;
    use participant::Column as P;
    let tier = |t: AwardTier| different(Condition::all().add(G::Tier.eq(t.as_str())));
    let query = Query::select()
        .column((participant::Entity, P::ProgrammeId))
        .expr_as(different(valid()), "with_award")
        .expr_as(tier(AwardTier::Bronze), "bronze")
        .expr_as(tier(AwardTier::Silver), "silver")
        .expr_as(tier(AwardTier::Gold), "gold")
        .from(award_grant::Entity)
        .join(
            JoinType::InnerJoin,
            participant::Entity,
            Expr::col((participant::Entity, P::Id)).equals((award_grant::Entity, G::ParticipantId)),
        )
        .cond_where(present(scope, scheme, only))
        .cond_where(valid())
        .group_by_col((participant::Entity, P::ProgrammeId))
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| Ok(Holders::from_query_result(r, "")?))
        .collect()
}

/// Rows of a table in one state whose mentors are `here`: those in the state are few, so their mentors are looked up one by one.
async fn in_state<C: ConnectionTrait>(
    db: &C,
    here: Condition,
    scheme: SchemeId,
    table: impl IntoIden,
    columns: [impl IntoIden; 3],
    state: &str,
) -> Result<u64> {
    let [of_scheme, mentor, column] = columns;
    let table = table.into_iden();
    let own = Expr::col((participant::Entity, participant::Column::Id)).equals((table.clone(), mentor));
    let query = Query::select()
        .expr_as(Expr::val(1).count(), "n")
        .from(table.clone())
        .join(JoinType::InnerJoin, participant::Entity, own)
        .and_where(Expr::col((table.clone(), of_scheme)).eq(scheme.0))
        .and_where(Expr::col((table, column)).eq(state))
        .cond_where(here)
        .to_owned();
    let row = db.query_one(&query).await?;
    let n = row.map(|r| r.try_get::<i64>("", "n")).transpose()?;
    Ok(n.unwrap_or(0).unsigned_abs())
}

/// What waits for staff besides evidence.
pub struct Open {
    pub appeals: u64,
    pub hear_asked: u64,
    pub wbl_submitted: u64,
}

/// What waits for staff besides evidence: a query for each kind of it.
pub async fn open<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
) -> Result<Open> {
    let here = || present(scope, scheme, only);
    let appeals = [
        appeal::Column::SchemeId,
        appeal::Column::ParticipantId,
        appeal::Column::State,
    ];
    let entries = [
        hear_entry::Column::SchemeId,
        hear_entry::Column::ParticipantId,
        hear_entry::Column::State,
    ];
    let claims = [
        wbl_claim::Column::SchemeId,
        wbl_claim::Column::ParticipantId,
        wbl_claim::Column::State,
    ];
    let asked = HearEntryState::Asked.as_str();
    let submitted = WblState::Submitted.as_str();
    Ok(Open {
        appeals: in_state(
            db,
            here(),
            scheme,
            appeal::Entity,
            appeals,
            AppealState::Open.as_str(),
        )
        .await?,
        hear_asked: in_state(db, here(), scheme, hear_entry::Entity, entries, asked).await?,
        wbl_submitted: in_state(db, here(), scheme, wbl_claim::Entity, claims, submitted).await?,
    })
}

/// What programmes are called.
pub async fn codes<C: ConnectionTrait>(db: &C) -> Result<HashMap<Uuid, String>> {
    let all = programme::Entity::find().all(db).await?;
    Ok(all.into_iter().map(|p| (p.id, p.code)).collect())
}

/// Joins the mentor's person, to look for names.
pub fn with_person(query: &mut SelectStatement) -> &mut SelectStatement {
    query.join(
        JoinType::InnerJoin,
        person::Entity,
        Expr::col((person::Entity, person::Column::Id))
            .equals((participant::Entity, participant::Column::PersonId)),
    )
}
