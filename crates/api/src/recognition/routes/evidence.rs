//! Evidence: what mentors write down, what staff say to it, what other systems report.

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(_c: &mut ServiceConfig) {}
