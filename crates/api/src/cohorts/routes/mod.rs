//! HTTP for cohorts.

pub mod catalogue;
pub mod participants;
pub mod schemes;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.configure(schemes::routes)
        .configure(catalogue::routes)
        .configure(participants::routes)
        .configure(super::import::routes::routes);
}
