//! HTTP for recognition.

mod appeals;
mod awards;
mod badges;
mod certificates;
mod dashboard;
mod evidence;
mod grants;
mod hear;
mod mine;
mod thanks;
mod wbl;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    appeals::routes(c);
    awards::routes(c);
    badges::routes(c);
    certificates::routes(c);
    dashboard::routes(c);
    evidence::routes(c);
    grants::routes(c);
    hear::routes(c);
    mine::routes(c);
    thanks::routes(c);
    wbl::routes(c);
}
