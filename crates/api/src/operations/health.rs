//! `GET /healthz` (the process is up) · `GET /readyz` (it can do its work)

use crate::ctx::App;
use actix_web::{HttpResponse, route, web};
use sea_orm::ConnectionTrait as _;

#[route("/healthz", method = "GET", method = "HEAD")]
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

#[route("/readyz", method = "GET", method = "HEAD")]
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    match app.db.execute_unprepared("SELECT 1").await {
        Ok(_) => HttpResponse::Ok().json(serde_json::json!({ "status": "ready" })),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            HttpResponse::ServiceUnavailable().json(serde_json::json!({ "status": "database not reachable" }))
        }
    }
}
