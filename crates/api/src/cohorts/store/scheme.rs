//! Schemes and what belongs to them.

use crate::cohorts::entity::{participant, scheme, scheme_programme};
use crate::identity::store::json;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{FheqLevel, GroupSizes, SchemeDates, SchemeInput, SchemeView};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ProgrammeId, SchemeId};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};
use std::collections::HashMap;
use uuid::Uuid;

/// A scheme that is in reach.
pub async fn one<C: ConnectionTrait>(db: &C, scope: &Scope, id: SchemeId) -> Result<scheme::Model> {
    let found = if scope.touches(id) {
        scheme::Entity::find_by_id(id.0).one(db).await?
    } else {
        None
    };
    found.ok_or_else(|| Problem::not_found("scheme"))
}

/// A scheme that is in reach as a whole.
pub async fn whole<C: ConnectionTrait>(db: &C, scope: &Scope, id: SchemeId) -> Result<scheme::Model> {
    let found = one(db, scope, id).await?;
    if scope.covers(id) {
        Ok(found)
    } else {
        Err(Problem::forbidden())
    }
}

/// The same, held until the transaction ends: its settings and published groups stay as they are meanwhile. Rows that only name it
/// may be added.
pub async fn held<C: ConnectionTrait>(tx: &C, scope: &Scope, id: SchemeId) -> Result<scheme::Model> {
    whole(tx, scope, id).await?;
    let row = scheme::Entity::find_by_id(id.0)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?;
    row.ok_or_else(|| Problem::not_found("scheme"))
}

/// Schemes in reach, newest first, after one of them.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<scheme::Model>> {
    let mut query = scheme::Entity::find()
        .order_by_desc(scheme::Column::Id)
        .limit(limit);
    if let Some(schemes) = scope.schemes() {
        query = query.filter(scheme::Column::Id.is_in(schemes.into_iter().map(|s| s.0)));
    }
    if let Some(after) = after {
        query = query.filter(scheme::Column::Id.lt(after));
    }
    Ok(query.all(db).await?)
}

/// The programmes of several schemes.
pub async fn programmes<C: ConnectionTrait>(
    db: &C,
    schemes: &[Uuid],
) -> Result<HashMap<Uuid, Vec<ProgrammeId>>> {
    let rows = scheme_programme::Entity::find()
        .filter(scheme_programme::Column::SchemeId.is_in(schemes.iter().copied()))
        .order_by_asc(scheme_programme::Column::Id)
        .all(db)
        .await?;
    let mut by_scheme: HashMap<Uuid, Vec<ProgrammeId>> = HashMap::new();
    for row in rows {
        by_scheme
            .entry(row.scheme_id)
            .or_default()
            .push(ProgrammeId(row.programme_id));
    }
    Ok(by_scheme)
}

/// Makes these the programmes of a scheme.
pub async fn set_programmes<C: ConnectionTrait>(
    db: &C,
    scheme: Uuid,
    programmes: &[ProgrammeId],
) -> Result<()> {
    scheme_programme::Entity::delete_many()
        .filter(scheme_programme::Column::SchemeId.eq(scheme))
        .exec(db)
        .await?;
    let mut seen = std::collections::HashSet::new();
    let rows: Vec<_> = programmes
        .iter()
        .filter(|p| seen.insert(**p))
        .map(|p| scheme_programme::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(scheme),
            programme_id: Set(p.0),
        })
        .collect();
    if !rows.is_empty() {
        scheme_programme::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// A scheme's columns from what somebody entered.
pub fn columns(input: &SchemeInput, now: DateTime<Utc>) -> scheme::ActiveModel {
    let d = &input.dates;
    scheme::ActiveModel {
        name: Set(input.name.trim().to_owned()),
        academic_year: Set(input.academic_year.trim().to_owned()),
        intake: Set(input.intake.trim().to_owned()),
        mentor_level: Set(i32::from(input.mentor_level.get())),
        mentee_levels: Set(serde_json::json!(input.mentee_levels)),
        recruitment_opens: Set(d.recruitment_opens),
        pre_enrolment_opens: Set(d.pre_enrolment_opens),
        enrolment: Set(d.enrolment),
        census: Set(d.census),
        ends: Set(d.ends),
        sizes: Set(serde_json::json!(input.sizes)),
        time_zone: Set(input.time_zone.clone()),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// What somebody entered, from a scheme's columns.
pub fn input(s: &scheme::Model, programme_ids: Vec<ProgrammeId>) -> SchemeInput {
    let level = |n: i32| u8::try_from(n).ok().and_then(|n| FheqLevel::new(n).ok());
    SchemeInput {
        name: s.name.clone(),
        academic_year: s.academic_year.clone(),
        intake: s.intake.clone(),
        mentor_level: level(s.mentor_level).unwrap_or(FheqLevel::SECOND_YEAR),
        mentee_levels: json(&s.mentee_levels),
        dates: SchemeDates {
            recruitment_opens: s.recruitment_opens,
            pre_enrolment_opens: s.pre_enrolment_opens,
            enrolment: s.enrolment,
            census: s.census,
            ends: s.ends,
        },
        sizes: sizes(s),
        time_zone: s.time_zone.clone(),
        programme_ids,
    }
}

/// A scheme's group sizes.
pub fn sizes(s: &scheme::Model) -> GroupSizes {
    json(&s.sizes)
}

/// The day it is where the scheme is.
pub fn today(s: &scheme::Model, now: DateTime<Utc>) -> NaiveDate {
    crate::cohorts::roll::local_day(&s.time_zone, now)
}

pub fn view(s: &scheme::Model, programme_ids: Vec<ProgrammeId>, now: DateTime<Utc>) -> SchemeView {
    let input = input(s, programme_ids);
    let phase = input.dates.phase_on(today(s, now));
    SchemeView {
        id: SchemeId(s.id),
        input,
        phase,
        version: s.version,
        created_at: s.created_at,
    }
}

/// How many people of a role are in a scheme, by a further condition.
pub async fn count<C: ConnectionTrait>(
    db: &C,
    scheme: SchemeId,
    condition: sea_orm::Condition,
) -> Result<u64> {
    Ok(participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(condition)
        .count(db)
        .await?)
}
