//! Work-based learning: outcomes, claims and portfolios.

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(_c: &mut ServiceConfig) {}
