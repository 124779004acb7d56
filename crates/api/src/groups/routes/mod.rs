//! HTTP for groups.

mod groups;
mod mine;
mod proposals;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(groups::show_dashboard)
        .service(groups::list_groups)
        .service(mine::my_groups)
        .service(proposals::list_proposals)
        .service(proposals::show_proposal);
}
