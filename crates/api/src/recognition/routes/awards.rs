//! Awards that a scheme offers, and trying a rule out.

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(_c: &mut ServiceConfig) {}
