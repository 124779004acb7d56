//! Applications: one's own, and those that staff may read.

use crate::cohorts::entity::programme;
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, recruitment_call as call};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ApplicationId, CallId, SchemeId};
use cairn_domain::recruitment::{ApplicationOrder, ApplicationState, ScoringStand};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which applications to list.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    #[param(value_type = String, format = Uuid)]
    pub call_id: CallId,
    /// Where they stand; left out: everything that was handed in.
    #[param(inline)]
    pub state: Option<ApplicationState>,
    /// How far scorers are.
    #[param(inline)]
    pub scoring: Option<ScoringStand>,
    pub programme_id: Option<Uuid>,
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
    /// Left out: as they were begun.
    #[param(inline)]
    pub order: Option<ApplicationOrder>,
}

/// Where a page ends.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Key(pub Option<i32>, pub Uuid);

/// An application with the names that go with it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub state: String,
    pub level: Option<i32>,
    pub mode: Option<String>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub scoring: String,
    pub rubric_sum: Option<i32>,
    pub offer_until: Option<DateTime<Utc>>,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub programme_code: Option<String>,
}

/// Those of a call that a filter finds, in the order in which they were begun or the highest score first. Nobody else reads what isn't
/// handed in.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    of: &call::Model,
    filter: &Filter,
    after: Option<Key>,
    limit: Option<u64>,
) -> Result<Vec<Row>> {
    use application::Column as A;
    if !scope.covers(SchemeId(of.scheme_id)) {
        return Err(Problem::not_found("call"));
    }
    let mut wanted = Condition::all()
        .add(A::CallId.eq(of.id))
        .add(A::State.ne(ApplicationState::Draft.as_str()));
    if let Some(state) = filter.state {
        wanted = wanted.add(A::State.eq(state.as_str()));
    }
    if let Some(scoring) = filter.scoring {
        wanted = wanted.add(A::Scoring.eq(scoring.as_str()));
    }
    if let Some(programme) = filter.programme_id {
        wanted = wanted.add(A::ProgrammeId.eq(programme));
    }
    if let Some(q) = &filter.q {
        wanted = wanted.add(search::finds(q));
    }
    let by_score = filter.order == Some(ApplicationOrder::Score);
    if let Some(Key(score, id)) = after {
        let later = A::Id.gt(id);
        wanted = wanted.add(match score {
            _ if !by_score => later,
            Some(score) => A::RubricSum
                .lt(score)
                .or(A::RubricSum.is_null())
                .or(A::RubricSum.eq(score).and(later)),
            None => A::RubricSum.is_null().and(later),
        });
    }
    let mut query = application::Entity::find()
        .select_only()
        .columns([A::Id, A::State, A::Level, A::Mode, A::SubmittedAt])
        .columns([A::Scoring, A::RubricSum, A::OfferUntil])
        .columns([
            person::Column::GivenName,
            person::Column::FamilyName,
            person::Column::PreferredName,
        ])
        .column_as(programme::Column::Code, "programme_code")
        .join(
            JoinType::InnerJoin,
            application::Entity::belongs_to(person::Entity)
                .from(A::PersonId)
                .to(person::Column::Id)
                .into(),
        )
        .join(
            JoinType::LeftJoin,
            application::Entity::belongs_to(programme::Entity)
                .from(A::ProgrammeId)
                .to(programme::Column::Id)
                .into(),
        )
        .filter(wanted);
    if by_score {
        // Both databases put what has none where they like: last here.
        query = query
            .order_by_asc(A::RubricSum.is_null())
            .order_by_desc(A::RubricSum);
    }
    query = query.order_by_asc(A::Id);
    if let Some(limit) = limit {
        query = query.limit(limit + 1);
    }
    Ok(query.into_model().all(db).await?)
}

/// An application of a scheme that is in reach as a whole. A draft is its writer's alone.
pub async fn handed_in<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: ApplicationId,
) -> Result<application::Model> {
    let found = application::Entity::find_by_id(id.0).one(db).await?;
    let found =
        found.filter(|a| scope.covers(SchemeId(a.scheme_id)) && a.state != ApplicationState::Draft.as_str());
    found.ok_or_else(|| Problem::not_found("application"))
}

/// The same, held for a change.
pub async fn to_change<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    id: ApplicationId,
) -> Result<application::Model> {
    let mut found = many_to_change(tx, scope, &[id]).await?;
    found.pop().ok_or_else(|| Problem::not_found("application"))
}

/// Several, held for a change: those that are handed in and in reach.
pub async fn many_to_change<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    ids: &[ApplicationId],
) -> Result<Vec<application::Model>> {
    let rows = application::Entity::find()
        .filter(application::Column::Id.is_in(ids.iter().map(|i| i.0)))
        .filter(application::Column::State.ne(ApplicationState::Draft.as_str()))
        .order_by_asc(application::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .filter(|a| scope.covers(SchemeId(a.scheme_id)))
        .collect())
}

/// The first of a call's waiting list: the highest score first, then who handed in first.
pub async fn waiting<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    of: &call::Model,
    most: u64,
) -> Result<Vec<Row>> {
    let filter = Filter {
        call_id: CallId(of.id),
        state: Some(ApplicationState::WaitingList),
        scoring: None,
        programme_id: None,
        q: None,
        order: Some(ApplicationOrder::Score),
    };
    list(db, scope, of, &filter, None, most.checked_sub(1)).await
}

/// One's own application, held for a change when asked.
pub async fn own<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: ApplicationId,
    for_change: bool,
) -> Result<application::Model> {
    let mut query =
        application::Entity::find_by_id(id.0).filter(application::Column::PersonId.eq(scope.person_id().0));
    if for_change {
        query = query.lock_exclusive();
    }
    query
        .one(db)
        .await?
        .ok_or_else(|| Problem::not_found("application"))
}

/// One's own applications with their calls, the newest first.
pub async fn mine<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
) -> Result<Vec<(application::Model, call::Model)>> {
    let rows = application::Entity::find()
        .filter(application::Column::PersonId.eq(scope.person_id().0))
        .order_by_desc(application::Column::Id)
        .all(db)
        .await?;
    let calls = call::Entity::find()
        .filter(call::Column::Id.is_in(rows.iter().map(|r| r.call_id)))
        .all(db)
        .await?;
    let of = |id: Uuid| calls.iter().find(|c| c.id == id).cloned();
    Ok(rows
        .into_iter()
        .filter_map(|r| Some((r.clone(), of(r.call_id)?)))
        .collect())
}

/// Somebody's application to a call, if there is one.
pub async fn to<C: ConnectionTrait>(db: &C, person: Uuid, call: Uuid) -> Result<Option<application::Model>> {
    Ok(application::Entity::find()
        .filter(application::Column::PersonId.eq(person))
        .filter(application::Column::CallId.eq(call))
        .one(db)
        .await?)
}

/// The code of a programme.
pub async fn programme_code<C: ConnectionTrait>(db: &C, id: Option<Uuid>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let found = programme::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|p| p.code))
}
