//! HTTP for groups.

mod groups;
mod mine;
mod moves;
mod proposals;
mod rematch;
mod wishes;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(groups::show_dashboard)
        .service(groups::list_groups)
        .service(moves::show_group)
        .service(moves::move_member)
        .service(moves::place_late_joiners)
        .service(mine::my_groups)
        .service(proposals::list_proposals)
        .service(proposals::propose_groups)
        .service(proposals::show_proposal)
        .service(proposals::discard_proposal)
        .service(proposals::move_in_proposal)
        .service(proposals::undo_in_proposal)
        .service(proposals::publish_proposal)
        .service(wishes::list_pins)
        .service(wishes::add_pin)
        .service(wishes::remove_pin)
        .service(wishes::list_keep_apart)
        .service(wishes::add_keep_apart)
        .service(wishes::remove_keep_apart)
        .service(rematch::ask_rematch)
        .service(rematch::cancel_rematch)
        .service(rematch::list_rematch_requests)
        .service(rematch::decide_rematch);
}
