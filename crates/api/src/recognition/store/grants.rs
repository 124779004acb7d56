//! Awards that were given, the runs that gave them, and the names that go with them.

use crate::cohorts::entity::{participant, programme};
use crate::cohorts::reach;
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use crate::recognition::entity::{award_grant, grant_run};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AwardGrantId, AwardId, ParticipantId, SchemeId};
use cairn_domain::recognition::GrantState;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbBackend, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationDef,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Which awards to list.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// The scheme whose awards to list.
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
    /// Only this award.
    pub award_id: Option<Uuid>,
    /// Only those of this mentor.
    pub participant_id: Option<Uuid>,
    /// Only those that are valid, or only those that were taken back.
    #[param(inline)]
    pub state: Option<GrantState>,
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
}

/// Where a page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(pub DateTime<Utc>, pub Uuid);

/// A mentor's names.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Named {
    pub id: Uuid,
    pub person_id: Uuid,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub email: Option<String>,
    pub programme_code: Option<String>,
}

impl Named {
    pub fn first_name(&self) -> &str {
        let preferred = self.preferred_name.as_deref().filter(|n| !n.is_empty());
        preferred.unwrap_or(&self.given_name)
    }
    /// As lists and certificates name them.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name(), self.family_name)
            .trim()
            .to_owned()
    }
}

fn to_participant() -> RelationDef {
    award_grant::Entity::belongs_to(participant::Entity)
        .from(award_grant::Column::ParticipantId)
        .to(participant::Column::Id)
        .into()
}

pub fn to_person() -> RelationDef {
    participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

/// A database takes only so many values at once.
const VALUES: usize = 5_000;

/// The names of these mentors.
pub async fn named<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentors: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Named>> {
    let to_programme: RelationDef = participant::Entity::belongs_to(programme::Entity)
        .from(participant::Column::ProgrammeId)
        .to(programme::Column::Id)
        .into();
    let ids: Vec<Uuid> = mentors.into_iter().collect::<HashSet<_>>().into_iter().collect();
    let mut found = HashMap::new();
    for some in ids.chunks(VALUES) {
        let rows = participant::Entity::find()
            .select_only()
            .columns([participant::Column::Id, participant::Column::PersonId])
            .columns([
                person::Column::GivenName,
                person::Column::FamilyName,
                person::Column::PreferredName,
                person::Column::Email,
            ])
            .column_as(programme::Column::Code, "programme_code")
            .join(JoinType::InnerJoin, to_person())
            .join(JoinType::LeftJoin, to_programme.clone())
            .filter(participant::Column::Id.is_in(some.iter().copied()))
            .into_model::<Named>()
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|r| (r.id, r)));
    }
    Ok(found)
}

/// What these people are called: staff who gave, answered or took back.
pub async fn called<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    people: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let ids: Vec<Uuid> = people.into_iter().collect::<HashSet<_>>().into_iter().collect();
    let mut found = HashMap::new();
    for some in ids.chunks(VALUES) {
        let rows = person::Entity::find()
            .filter(person::Column::Id.is_in(some.iter().copied()))
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|p| {
            let first = p.preferred_name.as_deref().filter(|n| !n.is_empty());
            let name = format!("{} {}", first.unwrap_or(&p.given_name), p.family_name);
            (p.id, name.trim().to_owned())
        }));
    }
    Ok(found)
}

fn wanted(scope: &Scope, filter: &Filter) -> Condition {
    use award_grant::Column as G;
    Condition::all()
        .add(reach::people(scope, filter.scheme_id))
        .add(G::SchemeId.eq(filter.scheme_id.0))
        .add_option(filter.award_id.map(|a| G::AwardId.eq(a)))
        .add_option(filter.participant_id.map(|p| G::ParticipantId.eq(p)))
        .add_option(filter.state.map(|s| match s {
            GrantState::Valid => G::RevokedAt.is_null(),
            GrantState::Revoked => G::RevokedAt.is_not_null(),
        }))
        .add_option(filter.q.as_ref().map(|q| search::finds(q)))
}

