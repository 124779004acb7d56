//! `POST /awards/{id}/grants` · `GET /grant-runs/{id}` · `GET /award-grants` · `POST /award-grants/{id}/revocation` ·
//! `GET /verifications/{code}`

use crate::ctx::Ctx;
use crate::cursor::PageQuery;
use crate::export::{self, Sheet};
use crate::extract::{Can, GrantAwards, ReadRecognition, Valid};
use crate::problem::Result;
use crate::query::Query;
use crate::recognition::service::{granting, grants, verifying};
use crate::recognition::store::grants::Filter;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use cairn_domain::ids::{AwardGrantId, AwardId, JobId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::{GrantRunView, GrantView, NewGrants, Revocation, Verification};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(grant_award)
        .service(read_grant_run)
        .service(list_award_grants)
        .service(revoke_award)
        .service(rename_award_grant)
        .service(verify_code);
}

/// Give an award to everybody who has earned it, or to some by name.
///
/// Works in the background: `GET /grant-runs/{id}` with the `job_id` says how far it is. Nobody gets it twice, and nobody gives it
/// to themself. Who had it taken back gets it again only by name.
#[utoipa::path(tag = "recognition", params(("id" = AwardId, Path)), request_body = NewGrants, responses((status = 202, body = GrantRunView)))]
#[post("/awards/{id}/grants")]
pub async fn grant_award(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<AwardId>,
    input: Valid<NewGrants>,
) -> Result<HttpResponse> {
    let run = granting::start(&ctx, may.scope(), *id, input.0).await?;
    Ok(HttpResponse::Accepted().json(run))
}

/// How far giving an award is.
///
/// `kept` counts those who hold it already, have not earned it, or would give it to themselves.
#[utoipa::path(tag = "recognition", params(("id" = JobId, Path)), responses((status = 200, body = GrantRunView)))]
#[get("/grant-runs/{id}")]
pub async fn read_grant_run(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<JobId>,
) -> Result<web::Json<GrantRunView>> {
    granting::progress(&ctx, may.scope(), id.0).await.map(web::Json)
}

/// List the awards that were given in a scheme, the newest first.
///
/// Supervisors see those of their programmes. Ask for `text/csv` or the XLSX media type to get all of them as a table.
#[utoipa::path(tag = "recognition", params(Filter, PageQuery), responses((status = 200, description = "A page, or everything as a table.", content(
    (Page<GrantView> = "application/json"),
    (String = "text/csv", example = json!("serial,name,programme_code,award,tier,state,granted_on,granted_by,despite_rule,revoked_on,revoked_reason,code\nCAIRN-2026-000042,Ben Okafor,BSC-BIO,Student Mentor Award,gold,valid,2026-11-20,Helen Carter,,,,7K3M-Q9XA-4TVN-C2HP-8WRD\n")),
    (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
)), (status = 404, description = "No such scheme.")))]
#[get("/award-grants")]
pub async fn list_award_grants(
    ctx: Ctx,
    may: Can<ReadRecognition>,
    req: HttpRequest,
    filter: Query<Filter, PageQuery>,
    page: Query<PageQuery, Filter>,
) -> Result<HttpResponse> {
    export::listed(
        &req,
        grants::page(&ctx, may.scope(), &filter, &page),
        grants::all(&ctx, may.scope(), &filter),
        Sheet {
            name: "awards",
            heading: HEADING,
            cells,
        },
    )
    .await
}

const HEADING: &[&str] = &[
    "serial",
    "name",
    "programme_code",
    "award",
    "tier",
    "state",
    "granted_on",
    "granted_by",
    "despite_rule",
    "revoked_on",
    "revoked_reason",
    "code",
];

fn cells(g: GrantView) -> Vec<String> {
    vec![
        g.serial,
        g.name,
        g.programme_code.unwrap_or_default(),
        g.award_name,
        g.tier.map(|t| t.to_string()).unwrap_or_default(),
        g.state.to_string(),
        g.granted_on.to_string(),
        g.granted_by.unwrap_or_default(),
        g.despite_rule.unwrap_or_default(),
        g.revoked_at
            .map(|t| t.date_naive().to_string())
            .unwrap_or_default(),
        g.revoked_reason.unwrap_or_default(),
        g.code,
    ]
}

/// Take an award back, with a reason.
///
/// The student gets a letter and may appeal. Its certificate and badge say at once that it counts no more.
#[utoipa::path(tag = "recognition", params(("id" = AwardGrantId, Path)), request_body = Revocation, responses((status = 200, body = GrantView)))]
#[post("/award-grants/{id}/revocation")]
pub async fn revoke_award(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<AwardGrantId>,
    input: Valid<Revocation>,
) -> Result<web::Json<GrantView>> {
    grants::revoke(&ctx, may.scope(), *id, &input.0.reason)
        .await
        .map(web::Json)
}

/// Make an award out to the name that its mentor has now.
///
/// A certificate carries the name of the day on which the award was given, whatever the student calls themself later; staff decide
/// about a new one. The number and the code stay.
#[utoipa::path(tag = "recognition", params(("id" = AwardGrantId, Path)), responses((status = 200, body = GrantView), (status = 409, description = "The award was taken back.")))]
#[post("/award-grants/{id}/name")]
pub async fn rename_award_grant(
    ctx: Ctx,
    may: Can<GrantAwards>,
    id: web::Path<AwardGrantId>,
) -> Result<web::Json<GrantView>> {
    grants::rename(&ctx, may.scope(), *id).await.map(web::Json)
}

/// Whether a certificate is real, by the code that is printed on it.
///
/// Anybody, without signing in. Says no more than the certificate does. A code that isn't ours is `unknown`; who tries many gets
/// 429. Letters may be small, dashes left out, and O and 0 or I, L and 1 mixed up.
#[utoipa::path(tag = "recognition", security(()), params(("code" = String, Path, description = "The code on the certificate.", example = "7K3M-Q9XA-4TVN-C2HP-8WRD")), responses((status = 200, body = Verification)))]
#[get("/verifications/{code}")]
pub async fn verify_code(ctx: Ctx, code: web::Path<String>) -> Result<web::Json<Verification>> {
    verifying::verify(&ctx, &code).await.map(web::Json)
}
