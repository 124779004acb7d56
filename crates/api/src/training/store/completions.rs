//! Completions, and everything that a clearance is worked out from, for one mentor or for all of a scheme.

use crate::cohorts::entity::participant;
use crate::problem::{Problem, Result};
use crate::training::entity::{
    conduct_signature as signature, training_completion as completion, training_progress as progress,
};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, PersonId, SchemeId};
use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, JoinType, LockType, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// The mentors of a scheme that are in it now: all, or one.
pub async fn mentors<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<ParticipantId>,
) -> Result<Vec<participant::Model>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mut find = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()));
    if let Some(only) = only {
        find = find.filter(participant::Column::Id.eq(only.0));
    }
    Ok(find
        .order_by_asc(participant::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(db)
        .await?)
}

/// A completion that counts, by the mentor's place.
#[derive(FromQueryResult)]
pub struct Counted {
    pub participant_id: Uuid,
    pub module_id: Uuid,
    pub completed_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
    pub source: String,
    pub content_version: Option<i32>,
}

/// The completions of a scheme's mentors, wherever they were recorded, in one query.
pub async fn counted<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    only: Option<ParticipantId>,
) -> Result<Vec<Counted>> {
    use completion::Column as C;
    use participant::Column as P;
    let mut query = Query::select();
    query
        .expr_as(Expr::col((participant::Entity, P::Id)), "participant_id")
        .columns(
            [
                C::ModuleId,
                C::CompletedOn,
                C::ExpiresOn,
                C::Source,
                C::ContentVersion,
            ]
            .map(|c| (completion::Entity, c)),
        )
        .from(participant::Entity)
        .join(
            JoinType::InnerJoin,
            completion::Entity,
            Expr::col((completion::Entity, C::PersonId)).equals((participant::Entity, P::PersonId)),
        )
        .and_where(Expr::col((participant::Entity, P::SchemeId)).eq(scheme.0))
        .and_where(Expr::col((participant::Entity, P::Role)).eq(ParticipantRole::Mentor.as_str()))
        .and_where(Expr::col((completion::Entity, C::WithdrawnAt)).is_null());
    if let Some(only) = only {
        query.and_where(Expr::col((participant::Entity, P::Id)).eq(only.0));
    }
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|r| Ok(Counted::from_query_result(r, "")?))
        .collect()
}

/// What of a progress row the completions decide.
#[derive(FromQueryResult)]
pub struct Standing {
    pub id: Uuid,
    pub participant_id: Uuid,
    pub module_id: Uuid,
    pub completed_on: Option<NaiveDate>,
    pub expires_on: Option<NaiveDate>,
    pub source: Option<String>,
}

pub async fn standings<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    only: Option<ParticipantId>,
) -> Result<Vec<Standing>> {
    let mut find = progress::Entity::find().select_only().columns([
        progress::Column::Id,
        progress::Column::ParticipantId,
        progress::Column::ModuleId,
        progress::Column::CompletedOn,
        progress::Column::ExpiresOn,
        progress::Column::Source,
    ]);
    // One mentor has one place: asking for the scheme too would only tempt a database to read all of it.
    find = match only {
        Some(only) => find.filter(progress::Column::ParticipantId.eq(only.0)),
        None => find.filter(progress::Column::SchemeId.eq(scheme.0)),
    };
    Ok(find.into_model::<Standing>().all(db).await?)
}

/// A mentor's signature under a version of the code of conduct.
pub type Signature = signature::Model;

/// The signatures of each mentor, from a version of the code of conduct on.
pub async fn signatures<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    version: i32,
    only: Option<ParticipantId>,
) -> Result<HashMap<Uuid, Vec<Signature>>> {
    let find = signature::Entity::find().filter(signature::Column::ConductVersion.gte(version));
    let find = match only {
        Some(only) => find.filter(signature::Column::ParticipantId.eq(only.0)),
        None => find.filter(signature::Column::SchemeId.eq(scheme.0)),
    };
    let mut signatures: HashMap<Uuid, Vec<Signature>> = HashMap::new();
    for row in find.all(db).await? {
        signatures.entry(row.participant_id).or_default().push(row);
    }
    Ok(signatures)
}

/// Everything that was ever recorded for a person, the newest first.
pub async fn of_person<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    person: PersonId,
) -> Result<Vec<completion::Model>> {
    Ok(completion::Entity::find()
        .filter(completion::Column::PersonId.eq(person.0))
        .order_by_desc(completion::Column::CompletedOn)
        .order_by_desc(completion::Column::Id)
        .all(db)
        .await?)
}
