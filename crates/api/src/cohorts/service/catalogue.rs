//! Adding faculties, schools, programmes, campuses and teaching groups by hand.

use crate::cohorts::entity::{campus, faculty, programme, school, seminar_group, tutor_group};
use crate::cohorts::store;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{
    CampusView, FacultyView, Named, ProgrammeInput, ProgrammeView, SchemeLists, SchoolInput, SchoolView,
    SeminarGroupView, TeachingGroupInput, TutorGroupView,
};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CampusId, FacultyId, SchemeId, SchoolId, SeminarGroupId, TutorGroupId};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, Set};
use uuid::Uuid;

/// Everything that a scheme's forms and filters need to name.
///
/// # Errors
/// 404 out of reach.
pub async fn lists(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<SchemeLists> {
    store::scheme::one(ctx.db(), scope, scheme).await?;
    let db = ctx.db();
    Ok(SchemeLists {
        faculties: store::catalogue::faculties(db).await?,
        schools: store::catalogue::schools(db).await?,
        programmes: store::catalogue::programmes_of(db, scheme).await?,
        campuses: store::catalogue::campuses(db).await?,
        tutor_groups: store::catalogue::tutor_groups(db, scheme).await?,
        seminar_groups: store::catalogue::seminar_groups(db, scheme).await?,
    })
}

/// # Errors
/// 409 when it is there.
pub async fn add_faculty(ctx: &Ctx, scope: &Scope, input: Named) -> Result<FacultyView> {
    let work = ctx.begin(scope).await?;
    let made = faculty::ActiveModel {
        id: Set(Uuid::now_v7()),
        name: Set(input.name.trim().to_owned()),
    }
    .insert(work.tx())
    .await?;
    work.audit(
        None,
        "faculty.added",
        Some(made.id),
        format!("Added the faculty {}.", made.name),
    )
    .await?;
    work.commit().await?;
    Ok(FacultyView {
        id: FacultyId(made.id),
        name: made.name,
    })
}

/// # Errors
/// 409 when it is there, 422 when its faculty isn't.
pub async fn add_school(ctx: &Ctx, scope: &Scope, input: SchoolInput) -> Result<SchoolView> {
    let work = ctx.begin(scope).await?;
    if faculty::Entity::find_by_id(input.faculty_id.0)
        .one(work.tx())
        .await?
        .is_none()
    {
        return Err(Problem::invalid_field(
            "/faculty_id",
            "Choose a faculty from the list.",
        ));
    }
    let made = school::ActiveModel {
        id: Set(Uuid::now_v7()),
        faculty_id: Set(input.faculty_id.0),
        name: Set(input.name.trim().to_owned()),
    }
    .insert(work.tx())
    .await?;
    work.audit(
        None,
        "school.added",
        Some(made.id),
        format!("Added the school {}.", made.name),
    )
    .await?;
    work.commit().await?;
    Ok(SchoolView {
        id: SchoolId(made.id),
        faculty_id: input.faculty_id,
        name: made.name,
    })
}

/// # Errors
/// 409 when its code is there, 422 when its school isn't.
pub async fn add_programme(ctx: &Ctx, scope: &Scope, input: ProgrammeInput) -> Result<ProgrammeView> {
    let work = ctx.begin(scope).await?;
    if let Some(id) = input.school_id
        && school::Entity::find_by_id(id.0).one(work.tx()).await?.is_none()
    {
        return Err(Problem::invalid_field(
            "/school_id",
            "Choose a school from the list.",
        ));
    }
    let made = programme::ActiveModel {
        id: Set(Uuid::now_v7()),
        code: Set(input.code.trim().to_owned()),
        title: Set(input.title.trim().to_owned()),
        school_id: Set(input.school_id.map(|s| s.0)),
    }
    .insert(work.tx())
    .await?;
    work.audit(
        None,
        "programme.added",
        Some(made.id),
        format!("Added the programme {}.", made.code),
    )
    .await?;
    work.commit().await?;
    Ok(store::catalogue::programme_view(made))
}

/// # Errors
/// 409 when it is there.
pub async fn add_campus(ctx: &Ctx, scope: &Scope, input: Named) -> Result<CampusView> {
    let work = ctx.begin(scope).await?;
    let made = campus::ActiveModel {
        id: Set(Uuid::now_v7()),
        name: Set(input.name.trim().to_owned()),
    }
    .insert(work.tx())
    .await?;
    work.audit(
        None,
        "campus.added",
        Some(made.id),
        format!("Added the campus {}.", made.name),
    )
    .await?;
    work.commit().await?;
    Ok(CampusView {
        id: CampusId(made.id),
        name: made.name,
    })
}

/// # Errors
/// 404 out of reach, 409 when it is there.
pub async fn add_tutor_group(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    input: TeachingGroupInput,
) -> Result<TutorGroupView> {
    let work = ctx.begin(scope).await?;
    store::scheme::whole(work.tx(), scope, scheme).await?;
    known_programme(&work, &input).await?;
    let made = tutor_group::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        programme_id: Set(input.programme_id.map(|p| p.0)),
        name: Set(input.name.trim().to_owned()),
    }
    .insert(work.tx())
    .await?;
    work.audit(
        Some(scheme),
        "tutor_group.added",
        Some(made.id),
        format!("Added the tutor group {}.", made.name),
    )
    .await?;
    work.commit().await?;
    Ok(TutorGroupView {
        id: TutorGroupId(made.id),
        programme_id: input.programme_id,
        name: made.name,
        members: 0,
    })
}

/// # Errors
/// 404 out of reach, 409 when it is there.
pub async fn add_seminar_group(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    input: TeachingGroupInput,
) -> Result<SeminarGroupView> {
    let work = ctx.begin(scope).await?;
    store::scheme::whole(work.tx(), scope, scheme).await?;
    known_programme(&work, &input).await?;
    let made = seminar_group::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        programme_id: Set(input.programme_id.map(|p| p.0)),
        name: Set(input.name.trim().to_owned()),
    }
    .insert(work.tx())
    .await?;
    work.audit(
        Some(scheme),
        "seminar_group.added",
        Some(made.id),
        format!("Added the seminar group {}.", made.name),
    )
    .await?;
    work.commit().await?;
    Ok(SeminarGroupView {
        id: SeminarGroupId(made.id),
        programme_id: input.programme_id,
        name: made.name,
        members: 0,
    })
}

async fn known_programme(work: &crate::work::Work, input: &TeachingGroupInput) -> Result<()> {
    let Some(id) = input.programme_id else {
        return Ok(());
    };
    match programme::Entity::find_by_id(id.0).one(work.tx()).await? {
        Some(_) => Ok(()),
        None => Err(Problem::invalid_field(
            "/programme_id",
            "Choose a programme from the list.",
        )),
    }
}
