//! Mentors as the training dashboard lists them: filtered, in pages, with what each has done.

use crate::cohorts::entity::{participant, programme};
use crate::cohorts::reach;
use crate::groups::entity::group_member;
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use crate::training::entity::training_progress as progress;
use cairn_domain::cohorts::{ClearanceStatus, EntryStatus, ParticipantRole};
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{DUE_SOON_DAYS, TrainingFilter};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationDef, Select,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use uuid::Uuid;

/// Which mentors to list.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Where they stand.
    #[param(inline)]
    pub filter: Option<TrainingFilter>,
    pub programme_id: Option<Uuid>,
    /// Only those who have not completed this module, or whose completion has ended.
    pub module_id: Option<Uuid>,
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
}

/// The day and the moment that a list is about.
#[derive(Clone, Copy)]
pub struct When {
    pub today: NaiveDate,
    /// Whoever took no step since is stuck.
    pub stuck_before: DateTime<Utc>,
}

/// Where a page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(String, String, Uuid);

#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub person_id: Uuid,
    pub programme_id: Option<Uuid>,
    pub clearance: String,
    pub cleared_on: Option<NaiveDate>,
    pub clearance_expires: Option<NaiveDate>,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub email: Option<String>,
    pub programme_code: Option<String>,
}

impl Row {
    pub fn key(&self) -> Key {
        Key(self.family_name.clone(), self.given_name.clone(), self.id)
    }
}

/// Mentors who are in a scheme now and within reach.
pub fn present(scope: &Scope, scheme: SchemeId) -> Condition {
    reach::people(scope, scheme)
        .add(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .add(participant::Column::OptedOutAt.is_null())
        .add(
            participant::Column::EntryStatus
                .is_not_in([EntryStatus::Withdrawn.as_str(), EntryStatus::Deferred.as_str()]),
        )
}

/// Cleared on a day: the dated status holds.
pub fn cleared(today: NaiveDate) -> Condition {
    use participant::Column as P;
    Condition::all()
        .add(P::Clearance.eq(ClearanceStatus::Cleared.as_str()))
        .add(
            Condition::any()
                .add(P::ClearedOn.is_null())
                .add(P::ClearedOn.lte(today)),
        )
        .add(
            Condition::any()
                .add(P::ClearanceExpires.is_null())
                .add(P::ClearanceExpires.gte(today)),
        )
}

/// Was cleared, and is not any more.
pub fn lapsed(today: NaiveDate) -> Condition {
    use participant::Column as P;
    Condition::any()
        .add(P::Clearance.eq(ClearanceStatus::Lapsed.as_str()))
        .add(
            Condition::all()
                .add(P::Clearance.eq(ClearanceStatus::Cleared.as_str()))
                .add(P::ClearanceExpires.lt(today)),
        )
}

/// Those who began, are not cleared, and took no step since a moment.
pub fn stuck(when: When) -> Condition {
    Condition::all()
        .add(cleared(when.today).not())
        .add(Expr::exists(steps(None)))
        .add(Expr::exists(steps(Some(when.stuck_before))).not())
}

/// The steps of the mentor whom a larger query looks at, or those since a moment.
fn steps(since: Option<DateTime<Utc>>) -> SelectStatement {
    use progress::Column as G;
    let own = Expr::col((progress::Entity, G::ParticipantId))
        .equals((participant::Entity, participant::Column::Id));
    let mut query = Query::select();
    query.expr(Expr::val(1)).from(progress::Entity).and_where(own);
    if let Some(since) = since {
        query.and_where(Expr::col((progress::Entity, G::LastStepAt)).gte(since));
    }
    query
}

fn wanted(scheme: SchemeId, filter: &Filter, when: When) -> Condition {
    let status = |s: ClearanceStatus| Condition::all().add(participant::Column::Clearance.eq(s.as_str()));
    let mut all =
        Condition::all()
            .add_option(
                filter
                    .programme_id
                    .map(|p| participant::Column::ProgrammeId.eq(p)),
            )
            .add_option(filter.filter.map(|f| match f {
                TrainingFilter::NotStarted => status(ClearanceStatus::NotStarted),
                TrainingFilter::InProgress => status(ClearanceStatus::InProgress),
                TrainingFilter::Stuck => stuck(when),
                TrainingFilter::Cleared => cleared(when.today),
                TrainingFilter::EndsSoon => cleared(when.today).add(
                    participant::Column::ClearanceExpires.lte(when.today + Duration::days(DUE_SOON_DAYS)),
                ),
                TrainingFilter::Lapsed => lapsed(when.today),
            }))
            .add_option(
                filter
                    .module_id
                    .map(|m| participant::Column::Id.not_in_subquery(in_date(scheme, m, when.today))),
            );
    if let Some(q) = &filter.q {
        all = all.add(search::finds(q));
    }
    all
}

/// The mentors whose completion of a module counts on a day.
fn in_date(scheme: SchemeId, module: Uuid, today: NaiveDate) -> SelectStatement {
    Query::select()
        .column(progress::Column::ParticipantId)
        .from(progress::Entity)
        .and_where(Expr::col(progress::Column::SchemeId).eq(scheme.0))
        .and_where(Expr::col(progress::Column::ModuleId).eq(module))
        .and_where(Expr::col(progress::Column::CompletedOn).is_not_null())
        .and_where(
            Expr::col(progress::Column::ExpiresOn)
                .is_null()
                .or(Expr::col(progress::Column::ExpiresOn).gte(today)),
        )
        .to_owned()
}

fn with_names(query: Select<participant::Entity>) -> Select<participant::Entity> {
    let to_person: RelationDef = participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let to_programme: RelationDef = participant::Entity::belongs_to(programme::Entity)
        .from(participant::Column::ProgrammeId)
        .to(programme::Column::Id)
        .into();
    query
        .join(JoinType::InnerJoin, to_person)
        .join(JoinType::LeftJoin, to_programme)
        .columns([
            person::Column::GivenName,
            person::Column::FamilyName,
            person::Column::PreferredName,
            person::Column::Email,
        ])
        .column_as(programme::Column::Code, "programme_code")
}

/// Mentors by name: a page of them, one row more than asked when there is another, or all.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    filter: &Filter,
    when: When,
    after: Option<Key>,
    limit: Option<u64>,
) -> Result<Vec<Row>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let family = || Expr::col((person::Entity, person::Column::FamilyName));
    let given = || Expr::col((person::Entity, person::Column::GivenName));
    let id = || Expr::col((participant::Entity, participant::Column::Id));
    let mut query = with_names(participant::Entity::find())
        .filter(present(scope, scheme))
        .filter(wanted(scheme, filter, when))
        .order_by_asc(person::Column::FamilyName)
        .order_by_asc(person::Column::GivenName)
        .order_by_asc(participant::Column::Id)
        .limit(limit);
    if let Some(Key(f, g, i)) = after {
        let beyond: SimpleExpr = family()
            .gt(f.clone())
            .or(family().eq(f.clone()).and(given().gt(g.clone())))
            .or(family().eq(f).and(given().eq(g)).and(id().gt(i)));
        query = query.filter(beyond);
    }
    Ok(query.into_model::<Row>().all(db).await?)
}

