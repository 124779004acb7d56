//! A mentee's thanks to their mentor.

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(_c: &mut ServiceConfig) {}
