//! Scorers, and what they give.

use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, call_scorer, recruitment_call as call, scoring};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{SchemeId, ScoringId};
use cairn_domain::recruitment::{ApplicationState, ScoringState};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Who scores the applications to a call.
pub async fn scorers<C: ConnectionTrait>(db: &C, call: Uuid) -> Result<Vec<Uuid>> {
    let found = call_scorer::Entity::find()
        .select_only()
        .column(call_scorer::Column::PersonId)
        .filter(call_scorer::Column::CallId.eq(call))
        .order_by_asc(call_scorer::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}

/// Every scoring of a call, in the order in which they were given out.
pub async fn of_call<C: ConnectionTrait>(db: &C, call: Uuid) -> Result<Vec<scoring::Model>> {
    Ok(scoring::Entity::find()
        .filter(scoring::Column::CallId.eq(call))
        .order_by_asc(scoring::Column::Id)
        .all(db)
        .await?)
}

/// The scorings of some applications, by application.
pub async fn of<C: ConnectionTrait>(
    db: &C,
    applications: &[Uuid],
) -> Result<HashMap<Uuid, Vec<scoring::Model>>> {
    let mut found: HashMap<Uuid, Vec<scoring::Model>> = HashMap::new();
    for some in applications.chunks(5000) {
        let rows = scoring::Entity::find()
            .filter(scoring::Column::ApplicationId.is_in(some.iter().copied()))
            .order_by_asc(scoring::Column::Id)
            .all(db)
            .await?;
        for row in rows {
            found.entry(row.application_id).or_default().push(row);
        }
    }
    Ok(found)
}

/// A scoring that is the caller's own, while they are staff of its scheme.
pub async fn own<C: ConnectionTrait>(db: &C, scope: &Scope, id: ScoringId) -> Result<scoring::Model> {
    let found = scoring::Entity::find_by_id(id.0)
        .filter(scoring::Column::PersonId.eq(scope.person_id().0))
        .one(db)
        .await?;
    let found = found.filter(|s| scope.touches(SchemeId(s.scheme_id)));
    found.ok_or_else(|| Problem::not_found("scoring"))
}

/// The caller's own scorings with their calls: what is to be read first. Those of applications that were taken back are left out.
pub async fn mine<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<(scoring::Model, call::Model)>> {
    let rows = scoring::Entity::find()
        .filter(scoring::Column::PersonId.eq(scope.person_id().0))
        .order_by_asc(scoring::Column::Number)
        .all(db)
        .await?;
    let gone: Vec<Uuid> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::Column::Id.is_in(rows.iter().map(|r| r.application_id)))
        .filter(application::Column::State.is_in([
            ApplicationState::Draft.as_str(),
            ApplicationState::Withdrawn.as_str(),
        ]))
        .into_tuple()
        .all(db)
        .await?;
    let calls = call::Entity::find()
        .filter(call::Column::Id.is_in(rows.iter().map(|r| r.call_id)))
        .all(db)
        .await?;
    let of = |id: Uuid| calls.iter().find(|c| c.id == id).cloned();
    Ok(rows
        .into_iter()
        .filter(|r| scope.touches(SchemeId(r.scheme_id)) && !gone.contains(&r.application_id))
        .filter_map(|r| Some((r.clone(), of(r.call_id)?)))
        .collect())
}

/// Whether scores for a call are in: then its rubric stays as it is.
pub async fn has_scores<C: ConnectionTrait>(db: &C, call: Uuid) -> Result<bool> {
    let found = scoring::Entity::find()
        .filter(scoring::Column::CallId.eq(call))
        .filter(scoring::Column::State.eq(ScoringState::Done.as_str()))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// The applications to a call that scorers may look at, in the order in which they were begun.
pub async fn to_score<C: ConnectionTrait>(db: &C, call: Uuid) -> Result<Vec<application::Model>> {
    Ok(application::Entity::find()
        .filter(application::Column::CallId.eq(call))
        .filter(application::Column::State.is_in([
            ApplicationState::Submitted.as_str(),
            ApplicationState::Shortlisted.as_str(),
        ]))
        .order_by_asc(application::Column::Id)
        .all(db)
        .await?)
}
