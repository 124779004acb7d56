//! Open Badges: issuer, keys, credentials and the status list.

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(_c: &mut ServiceConfig) {}
