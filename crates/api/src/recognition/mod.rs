//! Recognition: evidence, awards, certificates, HEAR, work-based learning and badges.
//!
//! For mentors, who see what they have and what is next, and for staff, who confirm, award and verify. The rules are in
//! `cairn_domain::recognition`; `service::standing` applies them whenever something changes and keeps the result for the
//! dashboards. Next: `routes`, `service`.

pub mod badge;
pub mod certificate;
pub mod code;
pub mod commands;
#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity;
pub mod printing;
mod routes;
pub mod service;
mod store;

pub use routes::routes;
