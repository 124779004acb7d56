//! Prometheus metrics at `/metrics`: requests by route, method and status, with their durations.

use actix_web::http::header;
use actix_web::{HttpResponse, get};
use actix_web_prom::{PrometheusMetrics, PrometheusMetricsBuilder};

/// Holds the address. The middleware writes the text in place of this body but keeps the headers, so nothing below it may have
/// said that the body is compressed.
#[get("/metrics")]
pub async fn page() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .finish()
}

/// # Errors
/// When a metric can't be registered.
pub fn middleware() -> anyhow::Result<PrometheusMetrics> {
    PrometheusMetricsBuilder::new("cairn")
        .endpoint("/metrics")
        .mask_unmatched_patterns("other")
        .build()
        .map_err(|e| anyhow::anyhow!("{e}"))
}