/// Awards that were given, the newest first: a page of them, one row more than asked when there is another, or all.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    after: Option<Key>,
    limit: Option<u64>,
) -> Result<Vec<award_grant::Model>> {
    use award_grant::Column as G;
    let before = after.map(|Key(at, id)| {
        Condition::any()
            .add(G::GrantedAt.lt(at))
            .add(Condition::all().add(G::GrantedAt.eq(at)).add(G::Id.lt(id)))
    });
    Ok(award_grant::Entity::find()
        .join(JoinType::InnerJoin, to_participant())
        .join(JoinType::InnerJoin, to_person())
        .filter(wanted(scope, filter))
        .filter(Condition::all().add_option(before))
        .order_by_desc(G::GrantedAt)
        .order_by_desc(G::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// What one mentor was given, the newest first.
pub async fn of<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Vec<award_grant::Model>> {
    Ok(award_grant::Entity::find()
        .filter(award_grant::Column::ParticipantId.eq(mentor.0))
        .order_by_desc(award_grant::Column::GrantedAt)
        .order_by_desc(award_grant::Column::Id)
        .all(db)
        .await?)
}

/// One award that was given, held for a change when asked; staff reach it by its mentor, mentors reach their own.
pub async fn one<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: AwardGrantId,
    for_change: bool,
) -> Result<award_grant::Model> {
    let missing = || Problem::not_found("award");
    let mut query = award_grant::Entity::find_by_id(id.0);
    if for_change {
        query = query.lock_exclusive();
    }
    let row = query.one(db).await?.ok_or_else(missing)?;
    let is_own = scope.person_id().0 == row.person_id && scope.touches(SchemeId(row.scheme_id));
    if !is_own {
        reach::person(db, scope, ParticipantId(row.participant_id))
            .await
            .map_err(|_| missing())?;
    }
    Ok(row)
}

/// By what somebody has in hand: nobody's scope is needed for what a certificate says itself.
pub async fn by_code<C: ConnectionTrait>(db: &C, code: &str) -> Result<Option<award_grant::Model>> {
    Ok(award_grant::Entity::find()
        .filter(award_grant::Column::Code.eq(code))
        .one(db)
        .await?)
}

/// Giving awards goes one at a time, on however many instances: the numbers of certificates follow each other.
const GIVING_LOCK: i64 = 0x0CA1_0009;

/// The next free number, held until the transaction ends.
pub async fn next_number<C: ConnectionTrait>(tx: &C, _scope: &Scope) -> Result<i64> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({GIVING_LOCK})"))
            .await?;
    }
    let most: Option<Option<i64>> = award_grant::Entity::find()
        .select_only()
        .column_as(award_grant::Column::StatusIndex.max(), "most")
        .into_tuple()
        .one(tx)
        .await?;
    Ok(most.flatten().map_or(0, |n| n + 1))
}

/// Who of these holds an award now, and from whom it was taken back.
pub async fn holders<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    award: AwardId,
    among: Option<&[Uuid]>,
) -> Result<(HashSet<Uuid>, HashSet<Uuid>)> {
    use award_grant::Column as G;
    let mut query = award_grant::Entity::find()
        .select_only()
        .columns([G::ParticipantId, G::RevokedAt])
        .filter(G::AwardId.eq(award.0));
    if let Some(among) = among {
        query = query.filter(G::ParticipantId.is_in(among.iter().copied()));
    }
    let rows: Vec<(Uuid, Option<DateTime<Utc>>)> = query.into_tuple().all(db).await?;
    let (revoked, valid): (Vec<_>, Vec<_>) = rows.into_iter().partition(|r| r.1.is_some());
    let ids = |rows: Vec<(Uuid, _)>| rows.into_iter().map(|r| r.0).collect::<HashSet<_>>();
    Ok((ids(valid), ids(revoked)))
}

/// A run of a scheme that is in reach as a whole, held for a change when asked.
pub async fn run<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: Uuid,
    for_change: bool,
) -> Result<grant_run::Model> {
    let mut query = grant_run::Entity::find_by_id(id);
    if for_change {
        query = query.lock_exclusive();
    }
    let found = query
        .one(db)
        .await?
        .filter(|r| scope.covers(SchemeId(r.scheme_id)));
    found.ok_or_else(|| Problem::not_found("grant run"))
}

/// Which of these are mentors of a scheme.
pub async fn mentors_among<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>> {
    let rows: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::Id)
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .filter(participant::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
