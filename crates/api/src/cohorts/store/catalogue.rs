//! Faculties, schools, programmes, campuses and teaching groups.

use crate::cohorts::entity::{
    campus, faculty, participant, programme, scheme_programme, school, seminar_group, tutor_group,
};
use crate::problem::Result;
use cairn_domain::cohorts::{
    CampusView, FacultyView, ProgrammeView, SchoolView, SeminarGroupView, TutorGroupView,
};
use cairn_domain::ids::{CampusId, FacultyId, ProgrammeId, SchemeId, SchoolId, SeminarGroupId, TutorGroupId};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

pub async fn faculties<C: ConnectionTrait>(db: &C) -> Result<Vec<FacultyView>> {
    let rows = faculty::Entity::find()
        .order_by_asc(faculty::Column::Name)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|f| FacultyView {
            id: FacultyId(f.id),
            name: f.name,
        })
        .collect())
}

pub async fn schools<C: ConnectionTrait>(db: &C) -> Result<Vec<SchoolView>> {
    let rows = school::Entity::find()
        .order_by_asc(school::Column::Name)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|s| SchoolView {
            id: SchoolId(s.id),
            faculty_id: FacultyId(s.faculty_id),
            name: s.name,
        })
        .collect())
}

pub async fn programmes<C: ConnectionTrait>(db: &C) -> Result<Vec<ProgrammeView>> {
    let rows = programme::Entity::find()
        .order_by_asc(programme::Column::Code)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(programme_view).collect())
}

/// The programmes that a scheme adopts or has people in.
pub async fn programmes_of<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<ProgrammeView>> {
    let adopted = scheme_programme::Entity::find()
        .select_only()
        .column(scheme_programme::Column::ProgrammeId)
        .filter(scheme_programme::Column::SchemeId.eq(scheme.0));
    let peopled = participant::Entity::find()
        .select_only()
        .column(participant::Column::ProgrammeId)
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::ProgrammeId.is_not_null());
    use sea_orm::QueryTrait as _;
    let rows = programme::Entity::find()
        .filter(
            Condition::any()
                .add(programme::Column::Id.in_subquery(adopted.into_query()))
                .add(programme::Column::Id.in_subquery(peopled.into_query())),
        )
        .order_by_asc(programme::Column::Code)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(programme_view).collect())
}

pub fn programme_view(p: programme::Model) -> ProgrammeView {
    ProgrammeView {
        id: ProgrammeId(p.id),
        code: p.code,
        title: p.title,
        school_id: p.school_id.map(SchoolId),
    }
}

pub async fn campuses<C: ConnectionTrait>(db: &C) -> Result<Vec<CampusView>> {
    let rows = campus::Entity::find()
        .order_by_asc(campus::Column::Name)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|c| CampusView {
            id: CampusId(c.id),
            name: c.name,
        })
        .collect())
}

async fn members<C: ConnectionTrait>(
    db: &C,
    scheme: SchemeId,
    column: participant::Column,
) -> Result<HashMap<Uuid, u64>> {
    let rows: Vec<(Uuid, i64)> = participant::Entity::find()
        .select_only()
        .column(column)
        .column_as(participant::Column::Id.count(), "n")
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(column.is_not_null())
        .group_by(column)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, n)| (id, u64::try_from(n).unwrap_or(0)))
        .collect())
}

pub async fn tutor_groups<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<TutorGroupView>> {
    let counts = members(db, scheme, participant::Column::TutorGroupId).await?;
    let rows = tutor_group::Entity::find()
        .filter(tutor_group::Column::SchemeId.eq(scheme.0))
        .order_by_asc(tutor_group::Column::Name)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|g| TutorGroupView {
            id: TutorGroupId(g.id),
            programme_id: g.programme_id.map(ProgrammeId),
            name: g.name,
            members: counts.get(&g.id).copied().unwrap_or(0),
        })
        .collect())
}

pub async fn seminar_groups<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<SeminarGroupView>> {
    let counts = members(db, scheme, participant::Column::SeminarGroupId).await?;
    let rows = seminar_group::Entity::find()
        .filter(seminar_group::Column::SchemeId.eq(scheme.0))
        .order_by_asc(seminar_group::Column::Name)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|g| SeminarGroupView {
            id: SeminarGroupId(g.id),
            programme_id: g.programme_id.map(ProgrammeId),
            name: g.name,
            members: counts.get(&g.id).copied().unwrap_or(0),
        })
        .collect())
}
