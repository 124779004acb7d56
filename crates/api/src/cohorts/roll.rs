//! The roll: everybody in a scheme with what other capabilities need to know of them, in a fixed number of queries.
//!
//! For groups and whatever follows. Nobody gets the roll of a scheme that the scope doesn't touch.

use super::entity::{participant, programme, scheme, seminar_group, tutor_group};
use crate::identity::entity::{account, person};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{
    Availability, Clearance, ClearanceStatus, EntryStatus, FheqLevel, GroupSizes, ParticipantRole, StudyMode,
    belongs_in_a_group, is_under_18,
};
use cairn_domain::identity::{AccountStatus, Scope};
use cairn_domain::ids::{
    CampusId, ParticipantId, PersonId, ProgrammeId, SchemeId, SeminarGroupId, TutorGroupId,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _, JoinType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// A scheme as groups need it.
#[derive(Clone, Debug)]
pub struct SchemeBrief {
    pub id: SchemeId,
    pub row: scheme::Model,
    pub sizes: GroupSizes,
    /// The day it is where the scheme is.
    pub today: NaiveDate,
}

/// A scheme in reach. With `lock`, nobody else changes its groups until this transaction ends.
///
/// # Errors
/// 404 when it isn't there or not in reach.
pub async fn scheme<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: SchemeId,
    now: DateTime<Utc>,
    lock: bool,
) -> Result<SchemeBrief> {
    if !scope.touches(id) {
        return Err(Problem::not_found("scheme"));
    }
    let mut find = scheme::Entity::find_by_id(id.0);
    if lock {
        find = find.lock_exclusive();
    }
    let row = find.one(db).await?.ok_or_else(|| Problem::not_found("scheme"))?;
    Ok(SchemeBrief {
        id,
        sizes: super::store::scheme::sizes(&row),
        today: super::store::scheme::today(&row, now),
        row,
    })
}

/// A time zone by its IANA name; UTC when it isn't known.
pub fn zone(time_zone: &str) -> chrono_tz::Tz {
    time_zone.parse().unwrap_or(chrono_tz::UTC)
}

/// The day it is in a time zone; UTC when the zone isn't known.
pub fn local_day(time_zone: &str, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&zone(time_zone)).date_naive()
}

/// Somebody in a scheme.
#[derive(Clone, Debug)]
pub struct Student {
    pub id: ParticipantId,
    pub scheme_id: SchemeId,
    pub person_id: PersonId,
    pub role: ParticipantRole,
    pub name: String,
    pub email: Option<String>,
    pub pronouns: Option<String>,
    pub programme_id: Option<ProgrammeId>,
    pub level: FheqLevel,
    pub campus_id: Option<CampusId>,
    pub mode: StudyMode,
    pub entry_status: EntryStatus,
    pub tutor_group_id: Option<TutorGroupId>,
    pub seminar_group_id: Option<SeminarGroupId>,
    pub capacity: u32,
    pub clearance: Clearance,
    pub needs: Vec<String>,
    pub interests: Vec<String>,
    pub availability: Availability,
    pub date_of_birth: Option<NaiveDate>,
    pub signed_up: bool,
    opted_out: bool,
}

