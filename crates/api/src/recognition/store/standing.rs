//! Everything that awards rest on, for one mentor or for all of a scheme: a query for each thing that is read, however many
//! mentors there are.

use crate::cohorts::entity::participant;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{award, evidence};
use crate::training::entity::{training_module, training_progress};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::recognition::{EvidenceKind, EvidenceState, HoursUse};
use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Func, JoinType, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A mentor's confirmed work in numbers. Minutes count once, for the HEAR or for credit.
#[derive(Clone, Debug, Default, FromQueryResult)]
pub struct Sums {
    pub participant_id: Uuid,
    pub hear_minutes: i64,
    pub credit_minutes: i64,
    pub meetings: i64,
    pub weeks_active: i64,
    pub reflection_words: i64,
    pub thanked_by: i64,
    pub sign_offs: i64,
    pub waiting: i64,
    pub waiting_minutes: i64,
}

fn is(kind: EvidenceKind) -> Condition {
    Condition::all().add(evidence::Column::Kind.eq(kind.as_str()))
}

/// Evidence of one state, further narrowed.
fn of(state: EvidenceState, more: Condition) -> Condition {
    Condition::all()
        .add(evidence::Column::State.eq(state.as_str()))
        .add(more)
}

/// Adds up `value` where a condition holds. PostgreSQL adds up whole numbers as numeric, so that is taken back.
fn sum(when: Condition, value: impl Into<SimpleExpr>) -> SimpleExpr {
    let some: SimpleExpr = Expr::case(when, value.into()).finally(0).into();
    some.sum().cast_as(Alias::new("bigint"))
}

fn most(when: Condition, value: impl Into<SimpleExpr>) -> SimpleExpr {
    let some: SimpleExpr = Expr::case(when, value.into()).finally(0).into();
    some.max().cast_as(Alias::new("bigint"))
}

/// How many different values there are where a condition holds.
fn different(when: Condition, value: impl Into<SimpleExpr>) -> SimpleExpr {
    let some: SimpleExpr = Expr::case(when, value.into()).into();
    Func::count_distinct(some).into()
}

/// The confirmed work of a scheme's mentors, or of one of them, in one query.
pub async fn sums<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<ParticipantId>,
) -> Result<HashMap<Uuid, Sums>> {
    let only = only.map(|p| [p.0]);
    sums_among(db, scope, scheme, only.as_ref().map(|p| &p[..])).await
}

/// The same of some of them.
pub async fn sums_among<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    among: Option<&[Uuid]>,
) -> Result<HashMap<Uuid, Sums>> {
    use evidence::Column as E;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let confirmed = |more: Condition| of(EvidenceState::Confirmed, more);
    let waiting = || of(EvidenceState::Waiting, Condition::all());
    let counts_for = |what: HoursUse| confirmed(Condition::all().add(E::CountsFor.eq(what.as_str())));
    let active = confirmed(
        Condition::all()
            .add(E::Kind.is_not_in([EvidenceKind::Thanks.as_str(), EvidenceKind::SignOff.as_str()])),
    );
    let mut query = Query::select();
    query
        .column(E::ParticipantId)
        .expr_as(
            sum(counts_for(HoursUse::Hear), Expr::col(E::Minutes)),
            "hear_minutes",
        )
        .expr_as(
            sum(counts_for(HoursUse::Credit), Expr::col(E::Minutes)),
            "credit_minutes",
        )
        .expr_as(
            sum(confirmed(is(EvidenceKind::Meeting)), Expr::val(1)),
            "meetings",
        )
        .expr_as(different(active, Expr::col(E::Week)), "weeks_active")
        .expr_as(
            most(confirmed(is(EvidenceKind::Reflection)), Expr::col(E::Words)),
            "reflection_words",
        )
        .expr_as(
            different(confirmed(is(EvidenceKind::Thanks)), Expr::col(E::SaidBy)),
            "thanked_by",
        )
        .expr_as(
            sum(confirmed(is(EvidenceKind::SignOff)), Expr::val(1)),
            "sign_offs",
        )
        .expr_as(sum(waiting(), Expr::val(1)), "waiting")
        .expr_as(sum(waiting(), Expr::col(E::Minutes)), "waiting_minutes")
        .from(evidence::Entity)
        .group_by_col(E::ParticipantId);
    // A mentor has one scheme: asking for it too would only tempt a database to read all of it.
    match among {
        Some(among) => query.and_where(Expr::col(E::ParticipantId).is_in(among.iter().copied())),
        None => query.and_where(Expr::col(E::SchemeId).eq(scheme.0)),
    };
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| {
            Sums::from_query_result(r, "")
                .map(|s| (s.participant_id, s))
                .map_err(Into::into)
        })
        .collect()
}

/// Keys of the modules that each mentor has completed and that are in date on a day, in one query.
pub async fn modules<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    among: Option<&[Uuid]>,
    today: NaiveDate,
) -> Result<HashMap<Uuid, BTreeSet<String>>> {
    use training_module::Column as M;
    use training_progress::Column as G;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let progress = |c: G| Expr::col((training_progress::Entity, c));
    let mut query = Query::select();
    query
        .expr_as(progress(G::ParticipantId), "participant_id")
        .expr_as(Expr::col((training_module::Entity, M::Key)), "key")
        .from(training_progress::Entity)
        .join(
            JoinType::InnerJoin,
            training_module::Entity,
            Expr::col((training_module::Entity, M::Id)).equals((training_progress::Entity, G::ModuleId)),
        )
        .and_where(progress(G::CompletedOn).is_not_null())
        .and_where(
            progress(G::ExpiresOn)
                .is_null()
                .or(progress(G::ExpiresOn).gte(today)),
        );
    match among {
        Some(among) => query.and_where(progress(G::ParticipantId).is_in(among.iter().copied())),
        None => query.and_where(progress(G::SchemeId).eq(scheme.0)),
    };
    let mut found: HashMap<Uuid, BTreeSet<String>> = HashMap::new();
    for row in &db.query_all(&query).await? {
        let keys = found.entry(row.try_get("", "participant_id")?).or_default();
        keys.insert(row.try_get("", "key")?);
    }
    Ok(found)
}

/// A mentor, as far as awards need to know.
#[derive(FromQueryResult)]
pub struct Mentor {
    pub id: Uuid,
    pub person_id: Uuid,
    pub programme_id: Option<Uuid>,
}

/// The mentors of a scheme, or some of them; also those who have left: what they earned stays theirs.
pub async fn mentors<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    among: Option<&[Uuid]>,
) -> Result<Vec<Mentor>> {
    use participant::Column as P;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mut query = Query::select();
    query
        .columns([P::Id, P::PersonId, P::ProgrammeId])
        .from(participant::Entity)
        .and_where(Expr::col(P::SchemeId).eq(scheme.0))
        .and_where(Expr::col(P::Role).eq(ParticipantRole::Mentor.as_str()));
    if let Some(among) = among {
        query.and_where(Expr::col(P::Id).is_in(among.iter().copied()));
    }
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| Ok(Mentor::from_query_result(r, "")?))
        .collect()
}

/// The awards that a scheme offers now, in order.
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
        .filter(award::Column::ArchivedAt.is_null())
        .order_by_asc(award::Column::Position)
        .order_by_asc(award::Column::Id)
        .all(db)
        .await?)
}
