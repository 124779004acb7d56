//! People in a scheme, with the names that go with them, in a fixed number of queries.

use crate::cohorts::entity::{campus, participant, programme, seminar_group, tutor_group};
use crate::groups::entity::{group_member, mentor_group};
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{
    ClearanceStatus, EntryStatus, FheqLevel, ParticipantRole, ParticipantView, StudyMode, is_cleared,
    is_under_18,
};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{MentorGroupId, ParticipantId, PersonId, ProgrammeId, SchemeId, TutorGroupId};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationDef, Select,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// What to look for in a list of people.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Only mentors, or only mentees.
    #[param(inline)]
    pub role: Option<ParticipantRole>,
    pub programme_id: Option<Uuid>,
    #[param(inline)]
    pub entry_status: Option<EntryStatus>,
    #[param(inline)]
    pub clearance: Option<ClearanceStatus>,
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
    /// `name` (the default), `-name` or `-updated_at`.
    pub sort: Option<String>,
}

/// Where a page ended, in any order: the names, the id and the last change of its last row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(String, String, Uuid, DateTime<Utc>);

#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub person_id: Uuid,
    pub role: String,
    pub programme_id: Option<Uuid>,
    pub level: i32,
    pub mode: String,
    pub entry_route: Option<String>,
    pub entry_status: String,
    pub tutor_group_id: Option<Uuid>,
    pub capacity: i32,
    pub clearance: String,
    pub cleared_on: Option<NaiveDate>,
    pub clearance_expires: Option<NaiveDate>,
    pub opted_out_at: Option<DateTime<Utc>>,
    pub starts_on: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
    pub updated_at: DateTime<Utc>,
    pub version: i32,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub pronouns: Option<String>,
    pub student_number: Option<String>,
    pub email: Option<String>,
    pub date_of_birth: Option<NaiveDate>,
    pub programme_code: Option<String>,
    pub campus: Option<String>,
    pub tutor_group: Option<String>,
    pub seminar_group: Option<String>,
}

fn to_person() -> RelationDef {
    participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

fn with_names(query: Select<participant::Entity>) -> Select<participant::Entity> {
    let programme: RelationDef = participant::Entity::belongs_to(programme::Entity)
        .from(participant::Column::ProgrammeId)
        .to(programme::Column::Id)
        .into();
    let campus: RelationDef = participant::Entity::belongs_to(campus::Entity)
        .from(participant::Column::CampusId)
        .to(campus::Column::Id)
        .into();
    let tutors: RelationDef = participant::Entity::belongs_to(tutor_group::Entity)
        .from(participant::Column::TutorGroupId)
        .to(tutor_group::Column::Id)
        .into();
    let seminars: RelationDef = participant::Entity::belongs_to(seminar_group::Entity)
        .from(participant::Column::SeminarGroupId)
        .to(seminar_group::Column::Id)
        .into();
    query
        .join(JoinType::InnerJoin, to_person())
        .join(JoinType::LeftJoin, programme)
        .join(JoinType::LeftJoin, campus)
        .join(JoinType::LeftJoin, tutors)
        .join(JoinType::LeftJoin, seminars)
        .columns([
            person::Column::GivenName,
            person::Column::FamilyName,
            person::Column::PreferredName,
            person::Column::Pronouns,
        ])
        .columns([
            person::Column::StudentNumber,
            person::Column::Email,
            person::Column::DateOfBirth,
        ])
        .column_as(programme::Column::Code, "programme_code")
        .column_as(campus::Column::Name, "campus")
        .column_as(tutor_group::Column::Name, "tutor_group")
        .column_as(seminar_group::Column::Name, "seminar_group")
}

/// What of a scheme's people a scope reaches.
pub fn in_reach(scope: &Scope, scheme: SchemeId) -> Condition {
    let all = Condition::all().add(participant::Column::SchemeId.eq(scheme.0));
    if scope.covers(scheme) {
        return all;
    }
    let programmes = scope.programmes_in(scheme).unwrap_or_default();
    let tutor_groups = scope.tutor_groups_in(scheme);
    all.add(
        Condition::any()
            .add(participant::Column::ProgrammeId.is_in(programmes.into_iter().map(|p| p.0)))
            .add(participant::Column::TutorGroupId.is_in(tutor_groups.into_iter().map(|t| t.0))),
    )
}

fn wanted(filter: &Filter) -> Condition {
    let mut all = Condition::all()
        .add_option(filter.role.map(|r| participant::Column::Role.eq(r.as_str())))
        .add_option(
            filter
                .programme_id
                .map(|p| participant::Column::ProgrammeId.eq(p)),
        )
        .add_option(
            filter
                .entry_status
                .map(|s| participant::Column::EntryStatus.eq(s.as_str())),
        )
        .add_option(
            filter
                .clearance
                .map(|c| participant::Column::Clearance.eq(c.as_str())),
        );
    if let Some(q) = &filter.q {
        all = all.add(search::finds(q));
    }
    all
}

/// One page of people, one row more than asked when there is another.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    filter: &Filter,
    after: Option<Key>,
    limit: u64,
) -> Result<Vec<Row>> {
    let mut query = with_names(participant::Entity::find())
        .filter(in_reach(scope, scheme))
        .filter(wanted(filter))
        .limit(limit);
    let family = || Expr::col((person::Entity, person::Column::FamilyName));
    let given = || Expr::col((person::Entity, person::Column::GivenName));
    let id = || Expr::col((participant::Entity, participant::Column::Id));
    query = match filter.sort.as_deref().unwrap_or("name") {
        "name" => {
            if let Some(Key(f, g, i, _)) = after {
                query = query.filter(
                    Condition::any()
                        .add(family().gt(f.clone()))
                        .add(
                            Condition::all()
                                .add(family().eq(f.clone()))
                                .add(given().gt(g.clone())),
                        )
                        .add(
                            Condition::all()
                                .add(family().eq(f))
                                .add(given().eq(g))
                                .add(id().gt(i)),
                        ),
                );
            }
            query
                .order_by_asc(person::Column::FamilyName)
                .order_by_asc(person::Column::GivenName)
                .order_by_asc(participant::Column::Id)
        }
        "-name" => {
            if let Some(Key(f, g, i, _)) = after {
                query = query.filter(
                    Condition::any()
                        .add(family().lt(f.clone()))
                        .add(
                            Condition::all()
                                .add(family().eq(f.clone()))
                                .add(given().lt(g.clone())),
                        )
                        .add(
                            Condition::all()
                                .add(family().eq(f))
                                .add(given().eq(g))
                                .add(id().lt(i)),
                        ),
                );
            }
            query
                .order_by_desc(person::Column::FamilyName)
                .order_by_desc(person::Column::GivenName)
                .order_by_desc(participant::Column::Id)
        }
        "-updated_at" => {
            let changed = participant::Column::UpdatedAt;
            if let Some(Key(_, _, i, at)) = after {
                query = query.filter(
                    Condition::any()
                        .add(changed.lt(at))
                        .add(Condition::all().add(changed.eq(at)).add(id().lt(i))),
                );
            }
            query
                .order_by_desc(changed)
                .order_by_desc(participant::Column::Id)
        }
        _ => {
            return Err(Problem::bad_request("This list can't be sorted like that.")
                .error("?sort", "Use name, -name or -updated_at."));
        }
    };
    Ok(query.into_model::<Row>().all(db).await?)
}

