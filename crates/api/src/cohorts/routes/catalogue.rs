//! `GET|POST /faculties` · `/schools` · `/programmes` · `/campuses` · `POST /schemes/{id}/tutor-groups` · `/schemes/{id}/seminar-groups`

use crate::cohorts::service::catalogue as service;
use crate::cohorts::store::catalogue as store;
use crate::ctx::Ctx;
use crate::extract::{Can, EditCohort, EditInstitution, ReadCohort, Valid};
use crate::problem::Result;
use actix_web::{HttpResponse, get, post, web};
use cairn_domain::cohorts::{
    CampusView, FacultyView, Named, ProgrammeInput, ProgrammeView, SchoolInput, SchoolView, SeminarGroupView,
    TeachingGroupInput, TutorGroupView,
};
use cairn_domain::ids::SchemeId;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(list_faculties)
        .service(add_faculty)
        .service(list_schools)
        .service(add_school)
        .service(list_programmes)
        .service(add_programme);
    c.service(list_campuses)
        .service(add_campus)
        .service(add_tutor_group)
        .service(add_seminar_group);
}

/// Every faculty.
///
/// By name, all at once: a university has few. Any role that works with the people of a scheme may ask.
#[utoipa::path(tag = "cohorts", responses((status = 200, body = Vec<FacultyView>)))]
#[get("/faculties")]
async fn list_faculties(ctx: Ctx, _may: Can<ReadCohort>) -> Result<web::Json<Vec<FacultyView>>> {
    store::faculties(ctx.db()).await.map(web::Json)
}

/// Add a faculty.
///
/// Institution admins. 409 when there is one of that name.
#[utoipa::path(tag = "cohorts", request_body = Named, responses((status = 201, body = FacultyView)))]
#[post("/faculties")]
async fn add_faculty(ctx: Ctx, may: Can<EditInstitution>, input: Valid<Named>) -> Result<HttpResponse> {
    Ok(HttpResponse::Created().json(service::add_faculty(&ctx, may.scope(), input.0).await?))
}

/// Every school.
///
/// By name, all at once: a university has few. Any role that works with the people of a scheme may ask.
#[utoipa::path(tag = "cohorts", responses((status = 200, body = Vec<SchoolView>)))]
#[get("/schools")]
async fn list_schools(ctx: Ctx, _may: Can<ReadCohort>) -> Result<web::Json<Vec<SchoolView>>> {
    store::schools(ctx.db()).await.map(web::Json)
}

/// Add a school to a faculty.
///
/// Institution admins. 409 when there is one of that name; an unknown faculty is refused at `/faculty_id`.
#[utoipa::path(tag = "cohorts", request_body = SchoolInput, responses((status = 201, body = SchoolView)))]
#[post("/schools")]
async fn add_school(ctx: Ctx, may: Can<EditInstitution>, input: Valid<SchoolInput>) -> Result<HttpResponse> {
    Ok(HttpResponse::Created().json(service::add_school(&ctx, may.scope(), input.0).await?))
}

/// Every programme of study.
///
/// By name, all at once: a university has few. Any role that works with the people of a scheme may ask.
#[utoipa::path(tag = "cohorts", responses((status = 200, body = Vec<ProgrammeView>)))]
#[get("/programmes")]
async fn list_programmes(ctx: Ctx, _may: Can<ReadCohort>) -> Result<web::Json<Vec<ProgrammeView>>> {
    store::programmes(ctx.db()).await.map(web::Json)
}

/// Add a programme of study.
///
/// Institution admins. 409 when its code is taken; an unknown school is refused at `/school_id`. Imports add the programmes
/// that they meet by themselves.
#[utoipa::path(tag = "cohorts", request_body = ProgrammeInput, responses((status = 201, body = ProgrammeView)))]
#[post("/programmes")]
async fn add_programme(
    ctx: Ctx,
    may: Can<EditInstitution>,
    input: Valid<ProgrammeInput>,
) -> Result<HttpResponse> {
    Ok(HttpResponse::Created().json(service::add_programme(&ctx, may.scope(), input.0).await?))
}

/// Every campus.
///
/// By name, all at once: a university has few. Any role that works with the people of a scheme may ask.
#[utoipa::path(tag = "cohorts", responses((status = 200, body = Vec<CampusView>)))]
#[get("/campuses")]
async fn list_campuses(ctx: Ctx, _may: Can<ReadCohort>) -> Result<web::Json<Vec<CampusView>>> {
    store::campuses(ctx.db()).await.map(web::Json)
}

/// Add a campus.
///
/// Institution admins. 409 when there is one of that name.
#[utoipa::path(tag = "cohorts", request_body = Named, responses((status = 201, body = CampusView)))]
#[post("/campuses")]
async fn add_campus(ctx: Ctx, may: Can<EditInstitution>, input: Valid<Named>) -> Result<HttpResponse> {
    Ok(HttpResponse::Created().json(service::add_campus(&ctx, may.scope(), input.0).await?))
}

/// Add a personal tutor group to a scheme.
///
/// Scheme leads. 409 when the programme has a tutor group of that name in this scheme.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), request_body = TeachingGroupInput, responses((status = 201, body = TutorGroupView)))]
#[post("/schemes/{id}/tutor-groups")]
async fn add_tutor_group(
    ctx: Ctx,
    may: Can<EditCohort>,
    id: web::Path<SchemeId>,
    input: Valid<TeachingGroupInput>,
) -> Result<HttpResponse> {
    Ok(HttpResponse::Created().json(service::add_tutor_group(&ctx, may.scope(), *id, input.0).await?))
}

/// Add a seminar group to a scheme.
///
/// Scheme leads. 409 when the programme has a seminar group of that name in this scheme.
#[utoipa::path(tag = "cohorts", params(("id" = SchemeId, Path)), request_body = TeachingGroupInput, responses((status = 201, body = SeminarGroupView)))]
#[post("/schemes/{id}/seminar-groups")]
async fn add_seminar_group(
    ctx: Ctx,
    may: Can<EditCohort>,
    id: web::Path<SchemeId>,
    input: Valid<TeachingGroupInput>,
) -> Result<HttpResponse> {
    Ok(HttpResponse::Created().json(service::add_seminar_group(&ctx, may.scope(), *id, input.0).await?))
}
