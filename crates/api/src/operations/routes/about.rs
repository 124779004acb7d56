//! `GET /about`

use crate::ctx::Ctx;
use crate::demo;
use actix_web::{get, web};
use cairn_domain::operations::AboutView;

/// What this installation is: its version, and in demo mode the accounts to try.
///
/// Anybody. `demo_accounts` is empty on a real installation.
#[utoipa::path(tag = "operations", security(()), responses((status = 200, body = AboutView)))]
#[get("/about")]
pub async fn read_about(ctx: Ctx) -> web::Json<AboutView> {
    let config = &ctx.app.config;
    web::Json(AboutView {
        name: "Cairn".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        institution: config.institution.clone(),
        demo: config.demo,
        demo_accounts: if config.demo { demo::accounts() } else { Vec::new() },
    })
}
