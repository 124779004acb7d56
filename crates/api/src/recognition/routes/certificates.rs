//! Certificates: the template, one to download, many in a ZIP, and the public check.

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(_c: &mut ServiceConfig) {}