/// Where a page that ends with this row ends.
pub fn key(row: &Row) -> Key {
    Key(
        row.family_name.clone(),
        row.given_name.clone(),
        row.id,
        row.updated_at,
    )
}

pub async fn count<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    filter: &Filter,
) -> Result<u64> {
    use sea_orm::PaginatorTrait as _;
    Ok(participant::Entity::find()
        .join(JoinType::InnerJoin, to_person())
        .filter(in_reach(scope, scheme))
        .filter(wanted(filter))
        .count(db)
        .await?)
}

/// Somebody in reach.
pub async fn one<C: ConnectionTrait>(db: &C, scope: &Scope, id: ParticipantId) -> Result<Row> {
    let row = with_names(participant::Entity::find_by_id(id.0))
        .into_model::<Row>()
        .one(db)
        .await?;
    row.filter(|r| {
        scope.reaches_student(
            SchemeId(r.scheme_id),
            r.programme_id.map(ProgrammeId),
            r.tutor_group_id.map(TutorGroupId),
            PersonId(r.person_id),
        )
    })
    .ok_or_else(|| Problem::not_found("person"))
}

/// The first group that each of these people is in now.
pub async fn groups_of<C: ConnectionTrait>(
    db: &C,
    people: &[Uuid],
) -> Result<HashMap<Uuid, (MentorGroupId, String)>> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let to_group: RelationDef = group_member::Entity::belongs_to(mentor_group::Entity)
        .from(group_member::Column::GroupId)
        .to(mentor_group::Column::Id)
        .into();
    let rows: Vec<(Uuid, Uuid, String)> = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::ParticipantId)
        .column(group_member::Column::GroupId)
        .column(mentor_group::Column::Label)
        .join(JoinType::InnerJoin, to_group)
        .filter(group_member::Column::ParticipantId.is_in(people.iter().copied()))
        .filter(group_member::Column::LeftAt.is_null())
        .order_by_desc(mentor_group::Column::Label)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(p, g, label)| (p, (MentorGroupId(g), label)))
        .collect())
}

/// A row as the API shows it, on a day.
pub fn view(r: Row, group: Option<&(MentorGroupId, String)>, today: NaiveDate) -> ParticipantView {
    let clearance = r.clearance.parse().unwrap_or(ClearanceStatus::NotStarted);
    let first = r
        .preferred_name
        .as_deref()
        .filter(|n| !n.is_empty())
        .unwrap_or(&r.given_name);
    ParticipantView {
        id: ParticipantId(r.id),
        scheme_id: SchemeId(r.scheme_id),
        person_id: PersonId(r.person_id),
        role: r.role.parse().unwrap_or(ParticipantRole::Mentee),
        name: format!("{first} {}", r.family_name).trim().to_owned(),
        student_number: r.student_number,
        email: r.email,
        pronouns: r.pronouns,
        programme_id: r.programme_id.map(ProgrammeId),
        programme_code: r.programme_code,
        level: u8::try_from(r.level)
            .ok()
            .and_then(|l| FheqLevel::new(l).ok())
            .unwrap_or(FheqLevel::FIRST_YEAR),
        campus: r.campus,
        mode: r.mode.parse().unwrap_or(StudyMode::FullTime),
        entry_route: r.entry_route,
        entry_status: r.entry_status.parse().unwrap_or(EntryStatus::Applicant),
        tutor_group_id: r.tutor_group_id.map(TutorGroupId),
        tutor_group: r.tutor_group,
        seminar_group: r.seminar_group,
        capacity: u32::try_from(r.capacity).unwrap_or(0),
        clearance,
        cleared_on: r.cleared_on,
        clearance_expires: r.clearance_expires,
        is_cleared: is_cleared(clearance, r.cleared_on, r.clearance_expires, today),
        is_under_18: is_under_18(r.date_of_birth, today),
        opted_out: r.opted_out_at.is_some(),
        starts_on: r.starts_on,
        left_on: r.left_on,
        group_id: group.map(|g| g.0),
        group_label: group.map(|g| g.1.clone()),
        version: r.version,
    }
}
