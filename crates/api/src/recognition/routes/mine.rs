//! `GET /me/recognition` · `PUT /me/skills-statement`

use crate::ctx::Ctx;
use crate::extract::{Can, EarnRecognition, IfMatch, Valid, tagged};
use crate::problem::Result;
use crate::recognition::service::mine as service;
use actix_web::{HttpResponse, get, put, web};
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{MyRecognition, SkillsStatement};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(my_recognition).service(say_skills);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InScheme {
    /// Where the caller is a mentor.
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
}

/// Your recognition: what you have, what is next for each award, and your HEAR entries and claim for credit.
///
/// A mentor, one entry for each scheme they mentor in, the newest first. Only confirmed work counts.
#[utoipa::path(tag = "recognition", responses((status = 200, body = Vec<MyRecognition>)))]
#[get("/me/recognition")]
pub async fn my_recognition(ctx: Ctx, may: Can<EarnRecognition>) -> Result<web::Json<Vec<MyRecognition>>> {
    service::show(&ctx, may.scope()).await.map(web::Json)
}

/// Say in your own words what you learned.
///
/// A mentor. Send the version that you saw as `If-Match` to be told when it has changed on another device meanwhile.
#[utoipa::path(tag = "recognition", params(("If-Match" = Option<String>, Header, description = "The version you saw, when it matters.")), request_body = SkillsStatement, responses((status = 200, body = SkillsStatement, headers(("ETag" = String))), (status = 404, description = "The caller is no mentor there.")))]
#[put("/me/skills-statement")]
pub async fn say_skills(
    ctx: Ctx,
    may: Can<EarnRecognition>,
    at: Option<IfMatch>,
    input: Valid<SkillsStatement>,
) -> Result<HttpResponse> {
    let (version, said) = service::say(&ctx, may.scope(), at.map(|at| at.0), input.0).await?;
    Ok(tagged(version, &said))
}
