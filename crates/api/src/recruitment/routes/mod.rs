//! HTTP for recruitment.

mod applications;
mod calls;
mod interviews;
mod mine;
mod open;
mod scorings;
mod selection;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    applications::routes(c);
    calls::routes(c);
    interviews::routes(c);
    mine::routes(c);
    open::routes(c);
    scorings::routes(c);
    selection::routes(c);
}