/// How many a filter finds.
pub async fn count<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    filter: &Filter,
    when: When,
) -> Result<u64> {
    use sea_orm::PaginatorTrait as _;
    let to_person: RelationDef = participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into();
    Ok(participant::Entity::find()
        .join(JoinType::InnerJoin, to_person)
        .filter(present(scope, scheme))
        .filter(wanted(scheme, filter, when))
        .count(db)
        .await?)
}

/// What these mentors have done, without the parts of each module.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Done {
    pub participant_id: Uuid,
    pub module_id: Uuid,
    pub last_step_at: DateTime<Utc>,
    pub completed_on: Option<NaiveDate>,
    pub expires_on: Option<NaiveDate>,
}

pub async fn done<C: ConnectionTrait>(db: &C, _scope: &Scope, mentors: &[Uuid]) -> Result<Vec<Done>> {
    let mut found = Vec::new();
    // A database takes only so many values at once.
    for some in mentors.chunks(5000) {
        let rows = progress::Entity::find()
            .select_only()
            .columns([
                progress::Column::ParticipantId,
                progress::Column::ModuleId,
                progress::Column::LastStepAt,
                progress::Column::CompletedOn,
                progress::Column::ExpiresOn,
            ])
            .filter(progress::Column::ParticipantId.is_in(some.iter().copied()))
            .into_model::<Done>()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Which of these are in a mentor group now.
pub async fn in_groups<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentors: &[Uuid],
) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    for some in mentors.chunks(5000) {
        let rows: Vec<Uuid> = group_member::Entity::find()
            .select_only()
            .column(group_member::Column::ParticipantId)
            .filter(group_member::Column::ParticipantId.is_in(some.iter().copied()))
            .filter(group_member::Column::LeftAt.is_null())
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}
