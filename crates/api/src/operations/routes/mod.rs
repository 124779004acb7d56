//! HTTP for operations.

pub mod about;
pub mod audit;
pub mod jobs;
pub mod mail;

use crate::events::routes::{create_event_ticket, follow_events};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(about::read_about)
        .service(create_event_ticket)
        .service(follow_events);
    c.service(mail::list_mail)
        .service(mail::read_mail)
        .service(jobs::list_jobs)
        .service(jobs::retry_job)
        .service(audit::list_audit_events);
}
