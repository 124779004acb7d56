//! HTTP for identity.

pub mod devices;
pub mod links;
pub mod me;
pub mod people;
pub mod session;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(session::sign_in)
        .service(session::refresh)
        .service(session::sign_out)
        .service(session::sign_out_everywhere)
        .configure(links::routes)
        .configure(me::routes)
        .configure(devices::routes)
        .configure(people::routes);
}