impl Student {
    /// Belongs in a group: not withdrawn, deferred or opted out.
    pub fn is_active(&self) -> bool {
        belongs_in_a_group(self.entry_status, self.opted_out)
    }
    pub fn is_under_18(&self, day: NaiveDate) -> bool {
        is_under_18(self.date_of_birth, day)
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    scheme_id: Uuid,
    person_id: Uuid,
    role: String,
    programme_id: Option<Uuid>,
    level: i32,
    campus_id: Option<Uuid>,
    mode: String,
    entry_status: String,
    tutor_group_id: Option<Uuid>,
    seminar_group_id: Option<Uuid>,
    capacity: i32,
    clearance: String,
    cleared_on: Option<NaiveDate>,
    clearance_expires: Option<NaiveDate>,
    needs: serde_json::Value,
    opted_out_at: Option<DateTime<Utc>>,
    given_name: String,
    family_name: String,
    preferred_name: Option<String>,
    email: Option<String>,
    pronouns: Option<String>,
    date_of_birth: Option<NaiveDate>,
    interests: serde_json::Value,
    availability: i32,
    status: Option<String>,
}

/// The name to list somebody by.
pub fn listed_name(given: &str, preferred: Option<&str>, family: &str) -> String {
    let first = preferred.filter(|n| !n.is_empty()).unwrap_or(given);
    format!("{first} {family}").trim().to_owned()
}

/// `None` for a row that holds a word we don't know: it can't be grouped.
fn student(row: Row) -> Option<Student> {
    let words = |json: serde_json::Value| serde_json::from_value(json).unwrap_or_default();
    Some(Student {
        id: ParticipantId(row.id),
        scheme_id: SchemeId(row.scheme_id),
        person_id: PersonId(row.person_id),
        role: row.role.parse().ok()?,
        name: listed_name(&row.given_name, row.preferred_name.as_deref(), &row.family_name),
        email: row.email,
        pronouns: row.pronouns,
        programme_id: row.programme_id.map(ProgrammeId),
        level: u8::try_from(row.level)
            .ok()
            .and_then(|l| FheqLevel::new(l).ok())?,
        campus_id: row.campus_id.map(CampusId),
        mode: row.mode.parse().unwrap_or(StudyMode::FullTime),
        entry_status: row.entry_status.parse().ok()?,
        tutor_group_id: row.tutor_group_id.map(TutorGroupId),
        seminar_group_id: row.seminar_group_id.map(SeminarGroupId),
        capacity: u32::try_from(row.capacity).unwrap_or(0),
        clearance: Clearance {
            status: row.clearance.parse().unwrap_or(ClearanceStatus::NotStarted),
            from: row.cleared_on,
            until: row.clearance_expires,
        },
        needs: words(row.needs),
        interests: words(row.interests),
        availability: u32::try_from(row.availability)
            .ok()
            .and_then(|a| Availability::new(a).ok())
            .unwrap_or_default(),
        date_of_birth: row.date_of_birth,
        signed_up: row.status.as_deref() == Some(AccountStatus::Active.as_str()),
        opted_out: row.opted_out_at.is_some(),
    })
}

fn select() -> SelectStatement {
    use participant::Column as P;
    use person::Column as H;
    Query::select()
        .columns(
            [
                P::Id,
                P::SchemeId,
                P::PersonId,
                P::Role,
                P::ProgrammeId,
                P::Level,
                P::CampusId,
                P::Mode,
                P::EntryStatus,
                P::TutorGroupId,
                P::SeminarGroupId,
                P::Capacity,
                P::Clearance,
                P::ClearedOn,
                P::ClearanceExpires,
                P::Needs,
                P::OptedOutAt,
            ]
            .map(|c| (participant::Entity, c)),
        )
        .columns(
            [
                H::GivenName,
                H::FamilyName,
                H::PreferredName,
                H::Email,
                H::Pronouns,
                H::DateOfBirth,
                H::Interests,
                H::Availability,
            ]
            .map(|c| (person::Entity, c)),
        )
        .column((account::Entity, account::Column::Status))
        .from(participant::Entity)
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((person::Entity, H::Id)).equals((participant::Entity, P::PersonId)),
        )
        .join(
            JoinType::LeftJoin,
            account::Entity,
            Expr::col((account::Entity, account::Column::PersonId))
                .equals((participant::Entity, P::PersonId)),
        )
        .order_by((participant::Entity, P::Id), sea_orm::sea_query::Order::Asc)
        .to_owned()
}

async fn all<C: ConnectionTrait>(db: &C, query: &SelectStatement) -> Result<Vec<Student>> {
    let rows = db.query_all(query).await?;
    let mut students = Vec::with_capacity(rows.len());
    for row in &rows {
        students.extend(student(Row::from_query_result(row, "")?));
    }
    Ok(students)
}

/// Everybody in a scheme, whatever their status, in a steady order.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn of_scheme<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<Student>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mut query = select();
    query.and_where(Expr::col((participant::Entity, participant::Column::SchemeId)).eq(scheme.0));
    all(db, &query).await
}

/// These people of a scheme.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn some<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    ids: &[Uuid],
) -> Result<Vec<Student>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mut query = select();
    query
        .and_where(Expr::col((participant::Entity, participant::Column::SchemeId)).eq(scheme.0))
        .and_where(Expr::col((participant::Entity, participant::Column::Id)).is_in(ids.iter().copied()));
    all(db, &query).await
}

/// What the ids of programmes and teaching groups are called.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// Code and title.
    pub programmes: HashMap<ProgrammeId, (String, String)>,
    pub tutor_groups: HashMap<TutorGroupId, String>,
    pub seminar_groups: HashMap<SeminarGroupId, String>,
}

impl Titles {
    pub fn code(&self, programme: Option<ProgrammeId>) -> Option<String> {
        Some(self.programmes.get(&programme?)?.0.clone())
    }
    pub fn tutor_group(&self, id: Option<TutorGroupId>) -> Option<String> {
        self.tutor_groups.get(&id?).cloned()
    }
    pub fn seminar_group(&self, id: Option<SeminarGroupId>) -> Option<String> {
        self.seminar_groups.get(&id?).cloned()
    }
}

/// The titles that a scheme uses. Programmes are the institution's: all of them.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn titles<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Titles> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let programmes = programme::Entity::find().all(db).await?;
    let tutor_groups = tutor_group::Entity::find()
        .filter(tutor_group::Column::SchemeId.eq(scheme.0))
        .all(db)
        .await?;
    let seminar_groups = seminar_group::Entity::find()
        .filter(seminar_group::Column::SchemeId.eq(scheme.0))
        .all(db)
        .await?;
    Ok(Titles {
        programmes: programmes
            .into_iter()
            .map(|p| (ProgrammeId(p.id), (p.code, p.title)))
            .collect(),
        tutor_groups: tutor_groups
            .into_iter()
            .map(|t| (TutorGroupId(t.id), t.name))
            .collect(),
        seminar_groups: seminar_groups
            .into_iter()
            .map(|s| (SeminarGroupId(s.id), s.name))
            .collect(),
    })
}
